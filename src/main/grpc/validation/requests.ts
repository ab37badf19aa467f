/** Validates the requests that are no turns, before any work is done for them. Each function throws NexyError `validation_failed`. */
import type { Config } from '../../../shared/config/schema.js';
import type { InterruptRequest, MalformedRequest, UsageRequest, WelcomeRequest } from '../codec.js';
import {
  checkHardwareId,
  checkId,
  checkLanguage,
  checkText,
  hasMoreCodePoints,
  isVisible,
  requireDecoded,
} from './fields.js';
import { validationError } from './invalid.js';

/** The longest source and model name in a report of usage, characters: the columns of the ledger hold as many. */
const MAX_SOURCE_CHARS = 50;
const MAX_MODEL_CHARS = 100;
/** The session id that clients in the field send when they have no session. */
const NO_SESSION = 'None';

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
  checkText(text, limits, 'text_too_long');
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
