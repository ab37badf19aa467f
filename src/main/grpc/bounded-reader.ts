import protobuf from 'protobufjs';

/**
 * Numbers that may be read from one message: a tag for each field, and its value or length. Our messages have up to 20 fields; four
 * megabytes could hold two million, and decoding those would block the main thread for half a second.
 */
const MAX_NUMBERS = 256;

/** Reads a protobuf message as the library's own reader does, but throws when it has more fields than any of our messages. */
export class BoundedReader extends protobuf.BufferReader {
  #numbers = 0;

  /** Every tag, whatever it belongs to, is read here: of unknown fields, of groups and of messages within messages, too. */
  override uint32(): number {
    if (++this.#numbers > MAX_NUMBERS) throw new Error('the message has too many fields');
    return super.uint32();
  }
}
