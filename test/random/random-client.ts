import { randomUUID } from 'node:crypto';
import { connect as connectTcp } from 'node:net';
import { finished } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientReadableStream } from '@grpc/grpc-js';
import { HOSTILE_TEXTS } from '../engines/hostile-texts.js';
import { call, collect, connect, type Message, type Stub } from '../harness/client.js';
import { expectOneTerminal } from './one-terminal.js';
import type { Seeded } from './seeded.js';

const SENTENCES = [
  'A sentence.',
  'Another sentence, which is longer, and has a clause.',
  'Третье предложение.',
  '```js\ncode();\n```\n',
  'This Mutes it.',
  'A Trap.',
  'Fault: Throw!',
  'Fault: Exit!',
  'Fault: Loop!',
  '9'.repeat(200),
  '…',
  '你好。',
];
const PREFACE = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';

/** A client that performs random actions of clients, and checks each of its streams. */
export class RandomClient {
  readonly #port: number;
  readonly #device: string;
  readonly #random: Seeded;
  #stub: Stub;

  constructor(port: number, name: string, random: Seeded) {
    this.#port = port;
    this.#device = name;
    this.#random = random;
    this.#stub = connect(port);
  }

  /** Performs random actions until `untilMs` on the clock of `performance.now()`. */
  async run(untilMs: number): Promise<void> {
    while (performance.now() < untilMs) {
      const draw = this.#random.next();
      if (draw < 0.6) await this.#turn();
      else if (draw < 0.75) await this.#greeting();
      else if (draw < 0.85) await call(this.#stub, 'InterruptSession', { hardware_id: this.#device });
      else if (draw < 0.9) await call(this.#stub, 'HealthCheck', {});
      else if (draw < 0.95) await this.#sendRandomBytes();
      else this.#reconnect();
      if (this.#random.chance(0.3)) await sleep(this.#random.integer(0, 100));
    }
  }

  close(): void {
    this.#stub.close();
  }

  #text(): string {
    const count = this.#random.integer(1, 5);
    const all = [...SENTENCES, ...HOSTILE_TEXTS.map((text) => text.toWellFormed())];
    return Array.from({ length: count }, () => this.#random.pick(all)).join(' ');
  }

  async #turn(): Promise<void> {
    const session = this.#random.chance(0.1) ? `shared-${this.#device}` : randomUUID();
    const request = { prompt: this.#text(), hardware_id: this.#device, session_id: session };
    const hadDeadline = this.#random.chance(0.2);
    const options = hadDeadline ? { deadline: Date.now() + this.#random.integer(-10, 800) } : {};
    await this.#follow(this.#stub.StreamAudio(request, undefined, options), hadDeadline);
  }

  async #greeting(): Promise<void> {
    const text = this.#random.chance(0.2) ? '' : this.#text().slice(0, 300).toWellFormed();
    await this.#follow(this.#stub.GenerateWelcomeAudio({ text }), false);
  }

  /** Reads a stream to its end; at random it cancels, interrupts or pauses the stream on the way. */
  async #follow(stream: ClientReadableStream<Message>, hadDeadline: boolean): Promise<void> {
    const reply = collect(stream);
    // A paused stream reports its status before its messages are read.
    const read = finished(stream).catch(() => {});
    const deed = this.#random.next();
    let cancelled = false;
    let paused = false;
    if (deed < 0.15) {
      await sleep(this.#random.integer(0, 300));
      cancelled = true;
      stream.cancel();
    } else if (deed < 0.3) {
      await sleep(this.#random.integer(0, 300));
      await call(this.#stub, 'InterruptSession', { hardware_id: this.#device });
    } else if (deed < 0.4) {
      paused = true;
      stream.pause();
      // At times this is longer than the stall timeout.
      await sleep(this.#random.integer(0, 1_500));
      stream.resume();
    }
    const ended = await reply;
    await read;
    expectOneTerminal(ended, { cancelled, hadDeadline, paused });
  }

  /** Sends random bytes that are not gRPC, and disconnects. */
  async #sendRandomBytes(): Promise<void> {
    const socket = connectTcp(this.#port, '127.0.0.1');
    socket.on('error', () => {});
    const bytes = Buffer.from(Array.from({ length: this.#random.integer(1, 200) }, () => this.#random.integer(0, 255)));
    if (this.#random.chance(0.5)) socket.write(PREFACE);
    socket.write(bytes);
    await sleep(this.#random.integer(0, 50));
    socket.destroy();
  }

  #reconnect(): void {
    this.#stub.close();
    this.#stub = connect(this.#port);
  }
}
