import type { Silence, TurnLog, VoiceWish } from '../../src/main/turn/services.js';
import { type SpeakServices, speak as speakInto } from '../../src/main/turn/speak.js';
import { Transcript } from '../../src/main/turn/transcript.js';
import { NexyError } from '../../src/shared/errors.js';
import type { FakeSpeech } from './fakes.js';

/** A silence without pauses between sentences. */
export const NO_PAUSES: Silence = { pauseMs: () => 0, frames: () => [] };
/** The sample rate, Hz: a frame of one sample lasts a second. */
const SAMPLE_RATE_HZ = 1;
export const services = (speech: FakeSpeech | undefined, lookaheadMs = 0): SpeakServices => ({
  speech,
  silence: NO_PAUSES,
  response: 'StreamResponse',
  canPrefetch: () => true,
  lookaheadMs,
  sampleRateHz: SAMPLE_RATE_HZ,
  defaultLanguage: 'en',
});
/** Speaks with a transcript of its own, for tests that do not read the transcript. */
export const speak = (
  sentences: Parameters<typeof speakInto>[0],
  services: SpeakServices,
  wish: VoiceWish,
  log: TurnLog,
  signal: AbortSignal,
) => speakInto(sentences, services, wish, new Transcript(), log, signal);
export const REASON = new NexyError('cancelled_by_user');

export function recordingLog(): TurnLog & { readonly lines: [string, object][] } {
  const lines: [string, object][] = [];
  return {
    lines,
    degrade: (method, context) => void lines.push([method, context]),
    refuseCommand: () => {},
    spokeIn: () => {},
  };
}
