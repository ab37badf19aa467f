// The CPU time of the main thread for sending one audio message. Our writer sends ready frames; the peers send the same
// messages directly with grpc-js or node:http2. Each runs in its own process, with the same client. The whole server is
// measured, too; it also collects the frames of its engine.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { serveEngine } from './lib/engine-server.mjs';
import { defineSuite, runAlone } from './lib/suite.mjs';
import { medianOf } from './lib/summaries.mjs';
import { promptOf, writer } from './lib/texts.mjs';
import { mainThreadCpuNs } from './lib/threads.mjs';
import { wholeTurn } from './lib/turn-client.mjs';
import { openWire } from './lib/wire-client.mjs';

const STREAMS = 10;
/**
 * The length of a turn in sentences. The full length is 80 s of speech: 1600 messages, and one text and two shorter
 * messages for each sentence.
 */
const SENTENCES = { full: 25, quick: 2 };
const PEER = fileURLToPath(new URL('./lib/message-peer.mjs', import.meta.url));

const WAYS = {
  ours: 'our writer, a sentence of frames at a time',
  ours_pairs: 'our writer, two frames at a time',
  ready_bytes: 'grpc-js, ready bytes',
  objects: 'grpc-js, objects by proto-loader',
  bare_http2: 'bare HTTP/2 stream, framed bytes',
};

/** Opens the streams to a server, each on its own connection. */
async function openStreams({ port, pid }, promptFor) {
  const connections = await Promise.all(Array.from({ length: STREAMS }, () => openWire(port)));
  return {
    /** Runs one turn on every stream; returns the CPU time of the server's main thread per message, µs. */
    async usPerMessage() {
      const before = mainThreadCpuNs(pid);
      const seen = await Promise.all(connections.map((connection) => wholeTurn(connection, { prompt: promptFor() })));
      const messages = seen.reduce((sum, turn) => sum + turn.messages, 0);
      return (mainThreadCpuNs(pid) - before) / 1000 / messages;
    },
    close: () => {
      for (const connection of connections) connection.close();
    },
  };
}

async function startPeer(way, messages) {
  const child = fork(PEER, [way, String(messages)], { execArgv: ['--initial-heap-size=128'] });
  const [port] = await Promise.race([once(child, 'message'), once(child, 'exit').then(failed(way))]);
  return { port, pid: child.pid, stop: () => child.kill() };
}

const failed = (way) => () => {
  throw new Error(`the peer ${way} ended before it listened`);
};

async function measure({ messages, sentences, rounds, warmUpRounds, progress }) {
  const write = writer(4);
  const servers = [];
  const streams = {};
  const found = { server: [] };
  try {
    for (const way of Object.keys(WAYS)) {
      servers.push(await startPeer(way, messages));
      streams[way] = await openStreams(servers.at(-1), () => 'Go.');
      found[way] = [];
    }
    servers.push(await serveEngine());
    streams.server = await openStreams(servers.at(-1), () => promptOf(write(sentences)));
    for (let round = -warmUpRounds; round < rounds; round++) {
      progress(round < 0 ? 'warming up' : `round ${round + 1} of ${rounds}`);
      for (const [way, each] of Object.entries(streams)) {
        const us = await each.usPerMessage();
        if (round >= 0) found[way].push(us);
      }
    }
  } finally {
    for (const each of Object.values(streams)) each.close();
    await Promise.all(servers.map(({ stop }) => stop()));
  }
  return found;
}

export const suite = defineSuite({
  name: 'message',
  title: `Main-thread CPU time for one audio message of 4.8 KB, ${STREAMS} streams`,
  summary: 'Measures the main-thread CPU time of an audio message, beside gRPC’s own ways.',
  seconds: { whole: 60, quick: 6 },
  async run({ quick, progress }) {
    if (mainThreadCpuNs(process.pid) === undefined) {
      return [{ id: 'message.ours_us', skipped: 'this system does not tell the CPU time of a thread' }];
    }
    const counts = quick
      ? { messages: 50, sentences: SENTENCES.quick, rounds: 1, warmUpRounds: 0 }
      : { messages: 1_500, sentences: SENTENCES.full, rounds: 7, warmUpRounds: 2 };
    const found = await measure({ ...counts, progress });
    const figure = (way, what, floor) => ({
      id: `message.${way}_us`,
      what,
      unit: 'µs',
      better: 'less',
      ...medianOf(found[way]),
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
