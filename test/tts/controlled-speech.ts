import { expect } from 'vitest';
import { FrameQueue, type FrameSink } from '../../src/main/tts/frame-queue.js';
import { PhraseCache } from '../../src/main/tts/phrase-cache.js';
import type { Frame, Speech, SpeechRequest, Utterance, UtteranceEnd } from '../../src/main/turn/services.js';
import type { NexyError } from '../../src/shared/errors.js';
import { ReleaseCounter } from '../turn/fakes.js';

const SPOKEN: UtteranceEnd = {
  outcome: 'spoken',
  silence: undefined,
  engine: 'espeak',
  language: '',
  substituted: false,
  samples: 0,
  cached: false,
};

/**
 * A synthesis that the test controls. Its frames hold its number and their own; the memory of a released frame is
 * overwritten.
 */
export class ControlledSynthesis {
  readonly number: number;
  readonly request: SpeechRequest;
  readonly utterance: Utterance;
  /** Tells whether the synthesis was cancelled. */
  stopped = false;
  ended = false;
  /** The number of frames made so far. */
  made = 0;
  /** The number of frames that are not released yet. */
  held = 0;
  readonly #ledger: ReleaseCounter;
  #push: (frame: Frame) => void = () => {};
  #settle: (end: UtteranceEnd) => void = () => {};
  #reject: (cause: Error) => void = () => {};

  constructor(number: number, request: SpeechRequest, ledger: ReleaseCounter, signal: AbortSignal) {
    this.number = number;
    this.request = request;
    this.#ledger = ledger;
    const run = ({ push }: FrameSink): Promise<UtteranceEnd> => {
      this.#push = push;
      return new Promise((resolve, reject) => {
        this.#settle = resolve;
        this.#reject = reject;
      });
    };
    this.utterance = new FrameQueue(run, () => void (this.stopped = true), signal);
  }

  /** Makes `count` frames of three bytes each. */
  push(count = 1): void {
    for (let n = 0; n < count; n++) {
      const bytes = Buffer.from([this.number, this.made++, 0]);
      const frame = this.#ledger.frame(1, bytes);
      const release = (): void => {
        frame.release();
        this.held--;
        bytes.fill(0xff);
      };
      this.held++;
      this.#push({ bytes, byteLength: bytes.byteLength, samples: 1, release });
    }
  }

  /** Ends the synthesis. The language of the end is the number of the synthesis, which identifies its listeners. */
  finish(end: Partial<UtteranceEnd> = {}): void {
    this.ended = true;
    this.#settle({ ...SPOKEN, language: String(this.number), samples: this.made, ...end });
  }

  fail(cause: Error): void {
    this.ended = true;
    this.#reject(cause);
  }
}

/** Speech that the test controls. */
export class ControlledSpeech implements Speech {
  readonly ledger = new ReleaseCounter();
  readonly started: ControlledSynthesis[] = [];

  start(request: SpeechRequest, signal: AbortSignal): Utterance {
    const synthesis = new ControlledSynthesis(this.started.length, request, this.ledger, signal);
    this.started.push(synthesis);
    return synthesis.utterance;
  }

  /** The synthesis that started last. */
  get last(): ControlledSynthesis {
    return this.started.at(-1)!;
  }
}

/** A client that requested a phrase. */
export class PhraseClient {
  readonly utterance: Utterance;
  /** The frames heard so far, as `synthesis:frame`. */
  readonly heard: string[] = [];
  /** The frames that are not released yet, with the bytes that they must still hold. */
  readonly held: { frame: Frame; bytes: string }[] = [];
  /** The end or the error of the phrase; undefined while more may come. */
  end: UtteranceEnd | Error | undefined;
  readonly #iterator: AsyncIterator<readonly Frame[]>;

  constructor(utterance: Utterance) {
    this.utterance = utterance;
    this.#iterator = utterance[Symbol.asyncIterator]();
  }

  /** Takes the next batch of frames, and holds it. */
  async take(): Promise<void> {
    try {
      const { value, done } = await this.#iterator.next();
      if (done) this.end ??= await this.utterance.end;
      else for (const frame of value) this.#hear(frame);
    } catch (cause) {
      this.end = cause as Error;
    }
  }

  /** Releases the held frames. Checks that their memory was not reused, and that a second release throws. */
  release(): void {
    for (const { frame, bytes } of this.held.splice(0)) {
      expect(frame.bytes.toString('hex')).toBe(bytes);
      frame.release();
      expect(() => frame.release()).toThrow('released twice');
    }
  }

  /** Listens to the end. */
  async listen(): Promise<this> {
    while (this.end === undefined) {
      await this.take();
      this.release();
    }
    return this;
  }

  #hear(frame: Frame): void {
    this.heard.push(`${frame.bytes[0]}:${frame.bytes[1]}`);
    this.held.push({ frame, bytes: frame.bytes.toString('hex') });
  }
}

/** The size of a frame, bytes. */
export const FRAME = 3;

/** Returns a phrase cache in front of speech that the test controls. */
export function startCache({ maxBytes = 1000, maxChars = 20 } = {}) {
  const speech = new ControlledSpeech();
  const cache = new PhraseCache(speech, { speaker: () => 'by hand', maxBytes, maxChars });
  const request = (text: string, more: Partial<SpeechRequest> = {}): SpeechRequest => {
    return { text, wish: {}, response: 'StreamResponse', deadlineMs: 0, ...more };
  };
  const ask = (text: string, more: Partial<SpeechRequest> = {}, signal = new AbortController().signal): PhraseClient =>
    new PhraseClient(cache.start(request(text, more), signal));
  /** Requests a phrase, makes `frames` frames of it, and listens to the end. */
  const learn = async (text: string, frames = 1): Promise<PhraseClient> => {
    const asker = ask(text);
    speech.last.push(frames);
    speech.last.finish();
    return await asker.listen();
  };
  return { speech, cache, request, ask, learn };
}

export const outcomeOf = ({ end }: PhraseClient): unknown =>
  end instanceof Error ? (end as NexyError).type : end?.outcome;
export const cachedOf = ({ end }: PhraseClient): unknown => end && 'cached' in end && end.cached;
