import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { WelcomeResponseReceived } from '../grpc/generated/streaming/WelcomeResponse.js';
import type { NexyClient } from './client.js';
import { print, type TargetOptions, withClient, withTargetOptions } from './options.js';
import { joinSamples, writeWav } from './wav.js';

interface WelcomeOptions extends TargetOptions {
  readonly out?: string;
  readonly voice?: string;
  readonly lang?: string;
}

export function addWelcomeCommand(program: Command): void {
  withTargetOptions(program.command('welcome'), 'the local server')
    .description('request the spoken greeting')
    .argument('[text...]', 'text of the greeting (default: tts.default_greeting of the config)')
    .option('--voice <voice>', 'name of a voice of the engine, such as en-gb')
    .option('--lang <language>', 'language, such as en or ru')
    .option('--out <file>', 'write the speech to a WAV file')
    .action(welcome);
}

async function welcome(words: readonly string[], options: WelcomeOptions): Promise<void> {
  const greetingRequest = { text: words.join(' '), voice: options.voice ?? '', language: options.lang ?? '' };
  const heard = await withClient(options, (client) => receiveGreeting(client, greetingRequest));
  if (options.out !== undefined) await writeWav(options.out, heard.samples, heard.sampleRateHz);
  const { method, firstAudioMs } = heard;
  const durationSec = heard.samples.length / Math.max(1, heard.sampleRateHz);
  if (options.json) {
    print(
      JSON.stringify({ method, duration_sec: durationSec, first_audio_ms: firstAudioMs ?? null, file: options.out }),
    );
    return;
  }
  const first = firstAudioMs === undefined ? 'no audio' : `first audio in ${firstAudioMs.toFixed(1)} ms`;
  print(`${durationSec.toFixed(2)} s of speech by ${method}, ${first}`);
  if (options.out !== undefined) print(`wrote ${options.out}`);
}

export interface ReceivedGreeting {
  readonly method: string;
  readonly samples: Int16Array;
  readonly sampleRateHz: number;
  readonly firstAudioMs: number | undefined;
}

/** Requests a greeting and reads the reply to its end. @throws ServiceError of gRPC */
export async function receiveGreeting(
  client: NexyClient,
  wish: { text: string; voice?: string; language?: string },
): Promise<ReceivedGreeting> {
  const sentAt = performance.now();
  const request = { voice: '', language: '', ...wish, sessionId: randomUUID() };
  const chunks: Buffer[] = [];
  let method = '';
  let sampleRateHz = 0;
  let firstAudioMs: number | undefined;
  for await (const message of client.welcome(request) as AsyncIterable<WelcomeResponseReceived>) {
    if (message.content === 'metadata' && message.metadata) ({ method } = message.metadata);
    else if (message.content === 'audioChunk' && message.audioChunk) {
      firstAudioMs ??= performance.now() - sentAt;
      sampleRateHz = message.audioChunk.sampleRate;
      chunks.push(message.audioChunk.audioData);
    }
  }
  return { method, samples: joinSamples(chunks), sampleRateHz, firstAudioMs };
}
