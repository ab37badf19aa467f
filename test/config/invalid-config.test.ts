import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configErrorOf, load, problemsIn, problemsOf, withFile } from './files.js';

describe('an invalid value', () => {
  const cases: [situation: string, env: string, text: string, key: string, allowed: RegExp][] = [
    ['a number with a unit', 'GRPC_PORT', '50051x', 'grpc.port', /an integer from 0 to 65535/],
    ['a number out of range', 'GRPC_PORT', '70000', 'grpc.port', /an integer from 0 to 65535/],
    ['a fraction of a worker', 'MAX_WORKERS', '2.5', 'grpc.max_workers', /an integer from 1 to 10000/],
    ['zero workers', 'MAX_WORKERS', '0', 'grpc.max_workers', /an integer from 1/],
    [
      'a negative time',
      'BACKPRESSURE_IDLE_TIMEOUT',
      '-1',
      'backpressure.idle_timeout_seconds',
      /a number from 0.05 to/,
    ],
    ['a flag with another value than true or false', 'GRPC_REFLECTION', 'maybe', 'grpc.reflection', /true or false/],
    ['an unknown choice', 'TTS_ENGINE', 'festival', 'tts.engine', /one of auto, espeak, flite/],
    ['an unknown picture format', 'SCREENSHOT_FORMAT', 'png', 'screenshot.format', /one of jpeg, webp/],
    ['a quality of 0', 'SCREENSHOT_QUALITY', '0', 'screenshot.quality', /an integer from 1 to 100/],
    [
      'a number of threads as a word',
      'WORKERS_CPU_THREADS',
      'many',
      'workers.cpu_threads',
      /"auto", or an integer from 1 to 64/,
    ],
    ['a listed language that is not a tag', 'TTS_LANGUAGES', 'en English!', 'tts.languages', /BCP 47/],
    ['a language that is not a tag', 'TTS_DEFAULT_LANGUAGE', 'English!', 'tts.default_language', /BCP 47/],
  ];
  it.each(cases)('stops the start: %s', (_situation, env, text, key, allowed) => {
    const error = configErrorOf({ env: { [env]: text } });
    expect(error.problems).toHaveLength(1);
    expect(error.problems[0]).toMatchObject({ key, source: `environment variable ${env}` });
    expect(error.problems[0]?.allowed).toMatch(allowed);
    expect(error.message).toContain(`${key} = `);
    expect(error.message).toContain(text);
    expect(error.message).toContain(`environment variable ${env}`);
  });

  it('is reported with its file and its environment', () => {
    const text = 'environments: { dev: { grpc: { port: "fifty" } } }';
    withFile(text, (file) => {
      expect(problemsOf({ file })).toMatchObject([{ key: 'grpc.port', value: 'fifty', source: `${file}, dev` }]);
    });
  });

  it.each([
    ['a quoted number', 'base: { grpc: { port: "50051" } }', 'grpc.port'],
    ['a quoted flag', 'base: { grpc: { reflection: "true" } }', 'grpc.reflection'],
    ['an empty value', 'base: { grpc: { port: } }', 'grpc.port'],
    ['NaN', 'base: { grpc: { port: .nan } }', 'grpc.port'],
    ['a list', 'base: { grpc: { host: [a, b] } }', 'grpc.host'],
    ['a host with a port in it', 'base: { grpc: { host: "127.0.0.1:50051" } }', 'grpc.host'],
  ])('is not converted: %s', (_situation, text, key) => {
    expect(problemsIn(text)).toMatchObject([{ key }]);
  });

  it('is reported together with all other problems', () => {
    const error = configErrorOf({
      env: { GRPC_PORT: 'x', MAX_WORKERS: '0' },
      overrides: { 'audio.chunk_ms': 'long', 'audio.colour': 'red' },
    });
    expect(error.problems.map(({ key }) => key)).toEqual([
      'grpc.port',
      'grpc.max_workers',
      'audio.chunk_ms',
      'audio.colour',
    ]);
    expect(error.message.split('\n')).toHaveLength(5);
  });
});

