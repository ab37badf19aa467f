import { FrameQueue, type FrameSink } from '../../src/main/tts/frame-queue.js';
import type { Frame, Speech, SpeechRequest, Utterance, UtteranceEnd } from '../../src/main/turn/services.js';

/** Lets `count` rounds of other work run first. */
export async function rounds(count: number): Promise<void> {
  for (let n = 0; n < count; n++)
    await (n % 3 === 2 ? new Promise((resolve) => setImmediate(resolve)) : Promise.resolve());
}

/** Makes frames, and counts how often each frame is released. */
export class ReleaseCounter {
  readonly releases: number[] = [];

  frame(samples = 1, bytes: Buffer = Buffer.from([samples])): Frame {
    const number = this.releases.push(0) - 1;
    return { bytes, byteLength: bytes.byteLength, samples, release: () => void this.releases[number]!++ };
  }

  get made(): number {
    return this.releases.length;
  }

  /** The number of frames that were not released exactly once. */
  get wrong(): number {
    return this.releases.filter((times) => times !== 1).length;
  }
}

/** A plan for the speech of a sentence: the rounds of other work before each of its frames, and its end. */
export interface Plan {
  readonly frames: readonly number[];
  readonly end?: Partial<UtteranceEnd> | Error;
  /** The number of frames that still come after the speech was stopped. */
  readonly late?: number;
}

const SPOKEN: UtteranceEnd = {
  outcome: 'spoken',
  silence: undefined,
  engine: 'espeak',
  language: 'en',
  substituted: false,
  samples: 1,
  cached: false,
};

/** Speaks according to a plan, through a real frame queue. */
export class FakeSpeech implements Speech {
  readonly ledger = new ReleaseCounter();
  readonly started: SpeechRequest[] = [];
  readonly utterances: Utterance[] = [];
  readonly #planOf: (text: string) => Plan;

  constructor(planOf: (text: string) => Plan) {
    this.#planOf = planOf;
  }

  start(request: SpeechRequest, signal: AbortSignal): Utterance {
    this.started.push(request);
    const { frames, end = {}, late = 0 } = this.#planOf(request.text);
    let stopped = false;
    const run = async ({ push }: FrameSink): Promise<UtteranceEnd> => {
      for (const wait of frames) {
        await rounds(wait);
        if (stopped) break;
        push(this.ledger.frame());
      }
      for (let n = 0; stopped && n < late; n++) push(this.ledger.frame());
      if (end instanceof Error) throw end;
      return { ...SPOKEN, samples: frames.length, ...(stopped ? { outcome: 'cancelled' } : end) };
    };
    const utterance = new FrameQueue(
      run,
      () => {
        stopped = true;
      },
      signal,
    );
    this.utterances.push(utterance);
    return utterance;
  }

  /** Settles when every sentence has ended, with or without an error. */
  async ended(): Promise<void> {
    await Promise.allSettled(this.utterances.map(({ end }) => end));
    await rounds(6);
  }
}

/** Yields items with rounds of other work between them. */
export async function* slowly<T>(items: readonly T[], wait = 1): AsyncGenerator<T, void, undefined> {
  for (const item of items) {
    await rounds(wait);
    yield item;
  }
}

export async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

export const NEVER = new AbortController().signal;
