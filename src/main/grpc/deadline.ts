import type { ServerHttp2Stream } from 'node:http2';

/** Request header with the timeout of a call (grpc/grpc, doc/PROTOCOL-HTTP2.md). */
export const TIMEOUT_HEADER = 'grpc-timeout';
const TIMEOUT_FORMAT = /^(\d{1,8})([HMSmun])$/;
const UNIT_MS: Readonly<Record<string, number>> = { H: 3_600_000, M: 60_000, S: 1_000, m: 1, u: 1e-3, n: 1e-6 };

/** Longest timer of Node; longer ones overflow and fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;
/**
 * A client cancels at its own deadline, a little before the server's: the request took time to arrive, and clients round the header up,
 * gRPC's core by 1 %.
 */
const EARLY_MS = 100;
const EARLY_SHARE = 0.01;

/** Reads a `grpc-timeout` header. @returns ms, or undefined where it is malformed */
export function parseTimeout(header: string): number | undefined {
  const [, digits, unit] = TIMEOUT_FORMAT.exec(header) ?? [];
  if (digits === undefined || unit === undefined) return undefined;
  return Number(digits) * (UNIT_MS[unit] as number);
}

/** The point in time until which a client waits for its call. */
export class Deadline {
  readonly #atMs: number;
  readonly #earlyMs: number;

  /** @param timeoutMs counted from now; Infinity = none */
  constructor(timeoutMs: number) {
    this.#atMs = performance.now() + timeoutMs;
    this.#earlyMs = EARLY_MS + timeoutMs * EARLY_SHARE;
  }

  /** True when a cancel by the client at this moment is due to the deadline. */
  get explainsCancel(): boolean {
    return performance.now() >= this.#atMs - this.#earlyMs;
  }

  /** Calls `expire` once the deadline has passed, synchronously where it already has. @returns a function that stops the timer */
  onPassed(expire: () => void): () => void {
    let timer: NodeJS.Timeout | undefined;
    const wait = (): void => {
      const leftMs = this.#atMs - performance.now();
      if (leftMs <= 0) expire();
      else if (leftMs < Number.POSITIVE_INFINITY) timer = setTimeout(wait, Math.min(leftMs, MAX_TIMER_MS));
    };
    wait();
    return () => clearTimeout(timer);
  }
}

/** Property of a stream that holds its deadline. A WeakMap costs the garbage collector 5 µs a request. */
const DEADLINE = Symbol('deadline');
type Stream = ServerHttp2Stream & { [DEADLINE]?: Deadline };
const NO_DEADLINE = new Deadline(Number.POSITIVE_INFINITY);

/** Sets the deadline of a request, counted from now. */
export function setDeadline(stream: Stream, timeoutMs: number): void {
  stream[DEADLINE] = new Deadline(timeoutMs);
}

/** Returns the deadline of a request; without a `grpc-timeout` it never passes. */
export function deadlineOf(stream: Stream): Deadline {
  return stream[DEADLINE] ?? NO_DEADLINE;
}
