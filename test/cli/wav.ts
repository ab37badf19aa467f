import { readFileSync } from 'node:fs';
import wavefile from 'wavefile';

export interface Wav {
  readonly channels: number;
  readonly bits: number;
  readonly sampleRateHz: number;
  readonly samples: Int16Array;
  /** The largest absolute sample. */
  readonly peak: number;
}

/** Reads a WAV file with an independent library. */
export function readWav(file: string): Wav {
  const wav = new wavefile.WaveFile(readFileSync(file));
  const fmt = wav.fmt as { numChannels: number; bitsPerSample: number; sampleRate: number };
  const samples = wav.getSamples(false, Int16Array) as unknown as Int16Array;
  const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  return { channels: fmt.numChannels, bits: fmt.bitsPerSample, sampleRateHz: fmt.sampleRate, samples, peak };
}
