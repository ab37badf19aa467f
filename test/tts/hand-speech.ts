import { expect } from 'vitest';
import { PhraseCache } from '../../src/main/tts/phrase-cache.js';
import { FrameQueue, type FrameSink } from '../../src/main/tts/utterance.js';
import type { Frame, Speech, SpeechRequest, Utterance, UtteranceEnd } from '../../src/main/turn/services.js';
import type { NexyError } from '../../src/shared/errors.js';
import { Ledger } from '../turn/fakes.js';

const SPOKEN: UtteranceEnd = {
  outcome: 'spoken',
  silence: undefined,
  engine: 'espeak',
  language: '',
  substituted: false,
  samples: 0,
  cached: false,
};

/** A synthesis done by hand. Its frames hold its number and theirs; given back, their memory is somebody else's. */
export class HandSynthesis {
  readonly number: number;
  readonly request: SpeechRequest;
  readonly utterance: Utterance;
  /** Told to stop. */
  stopped = false;
  ended = false;
  /** Frames made so far. */
  made = 0;
  /** Frames nobody has given back yet. */
  held = 0;
  readonly #ledger: Ledger;
  #push: (frame: Frame) => void = () => {};
  #settle: (end: UtteranceEnd) => void = () => {};
  #reject: (cause: Error) => void = () => {};

  constructor(number: number, request: SpeechRequest, ledger: Ledger, signal: AbortSignal) {
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

  /** Its language is its number: so its listeners can be told from others'. */
  finish(end: Partial<UtteranceEnd> = {}): void {
    this.ended = true;
    this.#settle({ ...SPOKEN, language: String(this.number), samples: this.made, ...end });
  }

  fail(cause: Error): void {
    this.ended = true;
    this.#reject(cause);
  }
}

/** Speech done by hand. */
export class HandSpeech implements Speech {
  readonly ledger = new Ledger();
  readonly started: HandSynthesis[] = [];

  start(request: SpeechRequest, signal: AbortSignal): Utterance {
    const synthesis = new HandSynthesis(this.started.length, request, this.ledger, signal);
    this.started.push(synthesis);
    return synthesis.utterance;
  }

  /** The synthesis that began last. */
  get last(): HandSynthesis {
    return this.started.at(-1)!;
  }
}

/** Somebody who asked for a phrase. */
export class Asker {
  readonly utterance: Utterance;
  /** What was heard so far, `synthesis:frame`. */
  readonly heard: string[] = [];
  /** Frames not given back yet, with what they must still hold. */
  readonly held: { frame: Frame; bytes: string }[] = [];
  /** Set when there is no more to hear. */
  end: UtteranceEnd | Error | undefined;
  readonly #iterator: AsyncIterator<readonly Frame[]>;

  constructor(utterance: Utterance) {
    this.utterance = utterance;
    this.#iterator = utterance[Symbol.asyncIterator]();
  }

  /** Takes what comes next, and holds it. */
  async take(): Promise<void> {
    try {
      const { value, done } = await this.#iterator.next();
      if (done) this.end ??= await this.utterance.end;
      else for (const frame of value) this.#hear(frame);
    } catch (cause) {
      this.end = cause as Error;
    }
  }

  /** Gives back what is held. Its memory must have been nobody else's meanwhile, and it can be given back once only. */
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

/** Bytes of a frame. */
export const FRAME = 3;

/** A phrase cache before speech done by hand. */
export function cacheOf({ maxBytes = 1000, maxChars = 20 } = {}) {
  const speech = new HandSpeech();
  const cache = new PhraseCache(speech, { speaker: 'by hand', maxBytes, maxChars });
  const request = (text: string, more: Partial<SpeechRequest> = {}): SpeechRequest => {
    return { text, wish: {}, response: 'StreamResponse', deadlineMs: 0, ...more };
  };
  const ask = (text: string, more: Partial<SpeechRequest> = {}, signal = new AbortController().signal): Asker =>
    new Asker(cache.start(request(text, more), signal));
  /** Asks for a phrase, has it spoken in `frames` frames, and listens to the end. */
  const learn = async (text: string, frames = 1): Promise<Asker> => {
    const asker = ask(text);
    speech.last.push(frames);
    speech.last.finish();
    return await asker.listen();
  };
  return { speech, cache, request, ask, learn };
}

export const outcomeOf = ({ end }: Asker): unknown => (end instanceof Error ? (end as NexyError).type : end?.outcome);
export const cachedOf = ({ end }: Asker): unknown => end && 'cached' in end && end.cached;
