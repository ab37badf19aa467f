import { type Command, InvalidArgumentError } from 'commander';
import type { Config } from '../../shared/config/schema.js';
import { isLanguageTag } from '../../text/language/language-tag.js';
import { DecisionLog } from '../log/decision-log.js';
import type { NexyServer } from '../server/server.js';
import type { NexyClient } from './client.js';
import { clientHostFor, configFrom, print, type TargetOptions, withTargetOptions } from './options.js';
import { type ReceivedTurn, receiveTurn } from './receive-turn.js';
import { parseScreen, readScreenshot } from './screenshot.js';
import { writeWav } from './wav.js';

interface SayOptions extends TargetOptions {
  readonly out?: string;
  readonly lang?: string;
  readonly screenshot?: string;
  readonly screen?: { readonly width: number; readonly height: number };
}

export function addSayCommand(program: Command): void {
  withTargetOptions(program.command('say'), 'a server that is started for this turn only')
    .description('send a prompt, and print the answer and the time at which each part arrived')
    .argument('<text...>', 'the prompt')
    .option('--out <file>', 'write the speech to a WAV file')
    .option(
      '--lang <language>',
      'language of the speech, such as en or ru (default: found by the script and the words of the answer)',
      parseLanguage,
    )
    .option('--screenshot <file>', 'screenshot of the user’s screen, a WebP, JPEG or PNG file')
    .option('--screen <width>x<height>', 'size of the user’s screen, pixels', parseScreen)
    .action(say);
}

function parseLanguage(text: string): string {
  if (isLanguageTag(text)) return text;
  throw new InvalidArgumentError('allowed: a BCP 47 tag such as en, ru or pt-BR, with at most 5 subtags.');
}

async function say(words: readonly string[], options: SayOptions): Promise<void> {
  const text = words.join(' ');
  const { screen } = options;
  const { max_bytes: maxBytes } = configFrom(options).config.screenshot;
  const screenshot = options.screenshot === undefined ? undefined : readScreenshot(options.screenshot, maxBytes);
  const heard = await withServer(options, (client) =>
    receiveTurn(client, text, {
      language: options.lang,
      screenshot,
      screen,
      onSentence: ({ text: sentence, atMs }) => {
        if (!options.json) print(`${ms(atMs)}  ${sentence.trim()}`);
      },
    }),
  );
  if (options.out !== undefined) await writeWav(options.out, heard.samples, heard.sampleRateHz);
  print(options.json ? JSON.stringify(summary(heard, options.out)) : timeline(heard, options.out));
}

/** Runs `use` with a client of the named server, or of a server that is started for this call only. */
async function withServer<T>(options: TargetOptions, use: (client: NexyClient) => Promise<T>): Promise<T> {
  const isNamed = options.host !== undefined || options.port !== undefined;
  const overrides = isNamed ? {} : { 'grpc.host': '127.0.0.1', 'grpc.port': 0, 'logging.level': 'error' };
  const { config } = configFrom(options, overrides);
  const server = isNamed ? undefined : await startLocalServer(config);
  const host = options.host ?? clientHostFor(config.grpc.host);
  const { NexyClient } = await import('./client.js');
  const client = new NexyClient(host, server?.port ?? options.port ?? config.grpc.port);
  try {
    // A server that was just started has compiled no code yet. The self-check warms it up, so that the times shown are
    // those that clients get.
    if (server) await (await import('./self-check.js')).selfCheck(server);
    else await client.health();
    return await use(client);
  } finally {
    client.close();
    await server?.stop();
  }
}

async function startLocalServer(config: Config): Promise<NexyServer> {
  const { startServer } = await import('../server/server.js');
  return startServer(config, new DecisionLog(config.logging));
}

function summary(heard: ReceivedTurn, file: string | undefined): object {
  const seconds = heard.samples.length / Math.max(1, heard.sampleRateHz);
  return {
    sentences: heard.sentences,
    actions: heard.actions.map((action) => JSON.parse(action) as unknown),
    accepted_ms: round(heard.acceptedMs),
    first_text_ms: round(heard.firstTextMs),
    first_audio_ms: round(heard.firstAudioMs),
    end_ms: round(heard.endMs),
    speech_seconds: round(seconds),
    sample_rate: heard.sampleRateHz,
    times_real_time: round((seconds * 1000) / heard.endMs),
    file,
  };
}

function timeline(heard: ReceivedTurn, file: string | undefined): string {
  const seconds = heard.samples.length / Math.max(1, heard.sampleRateHz);
  const rows = [
    ...heard.actions.map((action) => `    command  ${action}`),
    `${ms(heard.acceptedMs)}  accepted`,
    `${ms(heard.firstTextMs)}  first text`,
    `${ms(heard.firstAudioMs)}  first audio`,
    `${ms(heard.endMs)}  end`,
  ];
  if (seconds === 0) rows.push('no speech: no engine speaks this script, or the text has nothing to speak');
  else {
    const speed = ((seconds * 1000) / heard.endMs).toFixed(0);
    rows.push(`${seconds.toFixed(2)} s of speech at ${heard.sampleRateHz} Hz, ${speed} × real time`);
  }
  if (file !== undefined) rows.push(`wrote ${file}`);
  return rows.join('\n');
}

function ms(value: number | undefined): string {
  return value === undefined ? '       –   ' : `${value.toFixed(1).padStart(8)} ms`;
}

function round(value: number | undefined): number | null {
  return value === undefined ? null : Math.round(value * 100) / 100;
}
