import { Agent, type IncomingMessage } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import type { Arena } from '../../shared/arena.js';
import type {
  HttpSpeechFailure,
  HttpSpeechSetup,
  SpeakHttpResult,
  SpeakHttpTask,
  WorkerSetup,
} from '../../shared/task-messages.js';
import type { TaskSlot } from '../../shared/task-slots.js';
import { FrameWriter } from '../frame-writer.js';
import { Exchange } from './exchange.js';
import { ResamplerPool } from './resampler-pool.js';
import { SampleDecoder } from './sample-decoder.js';
import { SampleStream } from './sample-stream.js';

/** How often running tasks look whether they were cancelled, or are late. */
const LOOK_MS = 10;
/** A connection is kept this long for the next sentence. */
const KEEP_MS = 30_000;

/** How a sentence ended, or what the server did wrong. */
type Ending = 'spoken' | 'cancelled' | 'arena_full' | HttpSpeechFailure;

/**
 * Has sentences spoken by a server over HTTP, many at a time: bytes → samples → resampler → frames in the arena. One per thread.
 * Whatever the server does is a result and no error: one that ended the thread would end everybody's sentences.
 */
export class HttpSpeaker {
  readonly #setup: HttpSpeechSetup;
  readonly #audio: WorkerSetup['audio'];
  readonly #arena: Arena;
  readonly #agent: Agent;
  readonly #resamplers: ResamplerPool;
  readonly #exchanges = new Set<Exchange>();
  #looking: NodeJS.Timeout | undefined;

  constructor(setup: HttpSpeechSetup, audio: WorkerSetup['audio'], arena: Arena) {
    this.#setup = setup;
    this.#audio = audio;
    this.#arena = arena;
    const options = { keepAlive: true, timeout: KEEP_MS };
    this.#agent = setup.url.startsWith('https:') ? new SecureAgent(options) : new Agent(options);
    this.#resamplers = new ResamplerPool(audio.sampleRateHz);
  }

  /** Has one sentence spoken into `slot`, until it is done, cancelled, late, or the arena stays full. */
  async speak(task: SpeakHttpTask, slot: TaskSlot): Promise<SpeakHttpResult> {
    const writer = new FrameWriter(this.#arena, slot, this.#audio, task.audioField);
    const exchange = new Exchange(this.#setup, this.#agent, slot);
    this.#exchanges.add(exchange);
    this.#looking ??= setInterval(() => this.#look(), LOOK_MS);
    try {
      const heard = await this.#exchange(task, exchange, writer);
      const ending = exchange.stopped ?? heard;
      // What came of a sentence that failed before its first frame must not be heard: it will be spoken by somebody else.
      if (ending === 'spoken') writer.end();
      return resultOf(ending, writer.samples);
    } finally {
      writer.drop();
      this.#exchanges.delete(exchange);
      if (this.#exchanges.size === 0) this.#stopLooking();
    }
  }

  async #exchange(task: SpeakHttpTask, exchange: Exchange, writer: FrameWriter): Promise<Ending> {
    const response = await exchange.ask(task);
    if (typeof response === 'string') {
      exchange.close();
      return response;
    }
    try {
      return await this.#hear(response, exchange, writer);
    } catch {
      return 'cut';
    } finally {
      exchange.close(response);
    }
  }

  /** @throws when the connection ends within the answer, from whichever side */
  async #hear(response: IncomingMessage, exchange: Exchange, writer: FrameWriter): Promise<Ending> {
    const decoder = new SampleDecoder(this.#setup);
    let sink: SampleStream | undefined;
    try {
      for await (const bytes of response as AsyncIterable<Buffer>) {
        exchange.look();
        const samples = decoder.decode(bytes);
        if (samples === 'garbage') return samples;
        if (samples.length === 0) continue;
        const { sampleRateHz = 0 } = decoder;
        sink ??= new SampleStream(this.#resamplers, sampleRateHz, writer, () => exchange.progressed());
        const refusal = await sink.write(samples);
        if (refusal) return refusal;
      }
      return sink ? ((await sink.flush()) ?? 'spoken') : decoder.nothing;
    } finally {
      sink?.close();
    }
  }

  #look(): void {
    for (const exchange of this.#exchanges) exchange.look();
  }

  #stopLooking(): void {
    clearInterval(this.#looking);
    this.#looking = undefined;
  }
}

function resultOf(ending: Ending, samples: number): SpeakHttpResult {
  switch (ending) {
    case 'spoken':
    case 'cancelled':
    case 'arena_full':
      return { outcome: ending, samples };
    default:
      return { outcome: 'failed', failure: ending, samples };
  }
}
