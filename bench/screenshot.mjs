// A screenshot is prepared for the model as in a turn: base64 in, an image that fits out, through the pool. The floor
// is dwebp, which only decodes the same file; the peer is sharp, used as its documentation shows.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { validateScreenshot } from '#dist/main/grpc/validation/screenshot.js';
import { WorkerPictures } from '#dist/main/pictures/worker-pictures.js';
import { desktopPicture } from './lib/desktop-picture.mjs';
import { dwebpDecodeMs, dwebpMissing } from './lib/dwebp.mjs';
import { startOneThreadPool } from './lib/one-thread-pool.mjs';
import { defineSuite, runAlone } from './lib/suite.mjs';
import { timeInTurns } from './lib/timing.mjs';

/**
 * @import { Figure } from './lib/figures.mjs'
 * @import { Task, Time } from './lib/timing.mjs'
 *
 * @typedef {object} Inputs
 * @property {Buffer} large
 * @property {Buffer} small
 * @property {string} path a file with the large picture
 * @property {boolean} quick
 * @property {(step: string) => void} progress
 */

/** The WebP quality; it results in about 490 KB at 1920 × 1080. */
const QUALITY = 84;
const TIMEOUT_MS = 20_000;
const REFUSALS = 100;

/** @param {Buffer} file */
const base64 = (file) => Buffer.from(file.toString('base64'), 'latin1');

/** Returns a decompression bomb: a WebP header of 16384 × 16384 pixels without image data, as base64. */
function bomb() {
  const file = Buffer.alloc(64);
  file.write('RIFF\x38\0\0\0WEBPVP8X\x0a\0\0\0', 0, 'latin1');
  file.writeUIntLE(16_383, 24, 3);
  file.writeUIntLE(16_383, 27, 3);
  return base64(file);
}

/**
 * Validates a picture that must be refused, several times.
 * @param {Buffer} text base64
 * @param {Parameters<typeof validateScreenshot>[1]} limits
 */
function refuse(text, limits) {
  for (let i = 0; i < REFUSALS; i++) {
    try {
      validateScreenshot(text, limits);
    } catch {
      continue;
    }
    throw new Error('a decompression bomb was accepted');
  }
}

/**
 * @param {WorkerPictures} pictures
 * @param {Buffer} text base64
 */
async function prepare(pictures, text) {
  const picture = await pictures.prepare(text, AbortSignal.timeout(TIMEOUT_MS));
  if (picture.outcome !== 'ready') throw new Error(`a screenshot is ${picture.outcome}: ${picture.reason}`);
}

/**
 * @param {Inputs} inputs
 * @returns the times by task; `dwebp` is missing when it is not installed
 */
async function measure({ large, small, path, ...options }) {
  const { pool, config } = await startOneThreadPool('screenshot', { 'screenshot.timeout_ms': TIMEOUT_MS });
  const { max_width: edge, quality } = config.screenshot;
  const plainSharp = fork(fileURLToPath(new URL('./lib/plain-sharp-process.mjs', import.meta.url)), [
    path,
    String(edge),
    String(quality),
  ]);
  /** @param {'decode' | 'fit'} work */
  const plain = async (work) => {
    plainSharp.send(work);
    const [ms] = await once(plainSharp, 'message');
    return { overriddenDuration: ms };
  };
  const pictures = new WorkerPictures(pool, TIMEOUT_MS);
  const [largeText, smallText, bombText] = [base64(large), base64(small), bomb()];
  /** @type {Record<string, Task>} */
  const tasks = {
    ...(dwebpMissing() ? {} : { dwebp: { units: 1, run: () => ({ overriddenDuration: dwebpDecodeMs(path) }) } }),
    sharp_decode: { units: 1, run: () => plain('decode') },
    sharp_fit: { units: 1, run: () => plain('fit') },
    ours: { units: 1, run: () => prepare(pictures, largeText) },
    ours_untouched: { units: 1, run: () => prepare(pictures, smallText) },
    ours_refused: { units: REFUSALS, run: () => refuse(bombText, config.screenshot) },
  };
  try {
    return await timeInTurns(tasks, { ...options, rounds: 15, roundMs: 120 });
  } finally {
    plainSharp.kill();
    await pool.close();
  }
}

const WHAT = {
  dwebp: 'dwebp, decode alone',
  sharp_decode: 'sharp, decode alone',
  sharp_fit: 'sharp, decode, fit, JPEG',
  ours: 'ours: base64, hop, checks, decode, fit, JPEG',
  ours_untouched: 'ours, 1280 × 720, within the limits',
  ours_refused: 'ours, a decompression bomb refused by its header',
};

export const suite = defineSuite({
  name: 'screenshot',
  title: 'A WebP screenshot of 1920 × 1080 made to fit 1280',
  summary: 'Prepares a WebP screenshot for the model, compared with dwebp and sharp.',
  seconds: { whole: 22, quick: 2 },
  async run({ quick, progress }) {
    progress('the pictures');
    const large = await desktopPicture(1920, 1080, QUALITY);
    const small = await desktopPicture(1280, 720, QUALITY);
    const folder = mkdtempSync(join(tmpdir(), 'nexy-bench-'));
    try {
      const path = join(folder, 'large.webp');
      writeFileSync(path, large);
      const times = await measure({ large, small, path, quick, progress });
      const note = `of ${Math.round(large.length / 1000)} KB; the smaller picture has ${Math.round(small.length / 1000)}`;
      return Object.entries(WHAT).map(([name, what]) =>
        figure(name, what, times[name], name === 'ours' ? { note } : {}),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
});

/**
 * @param {string} name
 * @param {string} what
 * @param {Time | undefined} time undefined when dwebp is not installed
 * @param {{ note?: string }} more
 * @returns {Figure}
 */
function figure(name, what, time, more) {
  const id = `screenshot.${name}_ms`;
  const missing = dwebpMissing();
  if (!time) return { id, skipped: missing ?? 'not measured' };
  const floor = name === 'dwebp' || missing ? {} : { floor: 'screenshot.dwebp_ms' };
  return {
    id,
    what,
    value: time.ns / 1e6,
    unit: 'ms',
    better: 'less',
    spread: time.spread,
    ...floor,
    ...more,
  };
}
await runAlone(import.meta.url, suite);
