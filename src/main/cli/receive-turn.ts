import { randomUUID } from 'node:crypto';
import type { StreamResponseReceived } from '../grpc/generated/streaming/StreamResponse.js';
import type { NexyClient } from './client.js';
import { joinSamples } from './wav.js';

/** The text, commands and speech of one turn as a client received them; times are ms since the request was sent. */
export interface ReceivedTurn {
  readonly sentences: readonly string[];
  /**
   * The commands to the client, as JSON. Each is there once: taken from the action messages, or else from the text
   * chunks.
   */
  readonly actions: readonly string[];
  /** The received speech, mono int16. */
  readonly samples: Int16Array;
  readonly sampleRateHz: number;
  /** The time at which the response headers came: the server had accepted the turn. */
  readonly acceptedMs: number;
  readonly firstTextMs: number | undefined;
  readonly firstAudioMs: number | undefined;
  readonly endMs: number;
}

export interface Sentence {
  readonly text: string;
  readonly atMs: number;
}

export interface ReceiveTurnOptions {
  readonly language?: string | undefined;
  readonly hardwareId?: string;
  /** A WebP picture as base64. */
  readonly screenshot?: string | undefined;
  readonly screen?: { readonly width: number; readonly height: number } | undefined;
  readonly onSentence?: (sentence: Sentence) => void;
}

/** The beginning of a text chunk that holds a command for older clients instead of a sentence. */
const MCP_PREFIX = '__MCP__';

/**
 * Sends a prompt and reads the reply to its end.
 * @throws ServiceError of gRPC, or Error when the stream ended without an end message
 */
export async function receiveTurn(
  client: NexyClient,
  prompt: string,
  options: ReceiveTurnOptions = {},
): Promise<ReceivedTurn> {
  const sentAt = performance.now();
  const elapsed = (): number => performance.now() - sentAt;
  const { language, hardwareId = 'nexy-cli', screenshot, screen } = options;
  const request = {
    prompt,
    hardwareId,
    sessionId: randomUUID(),
    ...(screenshot === undefined ? {} : { screenshot }),
    ...(screen && { screenWidth: screen.width, screenHeight: screen.height }),
  };
  const stream = client.streamAudio(request, language);

  const chunks: Buffer[] = [];
  const sentences: string[] = [];
  const actions = { asText: [] as string[], asMessage: [] as string[] };
  let acceptedMs: number | undefined;
  let firstTextMs: number | undefined;
  let firstAudioMs: number | undefined;
  let sampleRateHz = 0;
  let ended = false;
  stream.on('metadata', () => {
    acceptedMs ??= elapsed();
  });
  for await (const message of stream as AsyncIterable<StreamResponseReceived>) {
    if (message.content === 'actionMessage' && message.actionMessage) {
      actions.asMessage.push(message.actionMessage.actionJson);
    } else if (message.textChunk?.startsWith(MCP_PREFIX)) {
      actions.asText.push(message.textChunk.slice(MCP_PREFIX.length));
    } else if (message.content === 'textChunk' && message.textChunk !== undefined) {
      firstTextMs ??= elapsed();
      sentences.push(message.textChunk);
      options.onSentence?.({ text: message.textChunk, atMs: elapsed() });
    } else if (message.content === 'audioChunk' && message.audioChunk) {
      firstAudioMs ??= elapsed();
      sampleRateHz = message.audioChunk.sampleRate;
      chunks.push(message.audioChunk.audioData);
    } else if (message.content === 'endMessage') {
      ended = true;
    }
  }
  if (!ended) throw new Error('the server ended the stream without an end message');
  const samples = joinSamples(chunks);
  const endMs = elapsed();
  return {
    sentences,
    actions: actions.asMessage.length > 0 ? actions.asMessage : actions.asText,
    samples,
    sampleRateHz,
    acceptedMs: acceptedMs ?? endMs,
    firstTextMs,
    firstAudioMs,
    endMs,
  };
}
