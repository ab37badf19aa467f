import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadEspeak } from '../../src/workers/engines/espeak.js';
import { BadResponse } from '../../src/workers/http-speech/bad-response.js';
import { type Sound, SoundGuard } from '../../src/workers/http-speech/sound-guard.js';
import { asSamples, ENCODERS, mp3Frames, randomBytes } from '../harness/sound-formats.js';

const RATE_HZ = 24_000;
/** Sentences with many sounds that resemble noise. */
const SENTENCES: readonly (readonly [language: string, text: string])[] = [
  ['en', 'Hello. How are you today?'],
  ['en', 'She sells sea shells by the sea shore.'],
  ['en', 'Shh!'],
  ['ru', 'Шла Саша по шоссе и сосала сушку.'],
  ['pl', 'W Szczebrzeszynie chrząszcz brzmi w trzcinie.'],
  ['cmn', '四是四，十是十，十四是十四。'],
];
const speech: Sound[] = [];

beforeAll(async () => {
  const espeak = await loadEspeak(175);
  for (const [language, text] of SENTENCES) {
    const parts: Int16Array[] = [];
    espeak.speak(text, espeak.voiceFor(language)!, (samples) => {
      parts.push(samples.slice());
      return false;
    });
    speech.push({ samples: joined(parts), sampleRateHz: espeak.sampleRateHz });
  }
});

interface GuardResult {
  readonly heard: Int16Array;
  /** The reason why the sentence was cut off; undefined when it was heard whole. */
  readonly failure: string | undefined;
  readonly detail: string | undefined;
}

/** Passes samples through a guard in pieces of `pieceSamples`. */
function passThroughGuard(samples: Int16Array, sampleRateHz = RATE_HZ, pieceSamples = 4_096): GuardResult {
  const guard = new SoundGuard();
  const heard: Int16Array[] = [];
  try {
    for (let at = 0; at < samples.length; at += pieceSamples) {
      const piece = { samples: samples.subarray(at, at + pieceSamples), sampleRateHz };
      heard.push(...guard.take(piece).map((sound) => sound.samples));
    }
    heard.push(...guard.end().map((sound) => sound.samples));
  } catch (cause) {
    if (!(cause instanceof BadResponse)) throw cause;
    return { heard: joined(heard), failure: cause.failure, detail: cause.detail };
  }
  return { heard: joined(heard), failure: undefined, detail: undefined };
}

/** Expects that `samples` are heard whole. Reports a difference by its index, as the samples would fill the screen. */
function expectHeard({ heard, failure, detail }: GuardResult, samples: Int16Array): void {
  const differsAt = samples.findIndex((sample, n) => heard[n] !== sample);
  expect({ failure, detail, length: heard.length, differsAt }).toEqual({ length: samples.length, differsAt: -1 });
}

function joined(parts: readonly Int16Array[]): Int16Array {
  const whole = new Int16Array(parts.reduce((sum, { length }) => sum + length, 0));
  let filled = 0;
  for (const part of parts) {
    whole.set(part, filled);
    filled += part.length;
  }
  return whole;
}

const clamp = (value: number): number => Math.max(-32_768, Math.min(32_767, Math.round(value)));
const gain = (samples: Int16Array, factor: number): Int16Array => samples.map((sample) => clamp(sample * factor));
const toPeak = (samples: Int16Array): Int16Array => gain(samples, 32_767 / Math.max(...samples.map(Math.abs)));
const signal = (ms: number, value: (n: number) => number): Int16Array =>
  Int16Array.from({ length: (ms * RATE_HZ) / 1000 }, (_, n) => clamp(value(n)));
const tone = (hz: number, peak: number, ms = 1_000): Int16Array =>
  signal(ms, (n) => peak * Math.sin((2 * Math.PI * hz * n) / RATE_HZ));
/** Returns uniform white noise with an RMS of `rms`, relative to full scale. */
const noise = (rms: number, ms = 1_000): Int16Array =>
  gain(asSamples(randomBytes((2 * ms * RATE_HZ) / 1000, 7)), rms * Math.sqrt(3));

