import protobuf from 'protobufjs';

/**
 * The maximum number of integers read from one message: for each field its tag, and its value or length. Our messages
 * have up to 20 fields. A message of four megabytes can hold two million, and decoding them blocks the main thread for
 * half a second.
 */
const MAX_NUMBERS = 256;

/** Reads a protobuf message like the library's own reader, but throws when the message has too many fields. */
export class BoundedReader extends protobuf.BufferReader {
  #numbers = 0;

  /**
   * Reads a number. The decoder calls it for every tag, also for those of unknown fields, groups and nested messages.
   */
  override uint32(): number {
    if (++this.#numbers > MAX_NUMBERS) throw new Error('the message has too many fields');
    return super.uint32();
  }
}
