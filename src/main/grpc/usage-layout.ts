import protobuf from 'protobufjs';
import type { BoundedReader } from './bounded-reader.js';

/** Wire types of protobuf (protobuf.dev, Encoding, "Message Structure"). */
const VARINT = 0;
const LENGTH_DELIMITED = 2;

/**
 * The UsageRequest of desktop clients in the field: the numbers of its fields differ from those of the proto. The names
 * are those of the proto, so that both layouts decode to the same message.
 */
export const FIELDED_USAGE = new protobuf.Type('FieldedUsageRequest')
  .add(new protobuf.Field('hardwareId', 1, 'string'))
  .add(new protobuf.Field('sessionId', 2, 'string'))
  .add(new protobuf.Field('source', 3, 'string'))
  .add(new protobuf.Field('inputTokens', 4, 'int32'))
  .add(new protobuf.Field('outputTokens', 5, 'int32'))
  .add(new protobuf.Field('modelName', 6, 'string'));

/**
 * Tells whether an encoded UsageRequest has the layout of clients in the field. There the tag 3 is a text and the tag 5
 * a number; in the proto it is the other way round.
 * @throws Error when the bytes are no protobuf message
 */
export function hasFieldedLayout(reader: BoundedReader): boolean {
  while (reader.pos < reader.len) {
    const key = reader.uint32();
    const [tag, wireType] = [key >>> 3, key & 7];
    if (tag === 3 && wireType === LENGTH_DELIMITED) return true;
    if (tag === 5 && wireType === VARINT) return true;
    reader.skipType(wireType);
  }
  return false;
}