describe('SoundGuard', () => {
  it.each([0.03, 0.3, 1, 2, 3, 10, 30])(
    'passes speech unchanged at %f times full scale, clipped where it is louder',
    (factor) => {
      for (const { samples, sampleRateHz } of speech) {
        const loud = gain(toPeak(samples), factor);
        expectHeard(passThroughGuard(loud, sampleRateHz), loud);
      }
    },
  );

  it('passes speech unchanged that a limiter made loud', () => {
    for (const { samples, sampleRateHz } of speech) {
      const limited = toPeak(samples).map((sample) => clamp(32_767 * Math.tanh(sample / 3_277)));
      expectHeard(passThroughGuard(limited, sampleRateHz), limited);
    }
  });

  it.each<[string, Int16Array]>([
    ['a low tone', tone(80, 20_000)],
    ['a tone at full scale', tone(440, 32_767)],
    ['a tone of a third of the rate', tone(8_000, 30_000)],
    ['a tone of a quarter of the rate', tone(6_000, 32_767)],
    ['a high tone', tone(11_000, 30_000)],
    ['a very quiet tone', tone(440, 330)],
    ['a square wave', signal(500, (n) => (n % 100 < 50 ? 32_767 : -32_768))],
    ['a square wave of half scale', signal(500, (n) => (n % 54 < 27 ? 16_383 : -16_384))],
    ['a saw', signal(500, (n) => (((n * 440 * 65_535) / RATE_HZ) % 65_535) - 32_768)],
    ['pulses', signal(500, (n) => (n % 200 === 0 ? 32_767 : 0))],
    [
      'a chord',
      signal(500, (n) => [220, 554, 1_318, 2_637].reduce((sum, hz) => sum + 8_000 * Math.sin((n * hz) / 3_820), 0)),
    ],
    ['noise at -20 dB', noise(0.1)],
    ['noise at -12 dB', noise(0.25)],
    ['a first sample at full scale', Int16Array.of(32_767, -32_768, ...tone(300, 12_000, 300))],
    ['8-bit speech widened to 16 bits', tone(300, 20_000, 300).map((sample) => sample & ~0xff)],
    ['a tone after a second of dither', Int16Array.of(...noise(0.001), ...tone(300, 12_000, 300))],
    ['a tone after a second of silence', Int16Array.of(...new Int16Array(RATE_HZ), ...tone(300, 12_000, 300))],
    [
      'a tone with a pause',
      Int16Array.of(...tone(300, 12_000, 300), ...new Int16Array(RATE_HZ), ...tone(300, 9_000, 50)),
    ],
  ])('passes sound unchanged: %s', (_situation, samples) => {
    for (const pieceSamples of [4_096, 100_000, 17])
      expectHeard(passThroughGuard(samples, RATE_HZ, pieceSamples), samples);
  });

  it('passes a voice of any pitch, timbre, breath, level and rate unchanged', () => {
    const voice = fc.record({
      pitchHz: fc.integer({ min: 60, max: 400 }),
      phases: fc.array(fc.double({ min: 0, max: 6.28, noNaN: true }), { minLength: 8, maxLength: 8 }),
      breath: fc.double({ min: 0, max: 0.1, noNaN: true }),
      level: fc.double({ min: 0.04, max: 1.5, noNaN: true }),
      rateHz: fc.constantFrom(8_000, 16_000, 22_050, 24_000, 44_100, 48_000),
    });
    fc.assert(
      fc.property(voice, fc.nat(), ({ pitchHz, phases, breath, level, rateHz }, seed) => {
        const breaths = asSamples(randomBytes(rateHz / 2, seed));
        const samples = breaths.map((noise, n) => {
          const at = (2 * Math.PI * pitchHz * n) / rateHz;
          const voiced = phases.reduce((sum, phase, k) => sum + Math.sin((k + 1) * at + phase) / (k + 1), 0);
          return clamp(level * (16_384 * voiced + breath * noise));
        });
        expectHeard(passThroughGuard(samples, rateHz), samples);
      }),
      { numRuns: 60 },
    );
  });

  it('passes sound on in windows of 20 ms, from the first window on', () => {
    const guard = new SoundGuard();
    const samples = tone(300, 12_000);
    const take = (from: number, to: number): number =>
      guard.take({ samples: samples.subarray(from, to), sampleRateHz: RATE_HZ })[0]?.samples.length ?? 0;
    expect(take(0, 479)).toBe(0);
    expect(take(479, 480)).toBe(480);
    expect(take(480, 1_500)).toBe(960);
  });
});

