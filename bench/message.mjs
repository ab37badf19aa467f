// The CPU time of the main thread for sending one audio message. Our writer sends ready frames; the peers send the same
// messages directly with grpc-js or node:http2. Each runs in its own process, with the same client. The whole server is
// measured, too; it also collects the frames of its engine.
import { serveEngine } from './lib/engine-server.mjs';
import { openStreams } from './lib/message-cost.mjs';
import { startPeer } from './lib/start-peer.mjs';
import { defineSuite, runAlone } from './lib/suite.mjs';
import { medianOf } from './lib/summaries.mjs';
import { promptOf, writer } from './lib/texts.mjs';
import { mainThreadCpuNs } from './lib/threads.mjs';

/**
 * @import { MeasuredFigure } from './lib/figures.mjs'
 * @import { Streams } from './lib/message-cost.mjs'
 *
 * @typedef {object} Counts
 * @property {number} messages
 * @property {number} sentences
 * @property {number} rounds
 * @property {number} warmUpRounds
 * @property {(step: string) => void} progress
 */

const STREAMS = 10;
/**
 * The length of a turn in sentences. The full length is 80 s of speech: 1600 messages, and one text and two shorter
 * messages for each sentence.
 */
const SENTENCES = { full: 25, quick: 2 };

const WAYS = {
  ours: 'our writer, a sentence of frames at a time',
  ours_pairs: 'our writer, two frames at a time',
  ready_bytes: 'grpc-js, ready bytes',
  objects: 'grpc-js, objects by proto-loader',
  bare_http2: 'bare HTTP/2 stream, framed bytes',
};

/**
 * @param {Counts} counts
 * @returns the times of a message, µs, by way
 */
async function measure({ messages, sentences, rounds, warmUpRounds, progress }) {
  const write = writer(4);
  /** @type {(() => unknown)[]} */
  const stops = [];
  /** @type {{ way: string, streams: Streams, us: number[] }[]} */
  const measured = [];
  try {
    for (const way of Object.keys(WAYS)) {
      const peer = await startPeer(way, messages);
      stops.push(peer.stop);
      measured.push({ way, streams: await openStreams(peer, STREAMS, () => 'Go.'), us: [] });
    }
    const server = await serveEngine();
    stops.push(server.stop);
    measured.push({
      way: 'server',
      streams: await openStreams(server, STREAMS, () => promptOf(write(sentences))),
      us: [],
    });
    for (let round = -warmUpRounds; round < rounds; round++) {
      progress(round < 0 ? 'warming up' : `round ${round + 1} of ${rounds}`);
      for (const { streams, us } of measured) {
        const each = await streams.usPerMessage();
        if (round >= 0) us.push(each);
      }
    }
  } finally {
    for (const { streams } of measured) streams.close();
    await Promise.all(stops.map((stop) => stop()));
  }
  return new Map(measured.map(({ way, us }) => [way, us]));
}

export const suite = defineSuite({
  name: 'message',
  title: `Main-thread CPU time for one audio message of 4.8 KB, ${STREAMS} streams`,
  summary: 'Measures the CPU time of the main thread for one audio message, compared with grpc-js and bare HTTP/2.',
  seconds: { whole: 41, quick: 4 },
  async run({ quick, progress }) {
    if (mainThreadCpuNs(process.pid) === undefined) {
      return [{ id: 'message.ours_us', skipped: 'this system does not report the CPU time of a thread' }];
    }
    const counts = quick
      ? { messages: 50, sentences: SENTENCES.quick, rounds: 1, warmUpRounds: 0 }
      : { messages: 1_500, sentences: SENTENCES.full, rounds: 7, warmUpRounds: 2 };
    const found = await measure({ ...counts, progress });
    /** @type {(way: string, what: string, floor?: string) => MeasuredFigure} */
    const figure = (way, what, floor) => ({
      id: `message.${way}_us`,
      what,
      unit: 'µs',
      better: 'less',
      ...medianOf(found.get(way) ?? []),
      ...(floor ? { floor: `message.${floor}_us` } : {}),
    });
    return [
      figure('ours', WAYS.ours, 'ready_bytes'),
      figure('ours_pairs', WAYS.ours_pairs, 'ready_bytes'),
      figure('ready_bytes', WAYS.ready_bytes),
      figure('objects', WAYS.objects, 'ready_bytes'),
      figure('bare_http2', WAYS.bare_http2, 'ready_bytes'),
      {
        ...figure('server', 'the whole server', 'ours'),
        note: 'requests, sentences, segmentation, frames from the engine and the shorter first message of a sentence included',
      },
    ];
  },
});
await runAlone(import.meta.url, suite);
