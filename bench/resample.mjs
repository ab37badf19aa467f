// The resampler compared with libsamplerate (in WebAssembly). Each mode is measured in speed and quality, because the
// speed of a resampler means little without its quality. "Fastest" in the gates is SINC_FASTEST, the fastest mode of
// libsamplerate that keeps to the band; the rows of LINEAR and ZERO_ORDER show their poor quality. Our resampler reads
// and writes int16, the format of the engines and of the wire; libsamplerate gets float32, and the conversions that it
// would need are not counted.
import LibSampleRate from '@alexanderolsen/libsamplerate-js';
import { seededRandom } from '#dist/shared/measurement/seeded-random.js';
import { Resampler, resample, resampleFloat } from '#dist/workers/resample/index.js';
import { decibel, sine, split, steady } from './lib/signals.mjs';
import { defineSuite, runAlone } from './lib/suite.mjs';
import { timeInTurns } from './lib/timing.mjs';

/**
 * @import { Figure } from './lib/figures.mjs'
 * @import { Task, TimingOptions } from './lib/timing.mjs'
 *
 * @typedef {keyof typeof INPUTS} Input
 * @typedef {(samples: Float32Array) => Float32Array} Convert
 *
 * @typedef {object} Quality a figure of quality
 * @property {string} id
 * @property {string} what
 * @property {(convert: Convert, rateHz: number) => number} measure
 */

const { create, ConverterType } = LibSampleRate;
const OUTPUT_HZ = 48_000;
/** The sample rates of espeak and flite, Hz. */
const INPUTS = { '22k': 22_050, '16k': 16_000 };
const MODES = {
  sinc_best: ConverterType.SRC_SINC_BEST_QUALITY,
  sinc_medium: ConverterType.SRC_SINC_MEDIUM_QUALITY,
  sinc_fastest: ConverterType.SRC_SINC_FASTEST,
  linear: ConverterType.SRC_LINEAR,
  zero_order: ConverterType.SRC_ZERO_ORDER_HOLD,
};
/** The frequencies of the test tones, as parts of the input's band. */
const BAND = [0.001, 0.05, 0.2, 0.37, 0.5, 0.63, 0.75, 0.85, 0.9];
const NEAR_THE_EDGE = [0.93, 0.95, 0.97, 0.99, 0.999];
/** The power of a sine, full scale 1. */
const TONE_POWER = 0.5;
/** The length of a chunk from an engine, ms, and the number of chunks in one timed call. */
const CHUNK_MS = 100;
const CHUNKS = 10;

/**
 * Returns the worst purity over several tones: the ratio of the tone to all other output (noise and images), dB.
 * @param {Convert} convert
 * @param {number} rateHz
 * @param {readonly number[]} parts the frequencies of the tones, as parts of the input's band
 */
function worstPurity(convert, rateHz, parts) {
  return Math.min(...parts.map((part) => toneThrough(convert, rateHz, part).purityDb));
}

/**
 * Measures a tone through a converter.
 * @param {Convert} convert
 * @param {number} rateHz
 * @param {number} part the frequency, as a part of the input's band
 */
function toneThrough(convert, rateHz, part) {
  const frequencyHz = (part * rateHz) / 2;
  const input = sine(rateHz / 5, frequencyHz, rateHz);
  const { taken, left } = split(steady(convert(input)), frequencyHz, OUTPUT_HZ);
  return {
    purityDb: decibel(taken / left),
    imagesDb: decibel(TONE_POWER / left),
    levelDb: decibel(taken / TONE_POWER),
  };
}

/** @type {readonly Quality[]} */
const QUALITIES = [
  {
    id: 'snr_db',
    what: 'worst purity of a tone up to 0.9 of the band',
    measure: (convert, rateHz) => worstPurity(convert, rateHz, BAND),
  },
  {
    id: 'level_db',
    what: 'level at 0.9 of the band',
    measure: (convert, rateHz) => toneThrough(convert, rateHz, 0.9).levelDb,
  },
  {
    id: 'stop_band_db',
    what: 'least attenuation of images, tones near the edge of the band',
    measure: (convert, rateHz) => Math.min(...NEAR_THE_EDGE.map((part) => toneThrough(convert, rateHz, part).imagesDb)),
  },
];

/**
 * @param {string} name
 * @param {Input} input
 * @param {Convert} convert
 * @returns {Figure[]}
 */
function qualityOf(name, input, convert) {
  return QUALITIES.map(({ id, what, measure }) => ({
    id: `resample.${name}_${input}_${id}`,
    what: `${name}, ${INPUTS[input]} Hz: ${what}`,
    value: measure(convert, INPUTS[input]),
    unit: 'dB',
    better: 'more',
    spread: 0,
  }));
}

/**
 * @param {Float32Array} chunk
 * @param {number} rateHz
 */
