import type { Finding } from '../doctor/finding.js';
import type { NexyServer } from '../server/server.js';
import type { NexyClient } from './client.js';
import { explain } from './explain.js';
import type { ConfigOptions } from './options.js';
import { withOwnServer } from './own-server.js';
import { receiveGreeting } from './welcome.js';

const SUBJECT = 'speech';
const TEXT = 'Nexy Server is ready. It speaks.';
/**
 * The number of greetings. The first ones are slow because the code is not compiled yet; the last shows the time that
 * clients get.
 */
const ROUNDS = 3;

/** Checks the whole way from text to sound: starts a separate server on a free port and requests greetings from it. */
export async function checkSpeech(options: ConfigOptions): Promise<Finding> {
  const speechLines: SpeechLine[] = [];
  const overrides = { 'logging.level': 'debug', 'logging.format': 'json' };
  const keepLine = (line: string): void => void speechLines.push(...speechLine(line));
  try {
    return await withOwnServer(options, overrides, keepLine, (server, client) =>
      checkGreetings(server, client, speechLines),
    );
  } catch (cause) {
    return { subject: SUBJECT, isGood: false, detail: explain(cause).message, mend: 'see docs/providers.md' };
  }
}

async function checkGreetings(server: NexyServer, client: NexyClient, logged: readonly SpeechLine[]): Promise<Finding> {
  const { tts } = server.config;
  const wanted = tts.engine === 'openai' ? tts : undefined;
  let heard = await receiveGreeting(client, { text: TEXT });
  for (let round = 1; round < ROUNDS; round++) heard = await receiveGreeting(client, { text: TEXT });
  const { firstAudioMs } = heard;
  if (firstAudioMs === undefined) return noEngineFinding(server);
  const { engines } = server.speech;
  const sound = logged.findLast(({ format, reason }) => format !== undefined || reason !== undefined);
  if (!wanted || sound?.format !== undefined) {
    const voices = engines.map((engine) => `${engine.name}, ${engine.voices} voices`);
    const remote = wanted && `${wanted.openai_model} at ${wanted.openai_base_url}${sound ? formatSound(sound) : ''}`;
    const speakers = remote === undefined ? voices : [remote, ...voices];
    return { subject: SUBJECT, isGood: true, detail: speakers.join('; fallback: '), firstMs: firstAudioMs };
  }
  const { reason = 'unavailable', detail: more } = logged.find((line) => line.reason !== undefined) ?? {};
  const failureText = more === undefined ? reason : `${reason}: ${more}`;
  const detail = `${wanted.openai_base_url} failed (${failureText}); ${engines[0]?.name} speaks instead`;
  return { subject: SUBJECT, isGood: false, detail, mend: REMEDIES[reason]?.(wanted) ?? 'try again later' };
}

function noEngineFinding(server: NexyServer): Finding {
  const failures = server.speech.failures.map(({ name, reason }) => `${name}: ${reason}`);
  const mend = 'install the engine: npm install @echogarden/espeak-ng-emscripten';
  return {
    subject: SUBJECT,
    isGood: false,
    detail: `no speech engine could be loaded: ${failures.join('; ')}`,
    mend,
  };
}

/** The advice to the operator, by the reason in the log. */
const REMEDIES: Readonly<Record<string, (tts: NexyServer['config']['tts']) => string>> = {
  key_missing: (tts) => `set the environment variable ${tts.openai_key_env} to the API key`,
  refused: (tts) => `set ${tts.openai_key_env || 'the variable that tts.openai_key_env must name'} to a valid API key`,
  redirected: () => 'set tts.openai_base_url to the address that the server redirects to',
  not_found: () => 'correct tts.openai_base_url (most end in /v1), or tts.openai_model',
  bad_request: () => 'correct tts.openai_model, tts.openai_voice or tts.openai_format: the server rejects them',
  unreachable: (tts) => `start the server at ${tts.openai_base_url}, or correct tts.openai_base_url`,
  throttled: () => 'wait, or check the rate limits and the credit of the account',
  timeout: (tts) => `raise tts.first_audio_timeout_ms (now ${tts.first_audio_timeout_ms}), or use a faster model`,
  invalid_response: () => 'correct tts.openai_base_url and tts.openai_format: the response is not audio in this format',
  noise: () => 'set tts.openai_format to wav, or configure the server to send 16-bit little-endian PCM',
  silent: () => 'correct tts.openai_model or tts.openai_voice: the server sends silence',
  too_short: () => 'correct tts.openai_model or tts.openai_voice: the sound is much too short for the text',
  too_long: (tts) => `correct tts.openai_format, or raise tts.max_sentence_seconds (now ${tts.max_sentence_seconds})`,
};

/** The part of a log line about the speech server: the reason of a failure, or the format of the received sound. */
interface SpeechLine {
  readonly reason?: string;
  readonly detail?: string;
  readonly format?: string;
  readonly sample_rate?: number;
  readonly level_dbfs?: number;
}

function speechLine(line: string): SpeechLine[] {
  const { scope, ctx } = JSON.parse(line) as { scope: string; ctx?: SpeechLine };
  return scope === 'speech' && ctx !== undefined ? [ctx] : [];
}

/** @param detail the reason why the sound may not be the whole sentence */
function formatSound({ format, sample_rate, level_dbfs, detail }: SpeechLine): string {
  const doubt = detail === undefined ? '' : `, may be incomplete: ${detail}`;
  return ` (${format}, ${sample_rate} Hz, ${level_dbfs} dB${doubt})`;
}
