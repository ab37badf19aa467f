import { availableParallelism } from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ENVIRONMENTS, type Environment } from '../../src/main/config/layers.js';
import { variablesOf } from '../../src/shared/config/key.js';
import { configKeys } from '../../src/shared/config/schema.js';
import { load } from './files.js';

type Row = readonly [key: string, env: string, dev: unknown, stage: unknown, prod: unknown];
const same = (key: string, env: string, value: unknown): Row => [key, env, value, value, value];
const cpuThreads = Math.max(1, availableParallelism() - 1);

/** The table of the contract: the key, its environment variable, and its values in dev, stage and prod. */
const TABLE: readonly Row[] = [
  ['grpc.host', 'GRPC_HOST', '0.0.0.0', '127.0.0.1', '127.0.0.1'],
  same('grpc.port', 'GRPC_PORT', 50_051),
  ['grpc.max_workers', 'MAX_WORKERS', 10, 100, 100],
  ['http.host', 'HTTP_HOST', '0.0.0.0', '127.0.0.1', '127.0.0.1'],
  same('http.port', 'HTTP_PORT', 8_080),
  ['update.host', 'UPDATE_HOST', '0.0.0.0', '127.0.0.1', '127.0.0.1'],
  same('update.port', 'UPDATE_PORT', 8_081),
  ['backpressure.max_concurrent_streams', 'BACKPRESSURE_MAX_STREAMS', 10, 25, 50],
  ['backpressure.max_message_rate_per_second', 'BACKPRESSURE_MAX_RATE', 5, 8, 0],
  ['backpressure.idle_timeout_seconds', 'BACKPRESSURE_IDLE_TIMEOUT', 60, 180, 900],
  same('backpressure.grace_period_seconds', 'BACKPRESSURE_GRACE_PERIOD', 30),
  same('grpc.write_stall_timeout_seconds', 'GRPC_WRITE_STALL_TIMEOUT', 10),
  same('features.use_module_coordinator', 'USE_MODULE_COORDINATOR', true),
  same('kill_switches.disable_module_coordinator', 'NEXY_KS_DISABLE_MODULE_COORDINATOR', false),
  same('features.forward_assistant_actions', 'FORWARD_ASSISTANT_ACTIONS', false),
  same('kill_switches.disable_forward_assistant_actions', 'NEXY_KS_DISABLE_FORWARD_ASSISTANT_ACTIONS', false),
  same('browser_use.enabled', 'BROWSER_USE_ENABLED', true),
  same('browser_use.keep_open', 'BROWSER_USE_KEEP_OPEN', true),
  same('browser_use.timeout_s', 'BROWSER_USE_TIMEOUT_S', 120),
  same('browser_use.max_steps', 'BROWSER_USE_MAX_STEPS', 50),
  same('audio.sample_rate', 'AUDIO_SAMPLE_RATE', 48_000),
  same('workers.cpu_threads', 'WORKERS_CPU_THREADS', cpuThreads),
  same('workers.io_threads', 'WORKERS_IO_THREADS', 1),
  ['grpc.reflection', 'GRPC_REFLECTION', true, false, false],
];

/** A value as the text of an environment variable, and as the config holds it. */
type Sample = readonly [text: string, value: unknown];
const OTHER: Readonly<Record<string, Sample>> = {
  boolean: ['false', false],
  number: ['123', 123],
  string: ['192.0.2.7', '192.0.2.7'],
};
const SPECIAL: Readonly<Record<string, Sample>> = {
  'audio.sample_rate': ['24000', 24_000],
  'workers.cpu_threads': ['3', 3],
  'workers.io_threads': ['3', 3],
  'backpressure.grace_period_seconds': ['0.5', 0.5],
  'features.forward_assistant_actions': ['true', true],
  'kill_switches.disable_module_coordinator': ['yes', true],
  'kill_switches.disable_forward_assistant_actions': ['1', true],
};

function valuesOf(environment: Environment): Record<string, unknown> {
  return Object.fromEntries(load({ environment }).entries.map(({ key, value }) => [key, value]));
}

