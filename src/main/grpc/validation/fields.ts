/** Checks of the fields that several requests have. Each throws NexyError `validation_failed`. */
import { randomUUID } from 'node:crypto';
import type { Config } from '../../../shared/config/schema.js';
import type { ValidationReason } from '../../../shared/errors.js';
import { isLanguageTag } from '../../../text/language/language-tag.js';
import { MalformedRequest } from '../codec.js';
import { validationError } from './invalid.js';

/**
 * Matches a character that a person could see or hear: no white space, and no control, format or unassigned character.
 */
const VISIBLE = /[^\s\p{C}]/u;
/** The number of characters of a text that are searched for a visible one; the search takes 8 ns a character. */
const MAX_BLANK_CHARS = 65_536;
const CONTROL = /\p{Cc}/u;

/** Returns the request. @throws NexyError when the request could not be decoded */
export function requireDecoded<Message>(request: Message | MalformedRequest): Message {
  if (request instanceof MalformedRequest) throw validationError(request.reason);
  return request;
}

/** Tells whether a text has anything that a person could see or hear. */
export function isVisible(text: string): boolean {
  return VISIBLE.test(text.slice(0, MAX_BLANK_CHARS));
}

/** Checks a text that is to be understood or spoken. */
export function checkText(
  text: string,
  { max_prompt_bytes: maxBytes, max_prompt_code_points: maxCodePoints }: Config['limits'],
  reason: ValidationReason,
): void {
  if (Buffer.byteLength(text) > maxBytes) throw validationError(reason, `${maxBytes} bytes`);
  if (hasMoreCodePoints(text, maxCodePoints)) throw validationError(reason, `${maxCodePoints} characters`);
}

export function checkHardwareId(hardwareId: string, limits: Config['limits']): void {
  if (!isVisible(hardwareId)) throw validationError('missing_hardware_id');
  if (hardwareId.trim().toLowerCase() === 'unknown') throw validationError('unknown_hardware_id');
  checkId(hardwareId, limits, 'invalid_hardware_id');
}

export function chooseSessionId(sessionId: string, config: Config): string {
  if (isVisible(sessionId)) {
    checkId(sessionId, config.limits, 'invalid_session_id');
    return sessionId;
  }
  if (config.grpc.session_id_policy === 'generate') return randomUUID();
  throw validationError('missing_session_id');
}

export function checkId(id: string, limits: Config['limits'], reason: ValidationReason): void {
  if (Buffer.byteLength(id) > limits.max_id_bytes || CONTROL.test(id)) {
    throw validationError(reason, `${limits.max_id_bytes} bytes`);
  }
}

export function checkLanguage(language: string | undefined): string | undefined {
  if (language === undefined || language === '') return undefined;
  if (!isLanguageTag(language)) throw validationError('invalid_language');
  return language;
}

/** Tells whether `text` has more code points than `limit`; counting stops at the first one beyond the limit. */
export function hasMoreCodePoints(text: string, limit: number): boolean {
  if (text.length <= limit) return false;
  let codePoints = 0;
  for (const _ of text) if (++codePoints > limit) return true;
  return false;
}
