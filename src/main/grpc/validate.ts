/** Validates requests before any work is done for them. Every check throws NexyError `validation_failed`. */
import { randomUUID } from 'node:crypto';
import type { Config } from '../../shared/config/schema.js';
import type { ValidationReason } from '../../shared/errors.js';
import { isLanguageTag } from '../../text/language/language-tag.js';
import type { TurnRequest } from '../turn/turn.js';
import {
  type InterruptRequest,
  MalformedRequest,
  type StreamRequest,
  type UsageRequest,
  type WelcomeRequest,
} from './codec.js';
import { validationError } from './invalid.js';
import { validateScreenshot } from './validate-screenshot.js';

/**
 * Matches a character that a person could see or hear: no white space, and no control, format or unassigned character.
 */
const VISIBLE = /[^\s\p{C}]/u;
/** The number of characters of a text that are searched for a visible one; the search takes 8 ns a character. */
const MAX_BLANK_CHARS = 65_536;
const CONTROL = /\p{Cc}/u;
/** The longest source and model name in a report of usage, characters: the columns of the ledger hold as many. */
const MAX_SOURCE_CHARS = 50;
const MAX_MODEL_CHARS = 100;
/** The session id that clients in the field send when they have no session. */
const NO_SESSION = 'None';

/** Returns the request. @throws NexyError when the request could not be decoded */
export function requireDecoded<Message>(request: Message | MalformedRequest): Message {
  if (request instanceof MalformedRequest) throw validationError(request.reason);
  return request;
}

export function validateStreamRequest(
  request: StreamRequest | MalformedRequest,
  language: string | undefined,
  config: Config,
): TurnRequest {
  const { prompt, hardwareId, sessionId, screenshot, screenWidth, screenHeight } = requireDecoded(request);
  const { limits, screenshot: screenshotLimits } = config;
  checkText(prompt, limits.max_prompt_bytes, 'prompt_too_long');
  if (!isVisible(prompt)) throw validationError('blank_prompt');
  if (hasMoreCodePoints(prompt, limits.max_prompt_code_points)) {
    throw validationError('prompt_too_long', `${limits.max_prompt_code_points} characters`);
  }
  checkHardwareId(hardwareId, limits);
  const session = chooseSessionId(sessionId, config);
  for (const edge of [screenWidth ?? 0, screenHeight ?? 0]) {
    if (edge < 0 || edge > screenshotLimits.max_screen_edge) {
      throw validationError('invalid_screen_size', String(screenshotLimits.max_screen_edge));
    }
  }
  const hasScreenshot = screenshot !== undefined && screenshot.byteLength > 0;
  const isPicture = hasScreenshot && validateScreenshot(screenshot, screenshotLimits);
  return {
    prompt,
    hardwareId,
    sessionId: session,
    wish: { language: checkLanguage(language) },
    screenshot: isPicture ? screenshot : undefined,
    screenshotFault: hasScreenshot && !isPicture ? 'unknown_format' : undefined,
    screen: screenWidth && screenHeight ? { width: screenWidth, height: screenHeight } : undefined,
  };
}

export function validateInterruptRequest(
  request: InterruptRequest | MalformedRequest,
  limits: Config['limits'],
): InterruptRequest {
  const valid = requireDecoded(request);
  checkHardwareId(valid.hardwareId, limits);
  const { hardwareId, sessionId } = valid;
  // Some clients always set the field; an empty value names no session.
  if (sessionId === undefined || sessionId === '') return { hardwareId };
  checkId(sessionId, limits, 'invalid_session_id');
  return valid;
}

/** A valid request for a greeting. `text` is undefined when the configured greeting is to be spoken. */
export interface ValidWelcome {
  readonly text: string | undefined;
  readonly language: string | undefined;
  readonly voice: string | undefined;
}

export function validateWelcomeRequest(
  request: WelcomeRequest | MalformedRequest,
  limits: Config['limits'],
): ValidWelcome {
  const { text, sessionId, voice, language } = requireDecoded(request);
  checkText(text, limits.max_welcome_bytes, 'text_too_long');
  checkId(sessionId, limits, 'invalid_session_id');
  checkId(voice, limits, 'invalid_voice');
  return {
    text: isVisible(text) ? text : undefined,
    voice: voice === '' ? undefined : voice,
    language: checkLanguage(language),
  };
}

export function validateUsageRequest(request: UsageRequest | MalformedRequest, limits: Config['limits']): UsageRequest {
  const valid = requireDecoded(request);
  checkHardwareId(valid.hardwareId, limits);
  if (!isVisible(valid.source)) throw validationError('blank_source');
  if (hasMoreCodePoints(valid.source, MAX_SOURCE_CHARS)) {
    throw validationError('source_too_long', `${MAX_SOURCE_CHARS} characters`);
  }
  if (hasMoreCodePoints(valid.modelName ?? '', MAX_MODEL_CHARS)) {
    throw validationError('model_too_long', `${MAX_MODEL_CHARS} characters`);
  }
  if (valid.inputTokens < 0 || valid.outputTokens < 0) throw validationError('negative_tokens');
  const { sessionId = '', modelName = '', ...fields } = valid;
  checkId(sessionId, limits, 'invalid_session_id');
  return {
    ...fields,
    ...(sessionId === '' || sessionId === NO_SESSION ? {} : { sessionId }),
    ...(modelName === '' ? {} : { modelName }),
  };
}

function isVisible(text: string): boolean {
  return VISIBLE.test(text.slice(0, MAX_BLANK_CHARS));
}

function checkText(text: string, maxBytes: number, reason: ValidationReason): void {
  if (Buffer.byteLength(text) > maxBytes) throw validationError(reason, `${maxBytes} bytes`);
}

function checkHardwareId(hardwareId: string, limits: Config['limits']): void {
  if (!isVisible(hardwareId)) throw validationError('missing_hardware_id');
  if (hardwareId.trim().toLowerCase() === 'unknown') throw validationError('unknown_hardware_id');
  checkId(hardwareId, limits, 'invalid_hardware_id');
}

function chooseSessionId(sessionId: string, config: Config): string {
  if (isVisible(sessionId)) {
    checkId(sessionId, config.limits, 'invalid_session_id');
    return sessionId;
  }
  if (config.grpc.session_id_policy === 'generate') return randomUUID();
  throw validationError('missing_session_id');
}

function checkId(id: string, limits: Config['limits'], reason: ValidationReason): void {
  if (Buffer.byteLength(id) > limits.max_id_bytes || CONTROL.test(id)) {
    throw validationError(reason, `${limits.max_id_bytes} bytes`);
  }
}

function checkLanguage(language: string | undefined): string | undefined {
  if (language === undefined || language === '') return undefined;
  if (!isLanguageTag(language)) throw validationError('invalid_language');
  return language;
}

/** Tells whether `text` has more code points than `limit`; counting stops at the first one beyond the limit. */
function hasMoreCodePoints(text: string, limit: number): boolean {
  if (text.length <= limit) return false;
  let codePoints = 0;
  for (const _ of text) if (++codePoints > limit) return true;
  return false;
}
