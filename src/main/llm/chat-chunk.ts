import { ProviderFailure } from './provider-failure.js';
import type { SseEvent } from './sse-reader.js';

/** The content of one event of a chat completion, in any dialect. */
export interface ChatChunk {
  /** The text of the answer; empty when the event has no text. */
  readonly text: string;
  readonly finishReason: string | undefined;
  /** The token usage, unchecked; undefined when the event has no usage. */
  readonly usage: unknown;
  readonly hasChoices: boolean;
  /** An error as the server reports it, unchecked; undefined when the event has no error. */
  readonly error: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

const HEARTBEAT = /^[\s:]*(?:ping|pong|heart[-_ ]?beat|keep[-_ ]?alive)[\s.]*$/i;
/** The most values in an event. Parsing takes up to 0.4 µs a value, so more would block the thread for over 10 ms. */
const MAX_VALUES = 25_000;
const COMMA = 0x2c;
const BRACKET = 0x5b;
const BRACE = 0x7b;

/**
 * Reads one event.
 * @returns undefined for an event without content, such as a heartbeat; `done` for `[DONE]`
 * @throws ProviderFailure `invalid_response` when the data is not JSON or has too many values
 */
export function readEvent({ name, data }: SseEvent): ChatChunk | 'done' | undefined {
  const isError = name === 'error';
  if (HEARTBEAT.test(name) || HEARTBEAT.test(data) || (data.trim() === '' && !isError)) return undefined;
  if (data.startsWith('[DONE]')) return 'done';
  const parsed = parse(data);
  if (isError && parsed === undefined) return { ...EMPTY_CHUNK, error: true };
  if (parsed === undefined) throw new ProviderFailure('invalid_response');
  // Gemini's endpoint wraps its errors in a list.
  const value: unknown = Array.isArray(parsed) ? parsed[0] : parsed;
  if (!isObject(value)) return isError ? { ...EMPTY_CHUNK, error: true } : undefined;
  const error = errorIn(value) ?? (isError ? value : undefined);
  return error === undefined ? readChunk(value) : { ...EMPTY_CHUNK, error };
}

const EMPTY_CHUNK: ChatChunk = {
  text: '',
  finishReason: undefined,
  usage: undefined,
  hasChoices: false,
  error: undefined,
};

/** Parses JSON; returns undefined when it is invalid or has too many values. */
function parse(data: string): unknown {
  if (data.length > MAX_VALUES && hasManyValues(data)) return undefined;
  try {
    return JSON.parse(data) as unknown;
  } catch {
    return undefined;
  }
}

/** Tells whether JSON has more than `MAX_VALUES` marks that begin a value; those inside strings count, too. */
function hasManyValues(json: string): boolean {
  let values = 0;
  for (let at = 0; at < json.length; at++) {
    const unit = json.charCodeAt(at);
    if ((unit === COMMA || unit === BRACKET || unit === BRACE) && ++values > MAX_VALUES) return true;
  }
  return false;
}

/**
 * Returns the error in an event. Servers report errors as `{error}`, `{errors: […]}`, `{object: "error", …}`,
 * `{type: "error", …}`, or bare: as `{message}`, `{code, msg}` (Zhipu), `{error_code, error_msg}` (Baidu),
 * `{base_resp: {status_code, status_msg}}` (MiniMax), `{detail}`.
 */
function errorIn(value: Fields): unknown {
  if (value.error) return value.error;
  if (value.object === 'error' || value.type === 'error') return value;
  if ((value.choices ?? undefined) !== undefined || isOfOtherType(value)) return undefined;
  if (Array.isArray(value.errors) && value.errors.length > 0) return value.errors[0] ?? value;
  if (isObject(value.base_resp) && isBareError(value.base_resp)) return value.base_resp;
  return isBareError(value) ? value : undefined;
}

/** Tells whether a value has a type other than an error: a heartbeat, or an event of another protocol. */
function isOfOtherType({ type }: Fields): boolean {
  return type !== undefined && !(typeof type === 'string' && /error/i.test(type));
}

const ERROR_TEXTS = ['message', 'msg', 'error_msg', 'error_message', 'errmsg', 'status_msg'];
/** The fields that only errors have, or that report success by 0. */
const ERROR_CODES = ['error_code', 'errcode', 'status_code'];
/** The codes that report success. Some servers send such a code with each event, beside a text such as "Success". */
const SUCCESS: ReadonlySet<unknown> = new Set([0, '0', 200, '200']);

function isBareError(value: Fields): boolean {
  const codes = ERROR_CODES.map((name) => value[name] ?? '').filter((code) => code !== '');
  if ([...codes, value.code].some((code) => SUCCESS.has(code))) return false;
  const hasText = ERROR_TEXTS.some((name) => typeof value[name] === 'string' && value[name] !== '');
  return hasText || codes.length > 0 || Boolean(value.detail);
}

function readChunk({ choices, usage }: Fields): ChatChunk {
  const choice: unknown = Array.isArray(choices) ? choices[0] : undefined;
  if (!isObject(choice)) return { ...EMPTY_CHUNK, usage: usage ?? undefined };
  // An answer that was not streamed has a message instead of a delta.
  const delta = choice.delta ?? choice.message;
  const reason = choice.finish_reason ?? choice.finishReason;
  return {
    text: isObject(delta) ? textOf(delta.content) : '',
    finishReason: typeof reason === 'string' && reason !== '' ? reason : undefined,
    usage: usage ?? undefined,
    hasChoices: true,
    error: choice.error || undefined,
  };
}

/** Returns the text of a message's content: a string, a part, or a list of either. */
function textOf(content: unknown): string {
  return Array.isArray(content) ? content.map(partText).join('') : partText(content);
}

const TEXT_PARTS: ReadonlySet<unknown> = new Set(['text', 'output_text', 'text_delta']);

/** Returns the text of a part; parts of other kinds, such as thoughts and pictures, are dropped. */
function partText(part: unknown): string {
  if (typeof part === 'string') return part;
  if (typeof part === 'number') return String(part);
  if (!isObject(part) || (part.type !== undefined && !TEXT_PARTS.has(part.type))) return '';
  // Some servers wrap the text in one more object.
  const text = isObject(part.text) ? part.text.value : part.text;
  return typeof text === 'string' ? text : '';
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