function oursOver(chunk, rateHz) {
  const resampler = new Resampler(rateHz, OUTPUT_HZ);
  const samples = Int16Array.from(chunk, (sample) => Math.round(sample * 32_000));
  const output = new Int16Array(resampler.maxOutputSamples(samples.length));
  return () => {
    for (let i = 0; i < CHUNKS; i++) resampler.process(samples, output);
  };
}

/**
 * @param {Float32Array} chunk
 * @param {number} rateHz
 * @param {(typeof MODES)[keyof typeof MODES]} mode
 */
async function libsamplerateOver(chunk, rateHz, mode) {
  const converter = await create(1, rateHz, OUTPUT_HZ, { converterType: mode });
  const output = new Float32Array(chunk.length * 4);
  return () => {
    for (let i = 0; i < CHUNKS; i++) converter.full(chunk, output);
  };
}

/**
 * @param {Input} input
 * @param {TimingOptions} options
 * @returns {Promise<Figure[]>}
 */
async function speeds(input, options) {
  const rateHz = INPUTS[input];
  const random = seededRandom(7);
  const chunk = Float32Array.from({ length: (rateHz * CHUNK_MS) / 1000 }, () => random() - 0.5);
  const units = (OUTPUT_HZ * CHUNK_MS * CHUNKS) / 1000;
  /** @type {Record<string, Task>} */
  const tasks = { ours: { units, run: oursOver(chunk, rateHz) } };
  for (const [name, mode] of Object.entries(MODES)) {
    tasks[name] = { units, run: await libsamplerateOver(chunk, rateHz, mode) };
  }
  const floor = `resample.sinc_fastest_${input}_ns`;
  return Object.entries(await timeInTurns(tasks, options)).map(([name, { ns, spread }]) => {
    const id = `resample.${name}_${input}_ns`;
    const what = `${name}, ${rateHz} Hz: time for an output sample`;
    return { id, what, value: ns, unit: 'ns', better: 'less', spread, ...(id === floor ? {} : { floor }) };
  });
}

/**
 * Returns the number of samples that differ between a stream in pieces of random lengths and the same stream in one
 * piece.
 * @param {number} rounds
 */
function differingSamples(rounds) {
  const random = seededRandom(11);
  let differing = 0;
  for (const rateHz of Object.values(INPUTS)) {
    for (let round = 0; round < rounds; round++) {
      const input = Int16Array.from({ length: 5000 + random() * 20_000 }, () => (random() - 0.5) * 65_535);
      const whole = resample(input, rateHz, OUTPUT_HZ);
      const pieces = inPieces(input, rateHz, random);
      differing += Math.abs(whole.length - pieces.length);
      for (let i = 0; i < whole.length; i++) if (whole[i] !== pieces[i]) differing++;
    }
  }
  return differing;
}

/**
 * Resamples a stream in pieces of random lengths.
 * @param {Int16Array} input
 * @param {number} rateHz
 * @param {() => number} random
 */
function inPieces(input, rateHz, random) {
  const resampler = new Resampler(rateHz, OUTPUT_HZ);
  const output = new Int16Array(resampler.maxOutputSamples(input.length));
  let written = 0;
  for (let at = 0; at < input.length; ) {
    const end = Math.min(input.length, at + 1 + Math.floor(random() ** 3 * 3000));
    written += resampler.process(input.subarray(at, end), output.subarray(written));
    at = end;
  }
  return output.subarray(0, written + resampler.flush(output.subarray(written)));
}

export const suite = defineSuite({
  name: 'resample',
  title: `Speech to ${OUTPUT_HZ} Hz, a stream of ${CHUNK_MS} ms chunks: speed and quality`,
  summary: 'Resamples speech to 48 kHz, compared in speed and quality with the modes of libsamplerate.',
  seconds: { whole: 17, quick: 1 },
  async run({ quick, progress }) {
    /** @type {Figure[]} */
    const figures = [];
    const inputs = /** @type {Input[]} */ (Object.keys(INPUTS));
    for (const input of inputs) figures.push(...(await speeds(input, { quick, progress, roundMs: 60 })));
    progress('quality');
    for (const input of inputs) {
      figures.push(...qualityOf('ours', input, (samples) => resampleFloat(samples, INPUTS[input], OUTPUT_HZ)));
    }
    for (const [name, converterType] of Object.entries(MODES)) {
      const converter = await create(1, INPUTS['22k'], OUTPUT_HZ, { converterType });
      figures.push(...qualityOf(name, '22k', (samples) => converter.simple(samples)));
    }
    progress('exactness');
    figures.push({
      id: 'resample.ours_differing_samples',
      what: 'ours, both rates: samples that differ when the stream comes in pieces',
      value: differingSamples(quick ? 2 : 20),
      unit: 'samples',
      better: 'less',
      spread: 0,
    });
    return figures;
  },
});
await runAlone(import.meta.url, suite);
