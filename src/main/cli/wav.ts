import { writeFile } from 'node:fs/promises';
import wavefile from 'wavefile';

/** Writes mono int16 samples as a WAV file. */
export async function writeWav(file: string, samples: Int16Array, sampleRateHz: number): Promise<void> {
  const wav = new wavefile.WaveFile();
  // The library writes only the header. The samples are appended as they are, instead of one by one.
  wav.fromScratch(1, sampleRateHz, '16', new Int16Array(0));
  const header = Buffer.from(wav.toBuffer());
  const data = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
  header.writeUInt32LE(header.length - 8 + data.length, 4);
  header.writeUInt32LE(data.length, header.length - 4);
  await writeFile(file, Buffer.concat([header, data]));
}

/** Joins received chunks of audio into samples (mono int16). */
export function joinSamples(chunks: readonly Buffer[]): Int16Array {
  const bytes = Uint8Array.from(Buffer.concat(chunks));
  return new Int16Array(bytes.buffer);
}
