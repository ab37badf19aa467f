import type { IncomingMessage } from 'node:http';
import { BadAnswer } from './bad-answer.js';
import type { Exchange } from './exchange.js';
import type { SampleDecoder } from './sample-decoder.js';
import type { Sound } from './sound-guard.js';

/**
 * Reads the sounds of an answer as they come, to its end. When all that it announced has come, it does not matter how its
 * connection ends, or whether.
 * @throws BadAnswer when it is not the audio that was asked for; another error when the connection ends within it
 */
export async function* readSounds(
  response: IncomingMessage,
  decoder: SampleDecoder,
  exchange: Exchange,
): AsyncGenerator<Sound, void, undefined> {
  try {
    for await (const bytes of response as AsyncIterable<Buffer>) {
      exchange.look();
      yield* decoder.decode(bytes);
      exchange.setWhole(decoder.isWhole);
    }
  } catch (cause) {
    if (!decoder.isWhole || cause instanceof BadAnswer) throw cause;
  }
  yield* decoder.end();
}
