import type { IncomingMessage } from 'node:http';
import { BadResponse } from './bad-response.js';
import type { Exchange } from './exchange.js';
import type { SampleDecoder } from './sample-decoder.js';
import type { Sound } from './sound-guard.js';

/**
 * Reads the sounds of a response as they come, to its end. Once all announced data has come, the end of the connection
 * does not matter, not even an error.
 * @throws BadResponse when the response is not the requested audio; another error when the connection ends within it
 */
export async function* readSounds(
  response: IncomingMessage,
  decoder: SampleDecoder,
  exchange: Exchange,
): AsyncGenerator<Sound, void, undefined> {
  try {
    for await (const bytes of response as AsyncIterable<Buffer>) {
      exchange.checkDeadline();
      yield* decoder.decode(bytes);
      exchange.setWhole(decoder.isWhole);
    }
  } catch (cause) {
    if (!decoder.isWhole || cause instanceof BadResponse) throw cause;
  }
  yield* decoder.end();
}
