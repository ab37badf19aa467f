import { BUILT_IN_LLMS } from '../../shared/config/llm-keys.js';
import type { Config } from '../../shared/config/schema.js';
import { BYTES_PER_SAMPLE, samplesIn } from '../../shared/pcm.js';
import { isLanguageTag } from '../../text/language/language-tag.js';
import { NORMAL_WORDS_PER_MINUTE } from '../../text/speech-length.js';
import type { ConfigEntry } from './config-entry.js';
import type { ConfigProblem } from './layers.js';

/** The slowest speech that is assumed for the length of a sentence: characters a second, at normal speed. */
const SLOWEST_CHARS_PER_SECOND = 8;

/** Finds values that are allowed each by itself, but not together. */
export function findContradictions(config: Config, entries: readonly ConfigEntry[]): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const check = (holds: boolean, key: string, allowed: string): void => {
    const entry = entries.find((candidate) => candidate.key === key);
    if (!holds) problems.push({ key, value: entry?.value, source: entry?.source ?? 'not set', allowed });
  };
  const { audio, grpc, http, limits, llm, memory, screenshot, tts, update } = config;

  check(audio.first_chunk_ms <= audio.chunk_ms, 'audio.first_chunk_ms', `at most audio.chunk_ms (${audio.chunk_ms})`);
  const languages = {
    'tts.default_language': [tts.default_language],
    'tts.languages': tagsIn(tts.languages),
    'tts.warm_up_languages': warmUpLanguages(tts),
  };
  for (const [key, tags] of Object.entries(languages)) {
    check(tags.every(isLanguageTag), key, 'BCP 47 tags such as en, ru or pt-BR, with at most 5 subtags');
  }
  const slowestCharsPerSecond = (SLOWEST_CHARS_PER_SECOND * tts.espeak_rate_wpm) / NORMAL_WORDS_PER_MINUTE;
  const sentenceSeconds = Math.min(tts.max_sentence_seconds, tts.max_sentence_chars / slowestCharsPerSecond);
  const sentenceBytes = samplesIn(sentenceSeconds * 1000, audio.sample_rate) * BYTES_PER_SAMPLE;
  check(
    audio.arena_bytes >= 1.5 * sentenceBytes,
    'audio.arena_bytes',
    `at least ${Math.ceil(1.5 * sentenceBytes)}, so that the longest sentence (tts.max_sentence_chars at tts.espeak_rate_wpm, tts.max_sentence_seconds at most) fits`,
  );
  check(
    grpc.max_unfinished_bytes >= grpc.max_receive_bytes,
    'grpc.max_unfinished_bytes',
    `at least grpc.max_receive_bytes (${grpc.max_receive_bytes}), so that the largest message can arrive`,
  );
  check(
    grpc.max_connections_per_address <= grpc.max_connections,
    'grpc.max_connections_per_address',
    `at most grpc.max_connections (${grpc.max_connections}); 0 = off`,
  );
  check(
    limits.max_prompt_bytes < grpc.max_receive_bytes,
    'limits.max_prompt_bytes',
    `less than grpc.max_receive_bytes (${grpc.max_receive_bytes})`,
  );
  check(
    limits.max_collected_bytes >= grpc.max_receive_bytes,
    'limits.max_collected_bytes',
    `at least grpc.max_receive_bytes (${grpc.max_receive_bytes}), so that the largest screenshot can be kept`,
  );
  check(
    Math.ceil(screenshot.max_bytes / 3) * 4 <= grpc.max_receive_bytes,
    'screenshot.max_bytes',
    `at most three quarters of grpc.max_receive_bytes (${grpc.max_receive_bytes}), because it arrives as base64`,
  );
  check(
    ![...llm.chain, ...memory.chain].includes('script') || llm.script_file !== '',
    'llm.script_file',
    'a file, because a chain names "script"',
  );
  const answering = [...BUILT_IN_LLMS, ...Object.keys(llm.providers)];
  for (const [key, chain] of Object.entries({ 'llm.chain': llm.chain, 'memory.chain': memory.chain })) {
    check(
      chain.every((name) => answering.includes(name)),
      key,
      `built-in models or names of llm.providers: ${answering.join(', ')}`,
    );
    check(new Set(chain).size === chain.length, key, 'each name once');
  }
  check(
    BUILT_IN_LLMS.every((name) => !Object.hasOwn(llm.providers, name)),
    'llm.providers',
    `names other than ${BUILT_IN_LLMS.join(' and ')}, which are built in`,
  );
  const listeners = [
    { key: 'http.port', ...http },
    { key: 'update.port', ...update },
  ];
  for (const [index, { key, port }] of listeners.entries()) {
    const others = [grpc.port, ...listeners.slice(0, index).map((other) => other.port)];
    check(
      port === 0 || !others.includes(port),
      key,
      `a port that no other listener uses (${others.join(', ')} are in use)`,
    );
  }
  return problems;
}

/** Returns the languages whose voices are warmed up at the start. */
export function warmUpLanguages({ warm_up_languages }: Config['tts']): string[] {
  return tagsIn(warm_up_languages);
}

/** Returns the languages that the words of an answer may be in; empty = the words are not examined. */
export function detectedLanguages({ default_language, languages }: Config['tts']): string[] {
  const listed = tagsIn(languages);
  return listed.length === 0 || listed.includes(default_language) ? listed : [default_language, ...listed];
}

const tagsIn = (list: string): string[] => list.split(/[\s,]+/).filter((tag) => tag !== '');
