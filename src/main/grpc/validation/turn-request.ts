/** Validates the requests of turns, before any work is done for them. Each function throws NexyError `validation_failed`. */
import type { Config } from '../../../shared/config/schema.js';
import type { CollectedPart, CollectedPrompt } from '../../prompts/collected-prompts.js';
import { NO_PARTS, type PromptPart, textOfParts, withLastPart } from '../../prompts/prompt-parts.js';
import type { TurnRequest } from '../../turn/turn.js';
import type { MalformedRequest, StreamRequest } from '../codec.js';
import { RequestPhase } from '../generated/streaming/RequestPhase.js';
import { checkHardwareId, checkLanguage, checkText, chooseSessionId, isVisible, requireDecoded } from './fields.js';
import { validationError } from './invalid.js';
import { validateScreenshot } from './screenshot.js';

/**
 * Returns the turn of a request.
 * @param collected the parts of its prompt that the session sent before, if it sent any
 */
export function validateStreamRequest(
  request: StreamRequest | MalformedRequest,
  language: string | undefined,
  config: Config,
  collected?: CollectedPrompt,
): TurnRequest {
  const decoded = requireDecoded(request);
  const prompt = promptOf(decoded, collected);
  checkText(prompt, config.limits, 'prompt_too_long');
  if (!isVisible(prompt)) throw validationError('blank_prompt');
  const { hardwareId, sessionId } = checkIds(decoded, config);
  const screen = checkScreen(decoded, config) ?? collected?.screen;
  const { screenshot, screenshotFault } = checkScreenshot(decoded, config);
  const picture = collected?.pictureFor(screenshot) ?? screenshot;
  const isReceived = picture === undefined || picture instanceof Uint8Array;
  return {
    prompt,
    hardwareId,
    sessionId,
    wish: { language: checkLanguage(language) },
    screenshot: isReceived ? picture : undefined,
    preparedPicture: isReceived ? undefined : picture,
    screenshotFault,
    screen,
  };
}

/** Returns a part of a prompt that its user is still speaking; it may have no text. */
export function validateCollectRequest(
  request: StreamRequest | MalformedRequest,
  config: Config,
): CollectedPart & Pick<TurnRequest, 'screenshotFault'> {
  const decoded = requireDecoded(request);
  const { prompt, chunkSeq, chunkText = '', sessionId } = decoded;
  for (const text of [prompt, chunkText]) checkText(text, config.limits, 'prompt_too_long');
  const ids = checkIds(decoded, config);
  // The parts of a prompt find each other by the id that the client made.
  if (!isVisible(sessionId)) throw validationError('missing_session_id');
  const { screenshot, screenshotFault } = checkScreenshot(decoded, config);
  return {
    hardwareId: ids.hardwareId,
    sessionId: ids.sessionId,
    screenshot,
    screenshotFault,
    part: partOf(chunkSeq, chunkText) ?? partOf(chunkSeq, prompt),
    screen: checkScreen(decoded, config),
  };
}

/** Returns the prompt of a turn. A request that completes a prompt may leave its text to the parts before it. */
function promptOf(request: StreamRequest, collected: CollectedPrompt | undefined): string {
  if (isVisible(request.prompt) || request.phase !== RequestPhase.REQUEST_PHASE_COMMIT) return request.prompt;
  const parts = collected?.parts ?? NO_PARTS;
  const last = partOf(request.chunkSeq, request.chunkText);
  return textOfParts(last ? withLastPart(parts, last) : parts);
}

function partOf(seq: number, text = ''): PromptPart | undefined {
  if (!isVisible(text)) return undefined;
  const trimmed = text.trim();
  // A part of a string keeps the whole string in memory, so it is copied.
  return { seq, text: trimmed.length === text.length ? text : Buffer.from(trimmed).toString() };
}

function checkIds(
  { hardwareId, sessionId }: StreamRequest,
  config: Config,
): Pick<TurnRequest, 'hardwareId' | 'sessionId'> {
  checkHardwareId(hardwareId, config.limits);
  return { hardwareId, sessionId: chooseSessionId(sessionId, config) };
}

function checkScreen(
  { screenWidth = 0, screenHeight = 0 }: StreamRequest,
  { screenshot: { max_screen_edge: maxEdge } }: Config,
): TurnRequest['screen'] {
  for (const edge of [screenWidth, screenHeight]) {
    if (edge < 0 || edge > maxEdge) throw validationError('invalid_screen_size', String(maxEdge));
  }
  return screenWidth && screenHeight ? { width: screenWidth, height: screenHeight } : undefined;
}

function checkScreenshot(
  { screenshot }: StreamRequest,
  config: Config,
): Pick<TurnRequest, 'screenshot' | 'screenshotFault'> {
  if (screenshot === undefined || screenshot.byteLength === 0)
    return { screenshot: undefined, screenshotFault: undefined };
  if (validateScreenshot(screenshot, config.screenshot)) return { screenshot, screenshotFault: undefined };
  return { screenshot: undefined, screenshotFault: 'unknown_format' };
}
