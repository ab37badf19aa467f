import type { ServerHttp2Stream } from 'node:http2';

/** The request header with the timeout of a call (grpc/grpc, doc/PROTOCOL-HTTP2.md). */
export const TIMEOUT_HEADER = 'grpc-timeout';
const TIMEOUT_FORMAT = /^(\d{1,8})([HMSmun])$/;
const UNIT_MS: Readonly<Record<string, number>> = { H: 3_600_000, M: 60_000, S: 1_000, m: 1, u: 1e-3, n: 1e-6 };

/** The longest timer of Node, ms; longer ones overflow and fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;
/**
 * The time before the deadline in which a cancel counts as a timeout, ms and as a share of the timeout. A client
 * cancels at its own deadline, a little before the server's: the request took time to arrive, and clients round the
 * header up (gRPC's core by 1 %).
 */
const EARLY_MS = 100;
const EARLY_SHARE = 0.01;

/** Parses a `grpc-timeout` header. @returns the timeout, ms; undefined when the header is malformed */
export function parseTimeout(header: string): number | undefined {
  const [, digits, unit] = TIMEOUT_FORMAT.exec(header) ?? [];
  if (digits === undefined || unit === undefined) return undefined;
  return Number(digits) * (UNIT_MS[unit] as number);
}

/** The time until which a client waits for its call. */
export class Deadline {
  readonly #atMs: number;
  readonly #earlyMs: number;

  /** @param timeoutMs the time from now, ms; Infinity = no deadline */
  constructor(timeoutMs: number) {
    this.#atMs = performance.now() + timeoutMs;
    this.#earlyMs = EARLY_MS + timeoutMs * EARLY_SHARE;
  }

  /** Tells whether a cancel by the client at this moment is due to the deadline. */
  get explainsCancel(): boolean {
    return performance.now() >= this.#atMs - this.#earlyMs;
  }

  /**
   * Calls `expire` once the deadline has passed, synchronously when it has passed already.
   * @returns a function that stops the timer
   */
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

/** The property of a stream that holds its deadline. A WeakMap would cost the garbage collector 5 µs a request. */
const DEADLINE = Symbol('deadline');
type Stream = ServerHttp2Stream & { [DEADLINE]?: Deadline };
const NO_DEADLINE = new Deadline(Number.POSITIVE_INFINITY);

/** Sets the deadline of a request to `timeoutMs` from now. */
export function setDeadline(stream: Stream, timeoutMs: number): void {
  stream[DEADLINE] = new Deadline(timeoutMs);
}

/** Returns the deadline of a request. The deadline of a request without a `grpc-timeout` never passes. */
export function deadlineOf(stream: Stream): Deadline {
  return stream[DEADLINE] ?? NO_DEADLINE;
}
