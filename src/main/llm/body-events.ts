import { ProviderFailure } from './provider-failure.js';
import { type SseEvent, SseReader } from './sse-reader.js';

/** The longest event, bytes. A whole answer in one event is shorter. */
const MAX_EVENT_BYTES = 1_048_576;

/** Returns the next bytes of a body; undefined when it has ended. */
export type ReadBytes = () => Promise<Uint8Array | undefined>;

/**
 * Yields the events of a response body. Servers mislabel their bodies, so the first bytes decide: a JSON document, such
 * as an error or an answer that was not streamed, is one event; a page of HTML is no answer.
 *
 * @throws ProviderFailure `invalid_response` for a body or an event that is not the protocol; the errors of `read`
 */
export async function* bodyEvents(read: ReadBytes): AsyncGenerator<SseEvent, void, undefined> {
  const reader = new SseReader(MAX_EVENT_BYTES);
  let hasBegun = false;
  let hasEvents = false;
  for (let bytes = await read(); bytes; bytes = await read()) {
    if (!hasBegun) {
      bytes = bytes.subarray(blankBytes(bytes));
      if (bytes.length === 0) continue;
      hasBegun = true;
      const first = String.fromCharCode(bytes[0]!);
      if (first === '<') throw new ProviderFailure('invalid_response');
      if (first === '{' || first === '[') return yield { name: '', data: await restOf(bytes, read) };
    }
    for (const event of reader.push(bytes)) {
      hasEvents = true;
      yield event;
    }
  }
  for (const event of reader.end()) {
    hasEvents = true;
    yield event;
  }
  if (!hasEvents && reader.hasForeignLines) throw new ProviderFailure('invalid_response');
}

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** Returns the number of bytes of white space, and of the byte order mark, at the start. */
function blankBytes(bytes: Uint8Array): number {
  const index = bytes.findIndex((byte) => byte > 0x20 && !BYTE_ORDER_MARK.includes(byte));
  return index < 0 ? bytes.length : index;
}

async function restOf(first: Uint8Array, read: ReadBytes): Promise<string> {
  const pieces = [first];
  let length = first.length;
  for (let bytes = await read(); bytes; bytes = await read()) {
    length += bytes.length;
    if (length > MAX_EVENT_BYTES) throw new ProviderFailure('invalid_response');
    pieces.push(bytes);
  }
  return Buffer.concat(pieces, length).toString('utf8');
}
