// A process of devices whose users speak: each device sends what was recognized so far several times a second, as a
// COLLECT message on a connection of its own. Its parent sends the number of messages a second and device; 0 = silence. The
// process reports each second how many messages were accepted.
import { randomUUID } from 'node:crypto';
import { constants, setPriority } from 'node:os';
import { writer } from './texts.mjs';
import { collectPart } from './turn-client.mjs';
import { openWire } from './wire-client.mjs';

// The devices are other machines: they must not take the cores of the server.
setPriority(constants.priority.PRIORITY_LOW);
const [port = '', devices = ''] = process.argv.slice(2);
const connections = await Promise.all(Array.from({ length: Number(devices) }, () => openWire(Number(port))));
const write = writer(13);

/** @type {NodeJS.Timeout[]} */
let timers = [];
let accepted = 0;

/**
 * Starts a device: it sends the words of a sentence, one more each time, in a session of their own.
 * @param {import('./wire-client.mjs').WireConnection} connection
 * @param {number} intervalMs
 */
function speak(connection, intervalMs) {
  const hardwareId = randomUUID();
  let sessionId = '';
  let seq = 0;
  /** @type {string[]} */
  let words = [];
  const send = async () => {
    if (seq === words.length) {
      words = (write(1)[0] ?? '').split(' ');
      sessionId = randomUUID();
      seq = 0;
    }
    const prompt = words.slice(0, ++seq).join(' ');
    if (await collectPart(connection, { prompt, hardwareId, sessionId, chunkSeq: seq })) accepted++;
  };
  timers.push(setInterval(() => void send(), intervalMs));
}

process.on('message', (perSecond) => {
  for (const timer of timers) clearInterval(timer);
  timers = [];
  const sent = accepted;
  accepted = 0;
  process.send?.(sent);
  if (Number(perSecond) === 0) return;
  const intervalMs = 1_000 / Number(perSecond);
  connections.forEach((connection, n) => {
    timers.push(setTimeout(() => speak(connection, intervalMs), (intervalMs * n) / connections.length));
  });
});
process.on('disconnect', () => process.exit());
process.send?.('ready');