describe('loadConfig', () => {
  it.each(ENVIRONMENTS)('returns the values of the contract in %s, key for key', (environment) => {
    const column = 2 + ENVIRONMENTS.indexOf(environment);
    const values = valuesOf(environment);
    expect(TABLE.map(([key]) => [key, values[key]])).toEqual(TABLE.map((row) => [row[0], row[column]]));
  });
});

describe('environments', () => {
  it('default to dev, unless NEXY_ENV or the command line names another', () => {
    expect(load().environment).toBe('dev');
    expect(load({ env: { NEXY_ENV: 'stage' } }).environment).toBe('stage');
    expect(load({ env: { NEXY_ENV: '' } }).environment).toBe('dev');
    expect(load({ env: { NEXY_ENV: 'stage' }, environment: 'prod' }).environment).toBe('prod');
  });

  it('let stage inherit all of prod except three limits of its own', () => {
    const [stage, prod] = [valuesOf('stage'), valuesOf('prod')];
    const different = Object.keys(prod).filter((key) => !isDeepStrictEqual(prod[key], stage[key]));
    expect(different).toEqual([
      'backpressure.max_concurrent_streams',
      'backpressure.max_message_rate_per_second',
      'backpressure.idle_timeout_seconds',
    ]);
  });
});

describe('environment variables', () => {
  it.each(TABLE)('override %s under the name in the contract, %s', (key, env, dev) => {
    const [text, value] = SPECIAL[key] ?? OTHER[typeof dev] ?? ['', undefined];
    const entry = load({ env: { [env]: text } }).entries.find((candidate) => candidate.key === key);
    expect(entry).toMatchObject({ value, source: `environment variable ${env}` });
  });

  it('are parsed by the type of their key: "false" is false', () => {
    const flag = (text: string): boolean => load({ env: { GRPC_REFLECTION: text } }).config.grpc.reflection;
    expect(['false', 'False', '0', 'no', 'off'].map(flag)).toEqual([false, false, false, false, false]);
    expect(['true', 'TRUE', '1', 'yes', 'on'].map(flag)).toEqual([true, true, true, true, true]);
    expect(load({ env: { BROWSER_USE_MODEL: 'false' } }).config.browser_use.model).toBe('false');
    expect(load({ env: { BROWSER_USE_MODEL: '5' } }).config.browser_use.model).toBe('5');
  });

  it('are ignored when they are empty', () => {
    expect(load({ env: { GRPC_PORT: '', GRPC_REFLECTION: '' } }).config.grpc).toMatchObject({
      port: 50_051,
      reflection: true,
    });
  });

  it('may be auto where the file may', () => {
    expect(load({ environment: 'prod', env: { GRPC_HOST: 'auto', WORKERS_CPU_THREADS: 'auto' } }).config).toMatchObject(
      {
        grpc: { host: '127.0.0.1' },
        workers: { cpu_threads: cpuThreads },
      },
    );
  });
});

describe('every key', () => {
  it('has a description and an environment variable', () => {
    for (const { key, spec } of configKeys()) {
      expect(spec.doc, key).toMatch(/^\S.{10,}$/);
      expect(spec.env, key).toMatch(/^[A-Z][A-Z0-9_]+$/);
    }
  });

  it('has an environment variable that no other key has', () => {
    const names = configKeys().flatMap(({ spec }) => variablesOf(spec));
    expect(new Set(names).size).toBe(names.length);
    expect(names).not.toContain('NEXY_ENV');
    expect(names).not.toContain('NEXY_CONFIG');
  });

  it('has a value and a source in every environment', () => {
    for (const environment of ENVIRONMENTS) {
      const { entries } = load({ environment });
      expect(entries.map(({ key }) => key)).toEqual(configKeys().map(({ key }) => key));
      for (const { source } of entries) expect(source).toMatch(/config\/unified_config\.yaml, (base|dev|stage|prod)$/);
    }
  });
});
