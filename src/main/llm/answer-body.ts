import { setImmediate as nextTick } from 'node:timers/promises';
import type { Response } from 'undici';
import { ProviderFailure } from './provider-failure.js';

/** After a `finish_reason` the usage and `[DONE]` come at once, if they come: longest wait for them, ms. */
const FINISH_GRACE_MS = 500;
/** After an answer its connection may serve the next one, if the server ends the body within this time, ms, … */
const RELEASE_MS = 1_000;
/** … and with no more than these bytes. */
const RELEASE_BYTES = 65_536;

/** Most bytes that are read before the event loop gets to other work. */
const TICK_BYTES = 16_384;

/** Reason for the abort of a request whose answer is complete. */
const OVER = Symbol('over');

/** The body of one answer, read until the answer is over: the connection may stay open after that. */
export class AnswerBody {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  readonly #request: AbortController;
  /** Bytes that came, from the next one on. */
  #bytes: Uint8Array = new Uint8Array(0);
  #bytesInTick = 0;

  /** @param request aborting it ends the connection */
  constructor(response: Response, request: AbortController) {
    this.#reader = response.body?.getReader();
    this.#request = request;
  }

  /**
   * Reads the next bytes.
   * @param mayBeOver the answer is complete already: then a silent or broken connection is its end
   * @returns undefined = the body has ended
   * @throws ProviderFailure `cut` when the connection is lost; the reason of the request's signal
   */
  async read(mayBeOver: boolean): Promise<Uint8Array | undefined> {
    if (this.#bytesInTick >= TICK_BYTES) {
      await nextTick();
      this.#bytesInTick = 0;
    }
    const bytes = this.#bytes.length > 0 ? this.#bytes : await this.#receive(mayBeOver);
    const taken = bytes?.subarray(0, TICK_BYTES);
    if (!bytes || !taken) return undefined;
    this.#bytes = bytes.subarray(taken.length);
    this.#bytesInTick += taken.length;
    return taken;
  }

  async #receive(mayBeOver: boolean): Promise<Uint8Array | undefined> {
    const { signal } = this.#request;
    const timer = mayBeOver ? setTimeout(() => this.#request.abort(OVER), FINISH_GRACE_MS) : undefined;
    try {
      const next = await this.#reader?.read();
      signal.throwIfAborted();
      return next?.value;
    } catch (cause) {
      if (mayBeOver && (!signal.aborted || signal.reason === OVER)) return undefined;
      throw signal.aborted ? signal.reason : new ProviderFailure('cut', { cause });
    } finally {
      clearTimeout(timer);
    }
  }

  /** The answer is over. The connection is kept for the next request where the server ends the body soon, and closed elsewhere. */
  release(): void {
    void this.#readToEnd().finally(() => this.#request.abort(OVER));
  }

  async #readToEnd(): Promise<void> {
    const timer = setTimeout(() => this.#request.abort(OVER), RELEASE_MS);
    try {
      for (let bytes = 0; bytes < RELEASE_BYTES; ) {
        const next = await this.#reader?.read();
        if (!next?.value) return;
        bytes += next.value.byteLength;
      }
    } catch {
      // The answer is complete: what becomes of its connection does not matter.
    } finally {
      clearTimeout(timer);
    }
  }
}
