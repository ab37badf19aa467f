/** The kinds of content of a StreamResponse, by field number in the proto. */
export const CONTENT = { text: 1, audio: 2, end: 3, error: 4 } as const;

/** The field numbers of an AudioChunk. */
const AUDIO_DATA = 1;
const SAMPLE_RATE = 4;

const PREFIX_BYTES = 5;
const WIRE_VARINT = 0;
const WIRE_LENGTH = 2;
const CONTINUES = 0x80;

/** The states of the reader: the meaning of the next byte. */
const PREFIX = 0;
const CONTENT_TAG = 1;
const CONTENT_LENGTH = 2;
const FIELD_TAG = 3;
const FIELD_LENGTH = 4;
const FIELD_VALUE = 5;

/** @param audioBytes bytes of samples; 0 where the content is not audio */
type OnMessage = (content: number, audioBytes: number) => void;

/**
 * Reads a stream of length-prefixed StreamResponses, but only as much as a load client needs: the kind of each content
 * and the length of its audio. The reader takes bytes as they arrive, keeps no bytes and skips all other fields, so a
 * message of 5 KB costs about ten steps. Sources: gRPC over HTTP/2 (grpc/grpc, doc/PROTOCOL-HTTP2.md),
 * protobuf.dev/programming-guides/encoding.
 */
export class ResponseReader {
  /** The sample rate of the stream; 0 until the first audio. A stream has one format, so the rate is read once. */
  sampleRateHz = 0;
  readonly #onMessage: OnMessage;
  #next = PREFIX;
  #prefixBytes = 0;
  /** The number of bytes of the message that have not been read yet. */
  #remainingBytes = 0;
  /** The number of bytes to skip. */
  #skipBytes = 0;
  #content = 0;
  #field = 0;
  #audioBytes = 0;
  #varint = 0;
  #shift = 0;

  /** @param onMessage called for each message when its last byte has arrived */
  constructor(onMessage: OnMessage) {
    this.#onMessage = onMessage;
  }

  read(data: Uint8Array): void {
    let at = 0;
    while (at < data.length) {
      if (this.#skipBytes > 0) {
        const skipped = Math.min(this.#skipBytes, data.length - at);
        this.#skipBytes -= skipped;
        this.#remainingBytes -= skipped;
        at += skipped;
      } else {
        this.#take(data[at++] ?? 0);
      }
      if (this.#next !== PREFIX && this.#remainingBytes === 0) this.#finish();
    }
  }

  #take(byte: number): void {
    if (this.#next === PREFIX) {
      this.#takePrefix(byte);
      return;
    }
    this.#remainingBytes--;
    switch (this.#next) {
      case CONTENT_TAG:
        this.#content = byte >>> 3;
        if (this.#content === CONTENT.audio) this.#next = CONTENT_LENGTH;
        else this.#skipBytes = this.#remainingBytes;
        break;
      case CONTENT_LENGTH:
        if (this.#takeVarint(byte)) this.#next = FIELD_TAG;
        break;
      case FIELD_TAG:
        this.#takeFieldTag(byte);
        break;
      case FIELD_LENGTH:
        if (this.#takeVarint(byte)) this.#takeLength(this.#varint);
        break;
      default:
        if (!this.#takeVarint(byte)) break;
        if (this.#field === SAMPLE_RATE) this.sampleRateHz = this.#varint;
        this.#next = FIELD_TAG;
    }
  }

  /**
   * Takes a byte of the prefix: a flag, which is 0 because we request no compression, and the length of the message.
   */
  #takePrefix(byte: number): void {
    this.#remainingBytes = this.#prefixBytes === 0 ? 0 : this.#remainingBytes * 256 + byte;
    if (++this.#prefixBytes < PREFIX_BYTES) return;
    this.#prefixBytes = 0;
    this.#next = CONTENT_TAG;
  }

  #takeFieldTag(byte: number): void {
    this.#field = byte >>> 3;
    const wireType = byte & 7;
    if (wireType === WIRE_LENGTH) this.#next = FIELD_LENGTH;
    else if (wireType === WIRE_VARINT) this.#next = FIELD_VALUE;
    else this.#skipBytes = this.#remainingBytes;
  }

  #takeLength(length: number): void {
    this.#next = FIELD_TAG;
    this.#skipBytes = Math.min(length, this.#remainingBytes);
    if (this.#field !== AUDIO_DATA) return;
    this.#audioBytes = length;
    // The fields after the audio are the same in every message.
    if (this.sampleRateHz > 0) this.#skipBytes = this.#remainingBytes;
  }

  /** Takes a byte of a varint into `#varint`; returns true when the varint is complete. */
  #takeVarint(byte: number): boolean {
    if (this.#shift === 0) this.#varint = 0;
    this.#varint += (byte & 0x7f) * 2 ** this.#shift;
    this.#shift = byte & CONTINUES ? this.#shift + 7 : 0;
    return this.#shift === 0;
  }

  #finish(): void {
    const content = this.#content;
    const audioBytes = this.#audioBytes;
    this.#next = PREFIX;
    this.#skipBytes = 0;
    this.#shift = 0;
    this.#content = 0;
    this.#audioBytes = 0;
    this.#onMessage(content, audioBytes);
  }
}
