import { ProviderFailure } from './provider-failure.js';

/** A server-sent event (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
export interface SseEvent {
  /** The value of the `event` field; empty when the event lacks it. */
  readonly name: string;
  /** The `data` lines, joined by line breaks. */
  readonly data: string;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const FIRST_BUFFER_BYTES = 1_024;
/**
 * The data of the last event of OpenAI's streams. Some servers send it without the line breaks after it, and keep the
 * connection open.
 */
const END_MARK = '[DONE]';
const END_LINE = /^data: ?\[DONE\]$/;
const MAX_END_LINE_BYTES = 12;

/**
 * Reads server-sent events from bytes in chunks of any size. Each byte is read once and copied at most twice, so the
 * work is linear in the bytes, and at most `maxEventBytes` of an unfinished event are held. An event without data is
 * dropped, as the standard says, unless it is an `error`; llama.cpp's field `error` is read as the data of an event
 * named `error`.
 */
export class SseReader {
  readonly #maxEventBytes: number;
  /** The unfinished line, in the first `#lineBytes` bytes. */
  #buffer = Buffer.alloc(0);
  #lineBytes = 0;
  #previous = 0;
  #name = '';
  #data: string[] = [];
  #eventBytes = 0;
  /** Tells whether a line was no field of the standard: the bytes may be another kind of document. */
  hasForeignLines = false;

  constructor(maxEventBytes: number) {
    this.#maxEventBytes = maxEventBytes;
  }

  /**
   * Yields the events that the bytes complete. @throws ProviderFailure `invalid_response` when an event is longer than allowed
   */
  *push(bytes: Uint8Array): Generator<SseEvent, void, undefined> {
    let start = 0;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at]!;
      const isSecondOfPair = byte === LINE_FEED && this.#previous === CARRIAGE_RETURN;
      this.#previous = byte;
      if (byte !== LINE_FEED && byte !== CARRIAGE_RETURN) continue;
      if (!isSecondOfPair) yield* this.#line(this.#endLine(bytes.subarray(start, at)));
      start = at + 1;
    }
    this.#hold(bytes.subarray(start));
    yield* this.#endMark();
  }

  /** Ends the bytes; yields the last event even when its last line breaks are missing. */
  *end(): Generator<SseEvent, void, undefined> {
    if (this.#lineBytes > 0) yield* this.#line(this.#endLine(new Uint8Array(0)));
    yield* this.#line('');
  }

  /** Yields an end mark as an event before its line break has come. */
  *#endMark(): Generator<SseEvent, void, undefined> {
    if (this.#lineBytes > MAX_END_LINE_BYTES || this.#data.length > 0) return;
    if (END_LINE.test(this.#buffer.toString('utf8', 0, this.#lineBytes))) {
      yield* this.#line(this.#endLine(new Uint8Array(0)));
    }
  }

  #endLine(rest: Uint8Array): string {
    if (this.#lineBytes === 0) {
      this.#count(rest.length);
      return Buffer.from(rest.buffer, rest.byteOffset, rest.byteLength).toString('utf8');
    }
    this.#hold(rest);
    const line = this.#buffer.toString('utf8', 0, this.#lineBytes);
    this.#lineBytes = 0;
    return line;
  }

  #hold(bytes: Uint8Array): void {
    this.#count(bytes.length);
    const length = this.#lineBytes + bytes.length;
    if (length > this.#buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(FIRST_BUFFER_BYTES, length, 2 * this.#buffer.length));
      this.#buffer.copy(larger, 0, 0, this.#lineBytes);
      this.#buffer = larger;
    }
    this.#buffer.set(bytes, this.#lineBytes);
    this.#lineBytes = length;
  }

  #count(bytes: number): void {
    this.#eventBytes += bytes;
    if (this.#eventBytes > this.#maxEventBytes) throw new ProviderFailure('invalid_response');
  }

  *#line(line: string): Generator<SseEvent, void, undefined> {
    if (line === '') {
      const event = { name: this.#name, data: this.#data.join('\n') };
      this.#name = '';
      this.#data = [];
      this.#eventBytes = 0;
      if (event.data !== '' || event.name === 'error') yield event;
      return;
    }
    const colon = line.indexOf(':');
    // The line is a comment.
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (field === 'data') {
      this.#data.push(value);
      // The end mark is an event at once, without the blank line after it.
      if (value === END_MARK && this.#data.length === 1) yield* this.#line('');
    } else if (field === 'event') this.#name = value;
    else if (field === 'error') {
      this.#name = 'error';
      this.#data.push(value);
    } else if (field !== 'id' && field !== 'retry') this.hasForeignLines = true;
  }
}
