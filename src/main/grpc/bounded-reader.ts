import protobuf from 'protobufjs';

/**
 * The maximum number of integers read from one message: for each field its tag, and its value or length. Our messages
 * have up to 20 fields. A message of four megabytes can hold two million, and decoding them blocks the main thread for
 * half a second.
 */
const MAX_NUMBERS = 256;

/** The maximum size of one number, bytes (protobuf.dev, Encoding, "Base 128 Varints"). */
const MAX_VARINT_BYTES = 10;

/** Reads a protobuf message like the library's own reader, but throws when it has too many fields or too long numbers. */
export class BoundedReader extends protobuf.BufferReader {
  #numbers = 0;

  /**
   * Reads a number. The decoder calls it for every tag, also for those of unknown fields, groups and nested messages.
   */
  override uint32(): number {
    if (++this.#numbers > MAX_NUMBERS) throw new Error('the message has too many fields');
    return super.uint32();
  }

  /**
   * Skips `byteLength` bytes, or one number. The library would follow a number without an end to the end of the message:
   * four megabytes take 25 ms, and several times as long before V8 has optimized the loop.
   */
  override skip(byteLength?: number): protobuf.Reader {
    if (byteLength !== undefined) return super.skip(byteLength);
    const end = Math.min(this.pos + MAX_VARINT_BYTES, this.len);
    while (this.pos < end) if ((this.buf[this.pos++] as number) < 128) return this;
    throw new Error('a number is too long, or has no end');
  }
}