describe('SoundGuard with bytes of another format', () => {
  it.each(Object.keys(ENCODERS))('rejects speech as %s', (name) => {
    for (const { samples, sampleRateHz } of speech) {
      for (const level of [samples, toPeak(samples), gain(toPeak(samples), 0.1)]) {
        const { failure, heard } = passThroughGuard(asSamples(ENCODERS[name]!(level)), sampleRateHz);
        expect(failure).toBe('noise');
        // Only the near silence before the first word may pass.
        expect(heard.length).toBeLessThan(sampleRateHz);
      }
    }
  });

  it.each(Object.keys(ENCODERS))('rejects a tone as %s', (name) => {
    for (const hz of [100, 220, 440, 880]) {
      for (const peak of [2_000, 9_000, 24_000]) {
        const bytes = ENCODERS[name]!(tone(hz, peak));
        const { failure, heard } = passThroughGuard(asSamples(bytes));
        expect({ hz, peak, failure, heard: heard.length }).toEqual({ hz, peak, failure: 'noise', heard: 0 });
      }
    }
  });

  it('rejects any number of random bytes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 500, max: 20_000 }), fc.nat(), (length, seed) => {
        const { failure, heard } = passThroughGuard(asSamples(randomBytes(2 * length, seed)));
        expect({ failure, heard: heard.length }).toEqual({ failure: 'noise', heard: 0 });
      }),
      { numRuns: 60 },
    );
  });

  it('names the format of bytes with a pattern', () => {
    const detailOf = (name: string): string | undefined =>
      passThroughGuard(asSamples(ENCODERS[name]!(tone(300, 12_000)))).detail;
    expect(detailOf('big-endian')).toBe('byte_order');
    expect(detailOf('float, 32 bits')).toBe('float');
    expect(detailOf('8 bits')).toBe('8_bit');
    expect(detailOf('base64')).toBe('offset');
    expect(passThroughGuard(asSamples(mp3Frames(20).subarray(101))).detail).toBe('noise');
  });

  it('cuts off a sentence where it turns to noise', () => {
    const good = tone(300, 12_000, 1_000);
    for (const bad of [asSamples(randomBytes(48_000)), asSamples(Buffer.alloc(48_000, '{"error": "lost"}'))]) {
      const { heard, failure } = passThroughGuard(Int16Array.of(...good, ...bad));
      expect(failure).toBe('noise');
      // The window in which the sound turns to noise may pass: it is judged as a whole.
      expect(heard.length).toBeLessThanOrEqual(good.length + RATE_HZ / 50);
    }
  });

  it('cuts off a sentence where a byte was lost', () => {
    for (const { samples, sampleRateHz } of speech) {
      const bytes = Buffer.from(toPeak(samples).buffer);
      const half = (bytes.length >> 2) * 2 + 1;
      const { heard, failure } = passThroughGuard(
        asSamples(Buffer.concat([bytes.subarray(0, half - 1), bytes.subarray(half)])),
        sampleRateHz,
      );
      expect(failure).toBe('noise');
      expect(heard.length).toBeLessThan(samples.length / 2 + sampleRateHz / 2);
    }
  });
});

describe('SoundGuard with silence', () => {
  it.each<[string, Int16Array]>([
    ['zeros', new Int16Array(2 * RATE_HZ)],
    ['noise below -70 dB', noise(0.0002, 2_000)],
    ['dither of 60 in either direction', noise(60 / 32_768 / Math.sqrt(3), 2_000)],
    ['a hiss whose peaks are below -40 dB', noise(300 / 32_768 / Math.sqrt(3), 2_000)],
    ['hum below -40 dB', tone(50, 320, 2_000)],
    ['a small constant', new Int16Array(2 * RATE_HZ).fill(200)],
    ['a click at the start', Int16Array.of(100, ...new Int16Array(2 * RATE_HZ))],
    ['a moment of silence alone', new Int16Array(50)],
  ])('reports it as silent: %s', (_situation, samples) => {
    expect(passThroughGuard(samples)).toMatchObject({ failure: 'silent', heard: new Int16Array(0) });
  });
});
