import type { SampleSink } from '../engine.js';
import type { EspeakInstance } from '../espeak-instance.js';
import type { EspeakVoice } from '../espeak-library.js';
import { EngineProcess } from './engine-process.js';

/**
 * The sound after a cancel that is read and dropped, samples: a minute of it. The engine makes it sooner than a new process
 * starts; when there is more, the process is replaced.
 */
const MAX_DROPPED_SAMPLES = 22_050 * 60;

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

  /** Starts a new process. The next sentence waits for it, and this call does not: meanwhile another engine may speak. */
  async restore(): Promise<void> {
    this.#replace();
  }

  #replace(): void {
    const old = this.#process;
    this.#process = old
      .catch(() => undefined)
      .then((engine) => {
        engine?.end();
        return this.#start();
      });
    // The next sentence gets the failure.
    this.#process.catch(() => {});
  }
}