describe('an unknown name', () => {
  it.each([
    ['a key', 'base: { grpc: { prot: 1 } }', 'grpc.prot'],
    ['a section', 'base: { grcp: { port: 1 } }', 'grcp.port'],
    ['a key of Object.prototype', 'base: { grpc: { constructor: 1 } }', 'grpc.constructor'],
    ['an environment', 'environments: { production: { grpc: { port: 1 } } }', 'environments.production'],
    ['a key at the top level', 'grpc: { port: 1 }', 'grpc'],
    ['an environment to inherit from', 'environments: { dev: { inherits: production } }', 'environments.dev.inherits'],
    [
      'an inherited environment that is not a name',
      'environments: { dev: { inherits: 5 } }',
      'environments.dev.inherits',
    ],
  ])('stops the start: %s', (_situation, text, key) => {
    const problems = problemsIn(text);
    expect(problems.map((problem) => problem.key)).toEqual([key]);
    expect(problems[0]?.allowed).not.toBe('');
  });

  it('stops the start when NEXY_ENV or the command line selects it', () => {
    expect(problemsOf({ env: { NEXY_ENV: 'production' } })).toEqual([
      {
        key: 'NEXY_ENV',
        value: 'production',
        source: 'environment variable NEXY_ENV',
        allowed: 'one of dev, stage, prod',
      },
    ]);
    expect(problemsOf({ environment: 'Dev' })).toMatchObject([{ value: 'Dev', source: '--env' }]);
  });
});

describe('an unusable file', () => {
  it('is named when it does not exist', () => {
    const file = join(tmpdir(), 'nexy-no-such-config.yaml');
    expect(problemsOf({ file })).toMatchObject([{ key: '(file)', value: file }]);
    expect(problemsOf({ env: { NEXY_CONFIG: file } })).toMatchObject([{ key: '(file)', value: file }]);
  });

  it('is named when it is not YAML', () => {
    withFile('base: { grpc: [', (file) => {
      expect(problemsOf({ file })).toMatchObject([{ key: '(file)', value: file }]);
    });
  });

  it.each([
    ['a list', '- base'],
    ['a word', 'base'],
    ['a number in place of the sections', 'base: 5'],
    ['a number in place of a section', 'base: { grpc: 50051 }'],
    ['a list in place of a section', 'base: { grpc: [port] }'],
    ['a number in place of an environment', 'environments: { dev: 5 }'],
    ['a list in place of the environments', 'environments: [dev]'],
  ])('stops the start when it holds %s', (_situation, text) => {
    expect(problemsIn(text)).toHaveLength(1);
  });

  it('is named when a value in it contains itself', () => {
    withFile('base: { grpc: { port: &list [*list] } }', (file) => {
      expect(configErrorOf({ file }).message).toContain('grpc.port = <ref *1> [ [Circular *1] ] (');
    });
  });

  it.each([
    ['itself', '{ dev: { inherits: dev } }'],
    [
      'another that inherits from it',
      '{ dev: { inherits: prod }, prod: { inherits: stage }, stage: { inherits: dev } }',
    ],
  ])('stops the start when an environment inherits from %s', (_situation, environments) => {
    const problems = problemsIn(`environments: ${environments}`);
    expect(problems).toMatchObject([
      { key: 'environments.dev.inherits', allowed: 'no environment that inherits from itself' },
    ]);
  });
});

describe('values that contradict each other', () => {
  it.each([
    ['a first chunk longer than the others', { 'audio.first_chunk_ms': 60 }, 'audio.first_chunk_ms'],
    ['an arena smaller than a sentence', { 'audio.arena_bytes': 1_048_576 }, 'audio.arena_bytes'],
    [
      'a prompt larger than a message',
      { 'grpc.max_receive_bytes': 65_536, 'screenshot.max_bytes': 1_024 },
      'limits.max_prompt_bytes',
    ],
    ['a screenshot larger than a message', { 'screenshot.max_bytes': 4_194_304 }, 'screenshot.max_bytes'],
    ['a script provider without a script', { 'llm.chain': ['script'] }, 'llm.script_file'],
    ['two endpoints on one port', { 'http.port': 50_051 }, 'http.port'],
    ['two other endpoints on one port', { 'update.port': 8_080 }, 'update.port'],
  ])('stop the start: %s', (_situation, overrides, key) => {
    const problems = problemsOf({ overrides });
    expect(problems.map((problem) => problem.key)).toEqual([key]);
    expect(problems[0]?.allowed).toMatch(/\w{3}/);
  });

  it('do not include several ports of 0, which mean any free port', () => {
    const ports = { 'grpc.port': 0, 'http.port': 0, 'update.port': 0 };
    expect(load({ overrides: ports }).config.http.port).toBe(0);
  });
});
