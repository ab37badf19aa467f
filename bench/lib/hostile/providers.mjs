// A model and a speech server in a separate process. The model repeats the prompt; a prompt with `ENDLESS` gets an
// endless reply instead. The speech server speaks every text; a text with `ENDLESS_SPEECH` gets endless speech.
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ENDLESS, ENDLESS_SPEECH } from './texts.mjs';

/**
 * @import { ServerResponse } from 'node:http'
 * @import { AddressInfo } from 'node:net'
 */

/** @param {string} content */
const chunk = (content) => `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`;

/**
 * Resolves when the client has read, or has disconnected.
 * @param {ServerResponse} response
 * @returns {Promise<void>}
 */
function drained(response) {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
  });
}

/**
 * The rates of endless replies, bytes per second: more than any model or speech server makes for one request, and so
 * little that this process can still serve other requests.
 */
const MODEL_BYTES_A_SECOND = 250_000;
const SPEECH_BYTES_A_SECOND = 2_500_000;
const PACE_MS = 5;

/**
 * Writes until the client disconnects, at most at `bytesASecond` and no faster than the client reads.
 * @param {ServerResponse} response
 * @param {number} bytesASecond
 * @param {(n: number) => string | Buffer} next returns the `n`-th piece
 */
async function forEver(response, bytesASecond, next) {
  const startedAt = performance.now();
  for (let n = 0, written = 0; !response.destroyed; n++) {
    const piece = next(n);
    const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
    written += bytes.length;
    if (!response.write(bytes)) await drained(response);
    while (written > ((performance.now() - startedAt) * bytesASecond) / 1000) await sleep(PACE_MS);
  }
}

const LONG_EVENT = chunk('y'.repeat(1_000_000));

/**
 * The `n`-th piece of an endless reply, by the word in the prompt.
 * @type {Readonly<Record<string, (n: number) => string>>}
 */
const WAYS = {
  tokens: () => chunk('word '),
  sentence: () => chunk('A whole sentence, again. '),
  line: (n) => (n === 0 ? 'data: ' : 'x'.repeat(4_096)),
  event: () => LONG_EVENT,
  heartbeats: (n) => (n % 2 ? ': beat\n\n' : 'data:\n\n'),
  object: (n) => chunk(n === 0 ? '{"text": "' : 'never closed, '),
};

const RATE_HZ = 24_000;
const BYTES_A_MS = (RATE_HZ * 2) / 1000;
const MS_A_LETTER = 60;
/** A second of voiced sound with syllables. */
const VOICE = Buffer.from(
  Int16Array.from({ length: RATE_HZ }, (_, n) => {
    const seconds = n / RATE_HZ;
    const syllable = 0.5 + 0.5 * Math.sin(2 * Math.PI * 4 * seconds);
    const wave = [1, 2, 3, 4].reduce((sum, k) => sum + Math.sin(2 * Math.PI * 140 * k * seconds) / k, 0);
    return Math.round(5_000 * syllable * wave);
  }).buffer,
);

/**
 * Speaks a text.
 * @param {ServerResponse} response
 * @param {string} text
 */
async function speak(response, text) {
  response.writeHead(200, { 'content-type': 'audio/pcm' });
  if (text.includes(ENDLESS_SPEECH)) return await forEver(response, SPEECH_BYTES_A_SECOND, () => VOICE);
  const bytes = text.length * MS_A_LETTER * BYTES_A_MS;
  for (let at = 0; at < bytes; at += VOICE.length) response.write(VOICE.subarray(0, bytes - at));
  response.end();
}

/**
 * Repeats a prompt, or replies without end.
 * @param {ServerResponse} response
 * @param {string} prompt
 */
async function reply(response, prompt) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const next = prompt.startsWith(ENDLESS) ? WAYS[prompt.slice(ENDLESS.length)] : undefined;
  if (next) return await forEver(response, MODEL_BYTES_A_SECOND, next);
  for (const token of prompt.match(/.{1,12}/gsu) ?? []) response.write(chunk(token));
  response.end('data: [DONE]\n\n');
}

const server = createServer((request, response) => {
  /** @type {Buffer[]} */
  const body = [];
  response.on('error', () => {});
  request.on('data', (/** @type {Buffer} */ bytes) => body.push(bytes));
  request.on('end', () => {
    const fields = JSON.parse(Buffer.concat(body).toString());
    if (request.url?.endsWith('/audio/speech')) void speak(response, fields.input);
    else void reply(response, fields.messages.at(-1).content);
  });
});
// The server keeps idle connections for its next requests; a short timeout closes them, so that they do not count as
// sockets of an attack.
server.keepAliveTimeout = 1_000;
server.listen(0, '127.0.0.1', () => process.send?.(/** @type {AddressInfo} */ (server.address()).port));
process.on('disconnect', () => process.exit());
