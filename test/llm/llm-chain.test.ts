import { afterEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/main/config/load.js';
import { type CreatedLlm, createLlm } from '../../src/main/llm/create-llm.js';
import { LlmChain } from '../../src/main/llm/llm-chain.js';
import type { LlmEvents } from '../../src/main/llm/llm-events.js';
import { CircuitBreaker } from '../../src/main/resilience/circuit-breaker.js';
import type { Llm } from '../../src/main/turn/services.js';
import { NexyError } from '../../src/shared/errors.js';
import { type Behaviour, type LlmServer, startLlmServer } from '../harness/llm-server.js';
import { until } from '../pool/pools.js';
import { NEVER, REQUEST } from './openai-llms.js';

const reported: string[] = [];
const events: LlmEvents = {
  retried: (provider) => reported.push(`${provider} retried`),
  failed: (provider, failure, next) => reported.push(`${provider} failed: ${failure.type}, next ${next ?? 'none'}`),
  circuitChanged: (provider, alone) => reported.push(`${provider} ${alone ? 'opened' : 'back'}`),
  missingApiKey: (provider, variable) => reported.push(`${provider} lacks ${variable}`),
  noticed: (provider, notice) => reported.push(`${provider}: ${notice}`),
  warmedUp: (provider) => reported.push(`${provider} warm`),
  warmUpFailed: (provider, failure) => reported.push(`${provider} not warm: ${failure.type}`),
};

const opened: (LlmServer | CreatedLlm)[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close();
  reported.length = 0;
});

async function serverThat(behaviour: Behaviour | ((index: number) => Behaviour)): Promise<LlmServer> {
  const server = await startLlmServer();
  opened.push(server);
  server.behave(behaviour);
  return server;
}

/** Returns a chain of the given servers, named a, b and c. */
async function chainOf(
  servers: readonly LlmServer[],
  overrides: Record<string, unknown> = {},
): Promise<CreatedLlm['llm']> {
  const names = ['a', 'b', 'c'].slice(0, servers.length);
  const providers = servers.map(({ baseUrl }, index) => [names[index], { base_url: baseUrl, model: 'm', key_env: '' }]);
  const { config } = loadConfig({
    env: {},
    overrides: {
      'llm.chain': names,
      'llm.providers': Object.fromEntries(providers),
      'llm.first_token_timeout_ms': 1_000,
      'llm.max_retries': 0,
      'llm.breaker_failures': 2,
      'llm.breaker_cooldown_ms': 50,
      ...overrides,
    },
  });
  const created = await createLlm(config.llm.chain, config, events);
  opened.push(created);
  return created.llm;
}

async function said(llm: CreatedLlm['llm'], signal = NEVER): Promise<string> {
  let text = '';
  try {
    for await (const event of llm.stream(REQUEST, signal)) if (event.type === 'text') text += event.text;
    return text;
  } catch (cause) {
    if (cause instanceof NexyError) return `${text}[${cause.type}]`;
    throw cause;
  }
}

const HELLO: Behaviour = { tokens: ['Hello', '.'] };

describe('LlmChain', () => {
  it('requests the first model, and no other', async () => {
    const [first, second] = [await serverThat(HELLO), await serverThat(HELLO)];
    expect(await said(await chainOf([first, second]))).toBe('Hello.');
    expect(second.requests).toHaveLength(0);
    expect(reported).toEqual([]);
  });

  it.each<[string, Behaviour, string]>([
    ['hangs', { hang: 'before headers' }, 'timeout'],
    ['hangs after its headers', { hang: 'after headers' }, 'timeout'],
    ['responds with a server error', { status: 500 }, 'unavailable'],
    ['throttles', { status: 429, headers: { 'retry-after': '60' } }, 'unavailable'],
    ['refuses the key', { status: 401 }, 'internal'],
    ['sends malformed events', { raw: 'data: [[[\n\n' }, 'unavailable'],
    ['closes the connection', { drop: true }, 'unavailable'],
    ['sends no text', { tokens: [] }, 'unavailable'],
  ])('falls back to the next model when the first %s', async (_situation, behaviour, type) => {
    const [first, second] = [await serverThat(behaviour), await serverThat(HELLO)];
    expect(await said(await chainOf([first, second]))).toBe('Hello.');
    expect(reported[0]).toBe(`a failed: ${type}, next b`);
  });

  it('does not fall back in the middle of an answer, because two halves would make no sense together', async () => {
    const [first, second] = [await serverThat({ tokens: ['One. '], end: 'cut' }), await serverThat(HELLO)];
    expect(await said(await chainOf([first, second]))).toBe('One. [unavailable]');
    expect(second.requests).toHaveLength(0);
    expect(reported).toEqual(['a failed: unavailable, next none']);
  });

  it('fails with the error of the last model when all fail', async () => {
    const servers = [await serverThat({ status: 500 }), await serverThat({ status: 401 })];
    expect(await said(await chainOf(servers))).toBe('[internal]');
    expect(reported).toEqual(['a failed: unavailable, next b', 'b failed: internal, next none', 'b opened']);
  });

  it('can fall back to a built-in model', async () => {
    const llm = await chainOf([await serverThat({ status: 500 })], { 'llm.chain': ['a', 'echo'] });
    expect(await said(llm)).toBe(REQUEST.prompt);
  });

  it('requests no other model after its turn has ended', async () => {
    const [first, second] = [await serverThat({ hang: 'before headers' }), await serverThat(HELLO)];
    const turn = new AbortController();
    const ended = said(await chainOf([first, second]), turn.signal).catch((cause: unknown) => cause);
    await until(() => first.answering === 1, 'the first one is asked');
    const reason = new Error('interrupted');
    turn.abort(reason);
    expect(await ended).toBe(reason);
    expect(second.requests).toHaveLength(0);
    expect(reported).toEqual([]);
  });
});

