import { describe, expect, it } from 'vitest';
import { load, problemsIn, problemsOf, withFile } from './files.js';

describe('the chain of models', () => {
  it.each(['gemini,ollama', 'gemini ollama', ' gemini , ollama '])(
    'may be a list in an environment variable: "%s"',
    (text) => {
      expect(load({ env: { LLM_CHAIN: text } }).config.llm.chain).toEqual(['gemini', 'ollama']);
    },
  );

  it.each([
    ['an unknown name', ['gemni'], /built-in models or names of llm.providers: echo, script, gemini/],
    ['a name twice', ['gemini', 'gemini'], /each name once/],
    ['an empty list', [], /a list of 1 to 10 names/],
  ])('stops the start: %s', (_situation, chain, allowed) => {
    const problems = problemsOf({ overrides: { 'llm.chain': chain } });
    expect(problems).toMatchObject([{ key: 'llm.chain' }]);
    expect(problems[0]?.allowed).toMatch(allowed);
  });
});

describe('providers', () => {
  it('of a custom file are merged with the shipped providers, field by field', () => {
    const text = `base: { llm: { chain: [own], providers: {
      own: { base_url: http://127.0.0.1:8000/v1, model: m, body: { temperature: 0.5 } },
      gemini: { model: gemini-2.5-pro } } } }`;
    withFile(text, (file) => {
      const { config, entries } = load({ file });
      const { own, gemini, ollama } = config.llm.providers;
      expect(own).toEqual({
        base_url: 'http://127.0.0.1:8000/v1',
        model: 'm',
        key_env: '',
        images: true,
        body: { temperature: 0.5 },
      });
      expect(gemini).toMatchObject({ model: 'gemini-2.5-pro', key_env: 'GEMINI_API_KEY' });
      expect(ollama?.model).toBe('gemma3');
      const source = entries.find(({ key }) => key === 'llm.providers')?.source;
      expect(source).toBe(`config/unified_config.yaml, base; ${file}, base`);
      expect(Object.isFrozen(own?.body)).toBe(true);
    });
  });

  it('may be loaded before the first request, and may leave out fields of a request', () => {
    const own = { base_url: 'http://127.0.0.1:1/v1', model: 'm', warm_up: true, body: { stream_options: null } };
    expect(load({ overrides: { 'llm.providers': { own } } }).config.llm.providers.own).toMatchObject(own);
    expect(load({}).config.llm.providers.ollama?.warm_up).toBe(true);
    expect(problemsOf({ overrides: { 'llm.providers': { own: { ...own, warm_up: 'yes' } } } })).toMatchObject([
      { key: 'llm.providers.own.warm_up' },
    ]);
  });

  it.each([
    ['llm.max_answer_chars', 99, 'an integer from 100 to 1000000'],
    ['llm.warm_up_idle_seconds', -1, 'an integer from 0 to 86400'],
  ])('have limits: %s cannot be %i', (key, value, allowed) => {
    expect(problemsOf({ overrides: { [key]: value } })).toMatchObject([{ key, allowed: `allowed: ${allowed}` }]);
  });

  it('are rejected when they are invalid, with the path of each problem', () => {
    const text = 'base: { llm: { providers: { own: { base_url: nonsense, modle: m } } } }';
    const problems = problemsIn(text);
    expect(problems.map(({ key }) => key)).toEqual([
      'llm.providers.own.base_url',
      'llm.providers.own.model',
      'llm.providers.own',
    ]);
    expect(problems.at(-1)?.allowed).toContain('"modle"');
  });

  it('may be a mapping in an environment variable, as JSON or YAML', () => {
    const local = { base_url: 'http://127.0.0.1:1/v1', model: 'm' };
    for (const text of [JSON.stringify({ local }), 'local: { base_url: http://127.0.0.1:1/v1, model: m }']) {
      expect(load({ env: { LLM_PROVIDERS: text } }).config.llm.providers).toMatchObject({ local });
    }
    expect(problemsOf({ env: { LLM_PROVIDERS: 'local: {' } })).toMatchObject([{ key: 'llm.providers' }]);
  });

  it('cannot take the name of a built-in provider', () => {
    const echo = { base_url: 'http://127.0.0.1:1/v1', model: 'm' };
    expect(problemsOf({ overrides: { 'llm.providers': { echo } } })).toMatchObject([{ key: 'llm.providers' }]);
  });
});
