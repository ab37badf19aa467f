import type { Engine } from '../../src/workers/engines/engine.js';

/** Measurements of one spoken text. */
export interface Sound {
  readonly durationMs: number;
  /** The root mean square of the samples; full scale is 32,767. */
  readonly level: number;
}

export function soundOf(engine: Engine<undefined>, text: string, voice: string): Sound {
  let samples = 0;
  let squares = 0;
  engine.speak(text, voice, (chunk) => {
    samples += chunk.length;
    for (const sample of chunk) squares += sample * sample;
    return false;
  });
  return { durationMs: (samples * 1000) / engine.sampleRateHz, level: Math.sqrt(squares / Math.max(1, samples)) };
}

/**
 * Returns true when two sounds are the same but for the randomness of eSpeak: it draws random numbers, so one text
 * varies by up to 10 ms and a few percent.
 */
export function isSameSound(a: Sound, b: Sound): boolean {
  return Math.abs(a.durationMs - b.durationMs) < 25 && Math.abs(a.level - b.level) <= 0.1 * b.level;
}
