import {
  type Analysis,
  type DeviceMemoryOptions,
  DeviceTurnMemory,
  type MemoryEvents,
} from '../../src/main/memory/device-memory.js';
import type { DeviceMemory, MemoryStore } from '../../src/main/memory/memory-store.js';
import type { RecalledMemory } from '../../src/main/turn/services.js';

/** A timeout longer than any test, ms: no timeout expires unless a test shortens it. */
const UNREACHED_TIMEOUT_MS = 100_000_000;

const OPTIONS: DeviceMemoryOptions = {
  recallTimeoutMs: UNREACHED_TIMEOUT_MS,
  history: { maxTokens: 1_000, maxDevices: 100, maxBytes: 1_000_000, idleMs: UNREACHED_TIMEOUT_MS },
  rewriting: { maxAtOnce: 2, maxWaiting: 3, timeoutMs: UNREACHED_TIMEOUT_MS, maxTokens: 1_000 },
  limits: { shortTermMaxChars: 100, longTermMaxChars: 100 },
};

/** Creates a promise that the test settles. */
export function gate<T>(): { passed: Promise<T>; open: (value: T) => void; fail: (cause: unknown) => void } {
  let open!: (value: T) => void;
  let fail!: (cause: unknown) => void;
  const passed = new Promise<T>((resolve, reject) => {
    [open, fail] = [resolve, reject];
  });
  return { passed, open, fail };
}

/** A request to the model, which the test answers. */
export class ModelRequest {
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
  get data(): {
    short_term: string;
    long_term: string;
    turns: { user: string; assistant: string; interrupted: boolean }[];
  } {
    return JSON.parse(/\n<data>\n(.*)\n<\/data>$/.exec(this.prompt)![1]!);
  }

  answer(text: string): void {
    this.#settle.open({ text, inputTokens: 10, outputTokens: 2, model: 'm' });
  }

  remembers(shortTerm: string, longTerm = 'same'): void {
    this.answer(JSON.stringify({ short_term: shortTerm, long_term: longTerm }));
  }

  fail(cause: unknown): void {
    this.#settle.fail(cause);
  }
}

/** A store with loads and saves that the test can delay or make fail. */
export class ControlledStore implements MemoryStore {
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

/** Creates memory with a store and a model that the test controls; `eventLog` holds its events in order. */
export function memoryOf({ rewriting, ...others }: Part<DeviceMemoryOptions> = {}) {
  const store = new ControlledStore();
  const questions: ModelRequest[] = [];
  const eventLog: string[] = [];
  const events: MemoryEvents = {
    recallFailed: (id, reason) => void eventLog.push(`recall of ${id} ${reason}`),
    rewritten: (id, { inputTokens, outputTokens }) =>
      void eventLog.push(`${id} rewritten, ${inputTokens}+${outputTokens}`),
    rewriteFailed: (id, reason) => void eventLog.push(`${id} ${reason}`),
    rewriteDropped: (id) => void eventLog.push(`${id} dropped`),
  };
  const analyse = (prompt: string, signal: AbortSignal): Promise<Analysis> => {
    const question = new ModelRequest(prompt, signal);
    questions.push(question);
    return question.reply;
  };
  const options = { ...OPTIONS, ...others, rewriting: { ...OPTIONS.rewriting, ...rewriting } } as DeviceMemoryOptions;
  return { store, questions, eventLog, memory: new DeviceTurnMemory(options, { store, analyse, events }) };
}

/**
 * Asks a prompt in the session `s`, and ends its turn with an answer that has been heard.
 * @param isCancelled true = the turn was cancelled after `answer` was heard
 */
export function remember(
  memory: DeviceTurnMemory,
  hardwareId: string,
  prompt: string,
  { sessionId = 's', answer = 'Well.', isCancelled = false } = {},
): void {
  const turn = memory.ask({ hardwareId, sessionId, prompt, heard: () => answer });
  turn.end(answer, isCancelled ? undefined : 0);
}

/** Returns what the device's next prompt recalls. The prompt itself leaves no trace. */
export async function recall(
  memory: DeviceTurnMemory,
  hardwareId: string,
  signal: AbortSignal = new AbortController().signal,
): Promise<RecalledMemory> {
  const turn = memory.ask({ hardwareId, sessionId: 'next', prompt: 'And?', heard: () => '' });
  try {
    return await turn.recall(signal);
  } finally {
    turn.end('', undefined);
  }
}
