import { describe, expect, it } from 'vitest';
import { load, withFile } from './files.js';

const OWN = `
base:
  grpc: { port: 6001, max_workers: 7 }
  audio: { chunk_ms: 40 }
environments:
  dev:
    audio: { chunk_ms: 30 }
  prod:
    backpressure: { max_concurrent_streams: 77 }
  stage:
    inherits: prod
`;

const sourceOf = (entries: ReturnType<typeof load>['entries'], key: string): string | undefined =>
  entries.find((entry) => entry.key === key)?.source;

describe('a custom config file', () => {
  it('overrides the shipped file, key by key', () => {
    withFile(OWN, (file) => {
      const { config, entries } = load({ file });
      expect(config.grpc).toMatchObject({ port: 6001, max_workers: 7, write_stall_timeout_seconds: 10 });
      expect(config.audio.chunk_ms).toBe(30);
      expect(config.http.port).toBe(8080);
      expect(sourceOf(entries, 'grpc.port')).toBe(`${file}, base`);
      expect(sourceOf(entries, 'audio.chunk_ms')).toBe(`${file}, dev`);
      expect(sourceOf(entries, 'http.port')).toBe('config/unified_config.yaml, base');
    });
  });

  it('supports inheritance between environments like the shipped file', () => {
    withFile(OWN, (file) => {
      const { config } = load({ file, environment: 'stage' });
      expect(config.backpressure.max_concurrent_streams).toBe(77);
      expect(config.audio.chunk_ms).toBe(40);
    });
  });

  it('is named by NEXY_CONFIG, unless the command line names another', () => {
    withFile(OWN, (file) => {
      expect(load({ env: { NEXY_CONFIG: file } }).config.grpc.port).toBe(6001);
      withFile('base: { grpc: { port: 6002 } }', (other) => {
        expect(load({ env: { NEXY_CONFIG: file }, file: other }).config.grpc.port).toBe(6002);
      });
    });
  });

  it.each(['', '# nothing yet\n', 'base:\n', 'environments:\n'])('may be empty (%j)', (text) => {
    withFile(text, (file) => expect(load({ file }).config).toEqual(load().config));
  });

  it('is overridden by an environment variable, and that by the command line', () => {
    withFile(OWN, (file) => {
      const env = { GRPC_PORT: '6003' };
      const fromEnv = load({ file, env });
      expect(fromEnv.config.grpc.port).toBe(6003);
      expect(sourceOf(fromEnv.entries, 'grpc.port')).toBe('environment variable GRPC_PORT');
      const byHand = load({ file, env, overrides: { 'grpc.port': 6004 } });
      expect(byHand.config.grpc.port).toBe(6004);
      expect(sourceOf(byHand.entries, 'grpc.port')).toBe('command line');
    });
  });
});

describe('the effective config', () => {
  it('is frozen at every level', () => {
    const { config } = load();
    expect(Object.isFrozen(config)).toBe(true);
    for (const section of Object.values(config)) expect(Object.isFrozen(section)).toBe(true);
    expect(() => Object.assign(config.grpc, { port: 1 })).toThrow(TypeError);
    expect(() => Object.assign(config, { grpc: {} })).toThrow(TypeError);
  });

  it('is new for each load, with nothing from an earlier load', () => {
    const before = load().config;
    load({ env: { GRPC_PORT: '6005' }, overrides: { 'audio.chunk_ms': 25 } });
    expect(load().config).toEqual(before);
  });
});

describe('a key with two environment variables', () => {
  const rate = (env: NodeJS.ProcessEnv): unknown => {
    const { config, entries } = load({ env });
    return [config.audio.sample_rate, sourceOf(entries, 'audio.sample_rate')];
  };

  it('takes its value from either', () => {
    expect(rate({ SAMPLE_RATE: '24000' })).toEqual([24_000, 'environment variable SAMPLE_RATE']);
    expect(rate({ AUDIO_SAMPLE_RATE: '16000' })).toEqual([16_000, 'environment variable AUDIO_SAMPLE_RATE']);
    expect(load({ env: { BROWSER_USE_TIMEOUT: '60' } }).config.browser_use.timeout_s).toBe(60);
  });

  it('takes the first when both are set, unless it is empty', () => {
    const first = [16_000, 'environment variable AUDIO_SAMPLE_RATE'];
    expect(rate({ SAMPLE_RATE: '24000', AUDIO_SAMPLE_RATE: '16000' })).toEqual(first);
    expect(rate({ SAMPLE_RATE: '24000', AUDIO_SAMPLE_RATE: '' })).toEqual([24_000, 'environment variable SAMPLE_RATE']);
  });

  it('names the variable that has an invalid value', () => {
    expect(() => load({ env: { SAMPLE_RATE: 'high' } })).toThrow(/environment variable SAMPLE_RATE/);
  });
});
