import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/main/config/load.js';
import { findWarnings } from '../../src/main/config/warnings.js';

const keysOf = (overrides: Record<string, unknown>, environment = 'dev'): string[] =>
  findWarnings(loadConfig({ env: {}, environment, overrides }).config).map(({ key }) => key);

describe('findWarnings', () => {
  it.each(['dev', 'stage', 'prod'])('finds nothing in the shipped config for %s', (environment) => {
    expect(keysOf({}, environment)).toEqual([]);
  });

  it.each([
    [{ 'workers.max_queue': 9 }, ['workers.max_queue']],
    [{ 'workers.max_queue': 10 }, []],
    [{ 'backpressure.max_concurrent_streams': 200 }, ['audio.arena_bytes']],
    [{ 'audio.lookahead_seconds': 100 }, ['audio.arena_bytes']],
    [{ 'tts.max_sentence_seconds': 20 }, ['tts.max_sentence_seconds']],
    [{ 'tts.max_sentence_seconds': 60, 'tts.espeak_rate_wpm': 80 }, ['tts.max_sentence_seconds']],
    [{ 'tts.cache_bytes': 100_000 }, ['tts.cache_max_chars']],
    [{ 'tts.cache_bytes': 0 }, []],
  ])('given %j, finds warnings for %j', (overrides, expected) => {
    expect(keysOf(overrides)).toEqual(expected);
  });

  it('describes the effect with both values', () => {
    const { config } = loadConfig({ env: {}, overrides: { 'workers.max_queue': 1 } });
    expect(findWarnings(config)[0]?.text).toMatch(/^1 is less than backpressure.max_concurrent_streams \(10\): /);
  });
});
