import { secondsOf } from './bare-speech.mjs';
import { cpuNsOf } from './threads.mjs';

/**
 * Speaks sentences with the bare engine; returns the seconds of sound that it makes in a second of this thread's CPU time.
 * @param {import('./bare-speech.mjs').SpeakBare} speak
 * @param {readonly string[]} sentences
 */
export function bareFactor(speak, sentences) {
  const before = cpuNsOf(process.pid);
  let samples = 0;
  for (const sentence of sentences) samples += speak(sentence).samples;
  return secondsOf(samples) / ((cpuNsOf(process.pid) - before) / 1e9);
}