describe('the CircuitBreaker of a model in a chain', () => {
  it('opens after repeated failures, so later turns do not wait for the model', async () => {
    const [first, second] = [await serverThat({ hang: 'before headers' }), await serverThat(HELLO)];
    const llm = await chainOf([first, second], { 'llm.breaker_cooldown_ms': 3_600_000 });
    for (let turn = 0; turn < 4; turn++) expect(await said(llm)).toBe('Hello.');
    expect(first.requests).toHaveLength(2);
    expect(reported).toEqual(['a failed: timeout, next b', 'a failed: timeout, next b', 'a opened']);
  });

  it('probes the model in the background, and closes after a success', async () => {
    const [first, second] = [await serverThat({ status: 500 }), await serverThat(HELLO)];
    const llm = await chainOf([first, second]);
    await said(llm);
    await said(llm);
    expect(reported).toContain('a opened');
    first.behave({ tokens: ['OK'] });
    await until(() => reported.includes('a back'), 'it is found to be back');
    first.behave({ tokens: ['Back.'] });
    expect(await said(llm)).toBe('Back.');
  });

  it('stays open while the answers to its probes are cut, even after the first word', async () => {
    const [first, second] = [await serverThat({ tokens: ['One. '], end: 'cut' }), await serverThat(HELLO)];
    const llm = await chainOf([first, second]);
    for (let turn = 0; turn < 2; turn++) expect(await said(llm)).toBe('One. [unavailable]');
    await until(() => first.requests.length >= 4, 'it is tried twice');
    expect(reported).toContain('a opened');
    expect(reported).not.toContain('a back');
    expect(await said(llm)).toBe('Hello.');
  });

  it('counts a complete answer as a success, not its first word', async () => {
    const server = await serverThat((index) => ({ tokens: ['One. '], end: index % 2 === 0 ? 'cut' : 'error event' }));
    const llm = await chainOf([server], { 'llm.breaker_failures': 3, 'llm.breaker_cooldown_ms': 3_600_000 });
    for (let turn = 0; turn < 5; turn++) await said(llm);
    expect(server.requests).toHaveLength(3);
  });

  it('makes a request fail at once when it is open and no other model is left', async () => {
    const only = await serverThat({ status: 500 });
    const llm = await chainOf([only], { 'llm.breaker_cooldown_ms': 3_600_000 });
    await said(llm);
    await said(llm);
    expect(await said(llm)).toBe('[unavailable]');
    expect(only.requests).toHaveLength(2);
  });

  it.each([401, 404])('opens at once when an operator has to act: HTTP %s', async (status) => {
    const [first, second] = [await serverThat({ status }), await serverThat(HELLO)];
    const llm = await chainOf([first, second], { 'llm.breaker_cooldown_ms': 3_600_000 });
    for (let turn = 0; turn < 3; turn++) expect(await said(llm)).toBe('Hello.');
    expect(first.requests).toHaveLength(1);
    expect(reported).toEqual(['a failed: internal, next b', 'a opened']);
  });

  it('stays closed when only the requests were wrong', async () => {
    const [first, second] = [await serverThat({ status: 400 }), await serverThat(HELLO)];
    const llm = await chainOf([first, second]);
    for (let turn = 0; turn < 4; turn++) expect(await said(llm)).toBe('Hello.');
    expect(first.requests).toHaveLength(4);
  });

  it('stays closed when a good answer comes between the failures', async () => {
    const server = await serverThat({ status: 500 });
    const llm = await chainOf([server]);
    for (let round = 0; round < 3; round++) {
      server.behave({ status: 500 });
      await said(llm);
      server.behave(HELLO);
      expect(await said(llm)).toBe('Hello.');
    }
    expect(reported).not.toContain('a opened');
  });
});

describe('an internal fault in the middle of an answer', () => {
  it('counts as a failure of the provider that caused it', async () => {
    let failures = 0;
    const faulty: Llm = {
      name: 'faulty',
      async *stream() {
        yield { type: 'text', text: 'One. ' };
        throw new TypeError('text.slice is not a function');
      },
    };
    const breaker = new CircuitBreaker({ failures: 2, cooldownMs: 3_600_000, probe: async () => {} });
    const chain = new LlmChain([{ llm: faulty, breaker }], { failed: () => failures++ }, 1_000);
    for (let turn = 0; turn < 2; turn++) expect(await said(chain)).toBe('One. [internal]');
    expect(failures).toBe(2);
    expect(breaker.isOpen).toBe(true);
    breaker.close();
  });
});

describe('an API key that is not set', () => {
  it('is reported, and requests to the provider are sent all the same', async () => {
    const server = await serverThat({ status: 401 });
    const providers = { a: { base_url: server.baseUrl, model: 'm', key_env: 'NEXY_TEST_KEY_THAT_IS_NOT_SET' } };
    const llm = await chainOf([server], { 'llm.providers': providers });
    expect(reported).toEqual(['a lacks NEXY_TEST_KEY_THAT_IS_NOT_SET']);
    expect(await said(llm)).toBe('[internal]');
  });
});
