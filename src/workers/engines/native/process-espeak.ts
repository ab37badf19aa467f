import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { setPriority } from 'node:os';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { SampleSink } from '../engine.js';
import type { EspeakInstance } from '../espeak-instance.js';
import type { EspeakVoice } from '../espeak-library.js';
import { findNativeEspeak } from './library.js';
import { END, FAILED, jsonBytes, type LoadedEngine, NUMBER_BYTES, type SentenceMessage } from './messages.js';

const PROCESS_FILE = fileURLToPath(new URL('process.js', import.meta.url));
/**
 * The sound after a cancel that is read and dropped, samples; when there is more, the process is replaced. A new process
 * takes as long to start as the engine takes for a minute of sound.
 */
const MAX_DROPPED_SAMPLES = 22_050 * 20;

/**
 * The system's eSpeak NG, in a process of its own: some texts make it overwrite its memory (docs/decisions/027), which would end
 * the whole server. A process that ends is replaced, like an engine that throws.
 */
export class ProcessEspeak implements EspeakInstance<Promise<void>> {
  readonly sampleRateHz: number;
  readonly voices: readonly EspeakVoice[];
  readonly #start: () => Promise<EngineProcess>;
  #process: Promise<EngineProcess>;
  #isFresh = false;

  private constructor(start: () => Promise<EngineProcess>, first: EngineProcess) {
    this.#start = start;
    this.#process = Promise.resolve(first);
    this.sampleRateHz = first.engine.sampleRateHz;
    this.voices = first.engine.voices;
  }

  /**
   * @param nice the niceness of the process, 0 to 19
   * @throws Error when the library, or the package that calls it, is not installed
   */
  static async load(rateWordsPerMinute: number, nice: number): Promise<ProcessEspeak> {
    findNativeEspeak();
    try {
      import.meta.resolve('koffi');
    } catch {
      throw new Error('the package koffi is not installed (npm install koffi)');
    }
    const start = (): Promise<EngineProcess> => EngineProcess.start(rateWordsPerMinute, nice);
    return new ProcessEspeak(start, await start());
  }

  async speak(markup: string, file: string, sink: SampleSink): Promise<void> {
    const engine = await this.#process;
    engine.send({ markup, file, isFresh: this.#isFresh });
    this.#isFresh = false;
    let isWanted = true;
    let dropped = 0;
    for (let samples = await engine.next(); samples; samples = await engine.next()) {
      if (isWanted) isWanted = !sink(samples);
      else dropped += samples.length;
      if (dropped > MAX_DROPPED_SAMPLES) {
        this.#replace();
        return;
      }
    }
  }

  reset(): void {
    this.#isFresh = true;
  }

  async restore(): Promise<void> {
    this.#replace();
    await this.#process;
  }

  #replace(): void {
    const old = this.#process;
    this.#process = old
      .catch(() => undefined)
      .then((engine) => {
        engine?.kill();
        return this.#start();
      });
    // The next sentence gets the failure.
    this.#process.catch(() => {});
  }
}

/** A running process of the engine. */
class EngineProcess {
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
    const { stdin, stdout } = this.#child;
    const end = (): void => {
      this.#hasEnded = true;
      this.#wake();
    };
    this.#child.on('error', end);
    stdin.on('error', end);
    stdout.on('readable', () => this.#wake());
    for (const event of ['end', 'error', 'close']) stdout.on(event, end);
    // The process must not keep a thread alive.
    this.#child.unref();
  }

  static async start(rateWordsPerMinute: number, nice: number): Promise<EngineProcess> {
    const started = new EngineProcess(rateWordsPerMinute);
    try {
      const length = (await started.#read(NUMBER_BYTES)).readUInt32LE();
      started.#engine = JSON.parse((await started.#read(length)).toString());
      const { pid } = started.#child;
      if (pid !== undefined && nice > 0) setPriority(pid, nice);
    } catch (cause) {
      started.kill();
      throw cause;
    }
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
   * @throws Error when the engine failed, or the process ended
   */
  async next(): Promise<Int16Array | undefined> {
    const count = (await this.#read(NUMBER_BYTES)).readUInt32LE();
    if (count === END) return undefined;
    if (count === FAILED) throw new Error('espeak failed');
    const bytes = await this.#read(count * Int16Array.BYTES_PER_ELEMENT);
    if (this.#samples.length < count) this.#samples = new Int16Array(count);
    new Uint8Array(this.#samples.buffer).set(bytes);
    return this.#samples.subarray(0, count);
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /**
   * Reads exactly `byteLength` bytes. An engine that hangs makes this wait forever: the watchdog ends the thread then, and
   * with it the process.
   * @throws Error when the process has ended
   */
  async #read(byteLength: number): Promise<Buffer> {
    const { stdout } = this.#child;
    for (;;) {
      const bytes: Buffer | null = stdout.read(byteLength);
      if (bytes?.byteLength === byteLength) return bytes;
      // At its end, a stream returns the bytes that are left, though they are too few.
      if (bytes || this.#hasEnded) throw new Error('the process of espeak has ended');
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
