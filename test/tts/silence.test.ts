import { fileURLToPath } from 'node:url';
import protobuf from 'protobufjs';
import { describe, expect, it } from 'vitest';
import { SilentFrames } from '../../src/main/tts/silence.js';

const RATE_HZ = 48_000;
const root = new protobuf.Root().loadSync(fileURLToPath(new URL('../../proto/streaming.proto', import.meta.url)));

function silenceAt(speed: number) {
  const lengths = { clause: 150, sentence: 300, item: 350, paragraph: 600 };
  return new SilentFrames({ sampleRateHz: RATE_HZ, chunkMs: 50, lengths: () => lengths, speed: () => speed });
}

describe('SilentFrames.pauseMs', () => {
  it('is the configured length without the quiet ends of the sentences', () => {
    const silence = silenceAt(1);
    expect(silence.pauseMs('sentence')).toBe(275);
    expect(silence.pauseMs('paragraph')).toBe(575);
    expect(silence.pauseMs('none')).toBe(0);
  });

  it('is shorter for faster speech, and never negative', () => {
    expect(silenceAt(2).pauseMs('sentence')).toBe(125);
    expect(silenceAt(0.5).pauseMs('sentence')).toBe(575);
    expect(silenceAt(10).pauseMs('clause')).toBe(0);
  });
});

describe('SilentFrames.frames', () => {
  it.each(['StreamResponse', 'WelcomeResponse'] as const)('are messages of silence: %s', (response) => {
    const frames = silenceAt(1).frames(275, response);
    expect(frames.map(({ samples }) => samples)).toEqual([2_400, 2_400, 2_400, 2_400, 2_400, 1_440]);
    for (const { bytes, byteLength, samples } of frames) {
      expect(bytes.byteLength).toBe(byteLength);
      const type = root.lookupType(`streaming.${response}`);
      const { audioChunk } = type.toObject(type.decode(bytes)) as { audioChunk: { audioData: Uint8Array } };
      expect(audioChunk).toMatchObject({ dtype: 'int16', shape: [samples], sampleRate: RATE_HZ, channels: 1 });
      expect(audioChunk.audioData.byteLength).toBe(2 * samples);
      expect(audioChunk.audioData.every((byte) => byte === 0)).toBe(true);
    }
  });

  it('are made once for each length, and a release does not end their use', () => {
    const silence = silenceAt(1);
    const [first] = silence.frames(100, 'StreamResponse');
    first?.release();
    first?.release();
    expect(silence.frames(50, 'StreamResponse')[0]).toBe(first);
    expect(silence.frames(4, 'StreamResponse')).toEqual([]);
  });
});
