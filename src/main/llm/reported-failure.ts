import { reasonOfStatus } from '../../shared/provider-failures.js';
import { type FailureReason, ProviderFailure } from './provider-failure.js';

/**
 * The meaning of a provider's names for an error: the first row that matches. Other names mean an error of the server.
 */
const REASONS_OF_WORDS: readonly (readonly [words: RegExp, reason: FailureReason])[] = [
  [/rate.?limit|quota|throttl|too.?many|exhausted|billing|insufficient/i, 'throttled'],
  [/auth|permission|forbidden|api.?key/i, 'refused'],
  [/not.?found/i, 'not_found'],
  [/time.?out|deadline/i, 'timeout'],
  [/invalid|bad.?request|context.?length|unsupported|unprocessable/i, 'bad_request'],
];

/** Returns the failure for an HTTP reply other than 2xx, with the error in its body. */
export function failureOfReply(status: number, headers: Headers, error: unknown): ProviderFailure {
  return new ProviderFailure(reasonOfStatus(status), {
    status,
    code: safeCode(namesOf(error)),
    providerRetryAfterMs: retryAfterMs(headers, Date.now()),
  });
}

/** Returns the failure for an error that a provider reports inside a reply of status 200. */
export function failureOfError(error: unknown): ProviderFailure {
  const names = namesOf(error);
  return new ProviderFailure(reasonOfNames(names), { code: safeCode(names) });
}

/** Returns the codes, status and type of an error, the most telling ones first. */
function namesOf(error: unknown): string[] {
  if (typeof error !== 'object' || error === null) return [];
  const { code, error_code, errcode, status_code, status, type } = error as Record<string, unknown>;
  return [code, error_code, errcode, status_code, status, type]
    .filter((name) => typeof name === 'string' || typeof name === 'number')
    .map(String);
}

function reasonOfNames(names: readonly string[]): FailureReason {
  for (const name of names) {
    const status = Number(name);
    if (status >= 400 && status < 600) return reasonOfStatus(status);
    const known = REASONS_OF_WORDS.find(([words]) => words.test(name));
    if (known) return known[1];
  }
  return 'server_error';
}

/**
 * Returns the first name that can hold neither a key nor a part of the prompt: one word, or a number of three digits.
 */
export function safeCode(names: readonly string[]): string | undefined {
  return names.find((name) => /^([A-Za-z]+(_[A-Za-z]+){0,5}|\d{3})$/.test(name) && name.length <= 40);
}

/**
 * Returns the time for which a provider asks not to be called, ms: `retry-after` in seconds or as a date (RFC 9110,
 * 10.2.3), or OpenAI's `retry-after-ms`.
 */
function retryAfterMs(headers: Headers, nowMs: number): number | undefined {
  const inMs = headers.get('retry-after-ms')?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(inMs)) return Number(inMs);
  const value = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  // `Date.parse` also takes "-5" for a date; an HTTP date begins with the name of a day.
  const dateMs = /^[A-Za-z]/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(dateMs) ? undefined : Math.max(0, dateMs - nowMs);
}
