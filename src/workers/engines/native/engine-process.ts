import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { cpuWaitMs } from '../../../shared/cpu-wait.js';
import { lowerPriorityOf } from '../../priority.js';
import {
  END,
  FAILED,
  type Greeting,
  jsonBytes,
  type LoadedEngine,
  MAX_SAMPLES,
  NUMBER_BYTES,
  type SentenceMessage,
} from './messages.js';

const PROCESS_FILE = fileURLToPath(new URL('process.js', import.meta.url));
/** The time without an answer after which a process counts as hung, ms; the time in which it waits for a CPU does not count. */
const HANG_TIMEOUT_MS = 1_000;
const START_TIMEOUT_MS = 5_000;
const CHECK_MS = 100;

/** A running process of the engine. The thread ends it when it hangs. */
export class EngineProcess {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  #engine: LoadedEngine = { sampleRateHz: 0, voices: [] };
  #hasEnded = false;
  #wake: () => void = () => {};
  /** Samples at an even address, which the bytes of a stream do not have. */
  #samples = new Int16Array(0);

  private constructor(rateWordsPerMinute: number) {
    // It needs nothing of the environment, which may hold secrets. Its messages are dropped, as they may quote the text.
    const options = { env: {}, stdio: ['pipe', 'pipe', 'ignore'] as ['pipe', 'pipe', 'ignore'] };
    this.#child = spawn(process.execPath, [PROCESS_FILE, String(rateWordsPerMinute)], options);
    const end = (): void => {
      this.#hasEnded = true;
      this.#wake();
    };
    this.#child.on('error', end);
    if (this.#child.pid === undefined) throw new Error('the process of espeak could not be started');
    const { stdin, stdout } = this.#child;
    stdin.on('error', end);
    stdout.on('readable', () => this.#wake());
    for (const event of ['end', 'error', 'close']) stdout.on(event, end);
    // The process must not keep a thread alive.
    this.#child.unref();
  }

  /** @throws Error when the engine cannot be loaded */
  static async start(rateWordsPerMinute: number, nice: number): Promise<EngineProcess> {
    const started = new EngineProcess(rateWordsPerMinute);
    try {
      const length = await started.#readCount(START_TIMEOUT_MS);
      const greeting: Greeting = JSON.parse((await started.#read(length, START_TIMEOUT_MS)).toString());
      if ('error' in greeting) throw new Error(greeting.error);
      started.#engine = greeting;
    } catch (cause) {
      started.end();
      throw cause;
    }
    lowerPriorityOf(started.#child.pid as number, nice);
    return started;
  }

  get engine(): LoadedEngine {
    return this.#engine;
  }

  send(sentence: SentenceMessage): void {
    this.#child.stdin.write(jsonBytes(sentence));
  }

  /**
   * Returns the next samples (mono int16) of the sentence, valid until the next call; undefined = the sentence has ended.
   * @throws Error when the engine failed, or the process ended or hangs
   */
  async next(): Promise<Int16Array | undefined> {
    const count = await this.#readCount(HANG_TIMEOUT_MS);
    if (count === END) return undefined;
    const bytes = await this.#read(count * Int16Array.BYTES_PER_ELEMENT, HANG_TIMEOUT_MS);
    if (this.#samples.length < count) this.#samples = new Int16Array(count);
    new Uint8Array(this.#samples.buffer).set(bytes);
    return this.#samples.subarray(0, count);
  }

  /** Ends the process. Sound that was not read would keep the pipe open. */
  end(): void {
    this.#child.kill('SIGKILL');
    this.#child.stdout?.destroy();
  }

  async #readCount(timeoutMs: number): Promise<number> {
    const count = (await this.#read(NUMBER_BYTES, timeoutMs)).readUInt32LE();
    if (count === FAILED) throw new Error('espeak failed');
    if (count > MAX_SAMPLES) throw new Error('the process of espeak is out of order');
    return count;
  }

  /** Reads exactly `byteLength` bytes. @throws Error when the process has ended, or hangs */
  async #read(byteLength: number, timeoutMs: number): Promise<Buffer> {
    const { stdout } = this.#child;
    let watch: NodeJS.Timeout | undefined;
    try {
      for (;;) {
        const bytes: Buffer | null = stdout.read(byteLength);
        if (bytes?.byteLength === byteLength) return bytes;
        // At its end, a stream returns the bytes that are left, though they are too few.
        if (bytes || this.#hasEnded) throw new Error('the process of espeak has ended');
        watch ??= this.#watch(timeoutMs);
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    } finally {
      clearInterval(watch);
    }
  }

  /** Ends the process when it hangs, until the timer is cleared. */
  #watch(timeoutMs: number): NodeJS.Timeout {
    let hungMs = 0;
    // To read it takes 10 µs, so that it is not read for the usual wait of a millisecond.
    let waitedMs: number | undefined;
    return setInterval(() => {
      const nowWaitedMs = cpuWaitMs(`/proc/${this.#child.pid}`);
      if (waitedMs !== undefined) hungMs += Math.max(0, CHECK_MS - (nowWaitedMs - waitedMs));
      waitedMs = nowWaitedMs;
      if (hungMs >= timeoutMs) this.end();
    }, CHECK_MS);
  }
}
