import {
  type Analysis,
  type DeviceMemoryOptions,
  DeviceTurnMemory,
  type MemoryEvents,
} from '../../src/main/memory/device-memory.js';
import type { DeviceMemory, MemoryStore } from '../../src/main/memory/memory-store.js';
import type { EndedTurn } from '../../src/main/turn/services.js';

/** A timeout longer than any test, ms: no timeout expires unless a test shortens it. */
const NEVER_MS = 100_000_000;

const OPTIONS: DeviceMemoryOptions = {
  recallTimeoutMs: NEVER_MS,
  history: { maxTokens: 1_000, maxSessions: 100, maxBytes: 1_000_000, idleMs: NEVER_MS },
  rewriting: { maxAtOnce: 2, maxWaiting: 3, timeoutMs: NEVER_MS, maxTokens: 1_000 },
  limits: { shortTermMaxChars: 100, longTermMaxChars: 100 },
};

/** Creates a promise that the test settles. */
export function gate<T>(): { passed: Promise<T>; open: (value: T) => void; spoil: (cause: unknown) => void } {
  let open!: (value: T) => void;
  let spoil!: (cause: unknown) => void;
  const passed = new Promise<T>((resolve, reject) => {
    [open, spoil] = [resolve, reject];
  });
  return { passed, open, spoil };
}

/** A request to the model, which the test answers. */
export class Question {
  readonly prompt: string;
  readonly signal: AbortSignal;
  readonly reply: Promise<Analysis>;
  readonly #settle = gate<Analysis>();

  constructor(prompt: string, signal: AbortSignal) {
    this.prompt = prompt;
    this.signal = signal;
    this.reply = this.#settle.passed;
  }

  /** The data block of the prompt. */
  get data(): { short_term: string; long_term: string; turns: { user: string; assistant: string }[] } {
    return JSON.parse(/\n<data>\n(.*)\n<\/data>$/.exec(this.prompt)![1]!);
  }

  answer(text: string): void {
    this.#settle.open({ text, inputTokens: 10, outputTokens: 2, model: 'm' });
  }

  remembers(shortTerm: string, longTerm = 'same'): void {
    this.answer(JSON.stringify({ short_term: shortTerm, long_term: longTerm }));
  }

  fail(cause: unknown): void {
    this.#settle.spoil(cause);
  }
}

/** A store with loads and saves that the test can delay or make fail. */
export class HandStore implements MemoryStore {
  readonly kept = new Map<string, DeviceMemory>();
  /** A hook that runs before each load and each save. */
  before: () => Promise<void> = async () => {};

  async load(hardwareId: string): Promise<DeviceMemory> {
    await this.before();
    return this.kept.get(hardwareId) ?? { shortTerm: '', longTerm: '' };
  }

  async save(hardwareId: string, memory: DeviceMemory): Promise<void> {
    await this.before();
    this.kept.set(hardwareId, memory);
  }
}

type Part<T> = { readonly [K in keyof T]?: Partial<T[K]> | T[K] };

/** Creates memory with a store and a model that the test controls; `told` holds its events in order. */
export function memoryOf({ rewriting, ...others }: Part<DeviceMemoryOptions> = {}) {
  const store = new HandStore();
  const questions: Question[] = [];
  const told: string[] = [];
  const events: MemoryEvents = {
    recallFailed: (id, reason) => void told.push(`recall of ${id} ${reason}`),
    rewritten: (id, { inputTokens, outputTokens }) => void told.push(`${id} rewritten, ${inputTokens}+${outputTokens}`),
    rewriteFailed: (id, reason) => void told.push(`${id} ${reason}`),
    rewriteDropped: (id) => void told.push(`${id} dropped`),
  };
  const analyse = (prompt: string, signal: AbortSignal): Promise<Analysis> => {
    const question = new Question(prompt, signal);
    questions.push(question);
    return question.reply;
  };
  const options = { ...OPTIONS, ...others, rewriting: { ...OPTIONS.rewriting, ...rewriting } } as DeviceMemoryOptions;
  return { store, questions, told, memory: new DeviceTurnMemory(options, { store, analyse, events }) };
}

export function ended(hardwareId: string, prompt: string, others: Partial<EndedTurn> = {}): EndedTurn {
  const stillPlaying = { untilMs: 0, heard: () => 'Well.' };
  return { hardwareId, sessionId: 's', prompt, said: 'Well.', stillPlaying, ...others };
}
