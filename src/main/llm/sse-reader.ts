import { ProviderFailure } from './provider-failure.js';

/** A server-sent event (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
export interface SseEvent {
  /** Value of its `event` field; empty = it has none. */
  readonly name: string;
  /** Its `data` lines, joined by line breaks. */
  readonly data: string;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const FIRST_BUFFER_BYTES = 1_024;
/** Data of the last event of OpenAI's streams. Some servers send it without the line breaks after it, and keep the connection open. */
const END_MARK = '[DONE]';
const END_LINE = /^data: ?\[DONE\]$/;
const MAX_END_LINE_BYTES = 12;

/**
 * Reads server-sent events from bytes in pieces of any size. Each byte is looked at once and copied at most twice, so the
 * work is linear in the bytes, and at most `maxEventBytes` of an unfinished event are held. An event without data is no event,
 * as the standard says; llama.cpp's field `error` is read as the data of an event named `error`.
 */
export class SseReader {
  readonly #maxEventBytes: number;
  /** The line that has begun, in the first `#lineBytes` bytes. */
  #buffer = Buffer.alloc(0);
  #lineBytes = 0;
  #previous = 0;
  #name = '';
  #data: string[] = [];
  #eventBytes = 0;
  /** A line was no field of the standard: this may be some other kind of document. */
  hasForeignLines = false;

  constructor(maxEventBytes: number) {
    this.#maxEventBytes = maxEventBytes;
  }

  /** @throws ProviderFailure `garbage` when an event is longer than allowed */
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

  /** The bytes have ended. An event that only lacks its last line break counts. */
  *end(): Generator<SseEvent, void, undefined> {
    if (this.#lineBytes > 0) yield* this.#line(this.#endLine(new Uint8Array(0)));
    yield* this.#line('');
  }

  /** Takes an end mark that is not followed by its line break as an event. */
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
    if (this.#eventBytes > this.#maxEventBytes) throw new ProviderFailure('garbage');
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
    // A comment.
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (field === 'data') {
      this.#data.push(value);
      // The blank line after the end mark is not waited for.
      if (value === END_MARK && this.#data.length === 1) yield* this.#line('');
    } else if (field === 'event') this.#name = value;
    else if (field === 'error') {
      this.#name = 'error';
      this.#data.push(value);
    } else if (field !== 'id' && field !== 'retry') this.hasForeignLines = true;
  }
}
