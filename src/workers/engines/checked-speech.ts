import { durationMsOf } from '../../shared/pcm.js';
import type { SpeechFault } from '../../shared/task-messages.js';
import { isSpeechOf, maxSpeechMs } from '../../text/speech-length.js';
import type { Engine, SampleSink } from './engine.js';

/**
 * A text that the engine is known to speak. With it, a mute engine can be told from a text that its voice cannot read.
 */
export interface KnownText {
  readonly text: string;
  readonly voice: string;
}

/** The sound that an engine made of a sentence. */
export interface SpokenSound {
  /** Tells whether the sink stopped the engine. */
  readonly stopped: boolean;
  /** Tells whether there is enough sound for the text, or the sink stopped the engine. */
  readonly audible: boolean;
  readonly fault: SpeechFault | undefined;
}

/**
 * Speaks one sentence and checks the sound. The length of the sound is limited by its text. An engine that makes no
 * sound is rebuilt and speaks again, so that a damaged state is not carried into the next listener's sentence.
 *
 * @param maxMs the longest sound of the sentence, independent of its text, ms
 * @param sink may be called for a second attempt; then the samples of the first attempt were silence
 * @param known undefined when there is no such text; then a damaged engine cannot be told from an unreadable text
 * @returns fault `threw` when the engine failed: it was replaced by a fresh instance
 * @throws the error of the sink
 */
export async function speakChecked(
  engine: Engine,
  text: string,
  voice: string,
  maxMs: number,
  sink: SampleSink,
  known: KnownText | undefined,
): Promise<SpokenSound> {
  const speak = (): Promise<SpokenSound> => speakOnce(engine, text, voice, maxMs, sink);
  const first = await speak();
  if (first.audible || first.fault !== undefined) return first;

  engine.reset();
  const again = await speak();
  if (again.audible) return { ...again, fault: 'muted' };
  if (again.fault !== undefined || !known) return again;

  // Only the known text limits its sound: the part of the sentence's limit that is left may be too short for it.
  const check = await speakOnce(engine, known.text, known.voice, Number.POSITIVE_INFINITY, () => false);
  if (check.audible) return again;
  await engine.restore();
  const last = await speak();
  return { ...last, fault: last.fault ?? 'muted' };
}

async function speakOnce(
  engine: Engine,
  text: string,
  voice: string,
  maxMs: number,
  sink: SampleSink,
): Promise<SpokenSound> {
  const maxSamples = (maxSpeechMs(text, { speed: engine.rate, capMs: maxMs }) * engine.sampleRateHz) / 1000;
  let samples = 0;
  let peak = 0;
  let stopped = false;
  let sinkFailure: { cause: unknown } | undefined;
  try {
    await engine.speak(text, voice, (chunk) => {
      samples += chunk.length;
      peak = Math.max(peak, peakOf(chunk));
      try {
        stopped = sink(chunk);
      } catch (cause) {
        // An error thrown through the engine's own code would leave the engine in the middle of a sentence.
        sinkFailure = { cause };
      }
      return stopped || sinkFailure !== undefined || samples >= maxSamples;
    });
  } catch {
    // The cause is discarded, as it may quote the text.
    await engine.restore();
    return { stopped: false, audible: false, fault: 'threw' };
  }
  if (sinkFailure) throw sinkFailure.cause;
  const isTooLong = !stopped && samples >= maxSamples;
  const audible = stopped || isSpeechOf(text, durationMsOf(samples, engine.sampleRateHz), peak, engine.rate);
  return { stopped, audible, fault: isTooLong ? 'too_long' : undefined };
}

function peakOf(samples: Int16Array): number {
  let peak = 0;
  for (let i = 0; i < samples.length; i++) peak = Math.max(peak, Math.abs(samples[i] as number));
  return peak;
}
