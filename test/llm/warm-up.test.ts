import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { loadConfig } from '../../src/main/config/load.js';
import { type CreatedLlm, createLlm } from '../../src/main/llm/create-llm.js';
import { EchoLlm } from '../../src/main/llm/echo.js';
import type { LlmEvents } from '../../src/main/llm/llm-events.js';
import { WarmLlm } from '../../src/main/llm/warm-up.js';
import { type Behaviour, type LlmServer, startLlmServer } from '../harness/llm-server.js';
import { until } from '../pool/pools.js';
import { events, NEVER, REQUEST } from './openai-llms.js';

const reported: string[] = [];
const llmEvents: LlmEvents = {
  retried: () => {},
  failed: () => {},
  circuitChanged: () => {},
  missingApiKey: () => {},
  noticed: () => {},
  warmedUp: (provider) => reported.push(`${provider} warm`),
  warmUpFailed: (provider, failure) => reported.push(`${provider} failed: ${failure.type}`),
};

const opened: (LlmServer | CreatedLlm)[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close();
  reported.length = 0;
});

const OK: Behaviour = { tokens: ['OK'] };

async function modelWith(
  behaviour: Behaviour,
  overrides: Record<string, unknown> = {},
  provider: object = { warm_up: true },
): Promise<{ server: LlmServer; created: CreatedLlm }> {
  const server = await startLlmServer();
  opened.push(server);
  server.behave(behaviour);
  const { config } = loadConfig({
    env: {},
    overrides: {
      'llm.chain': ['local'],
      'llm.providers': { local: { base_url: server.baseUrl, model: 'm', ...provider } },
      'llm.max_retries': 0,
      ...overrides,
    },
  });
  const created = await createLlm(config.llm.chain, config, llmEvents);
  opened.push(created);
  return { server, created };
}

describe('a model that has to be loaded', () => {
  it('gets a first request at the start, and turns do not wait for its reply', async () => {
    const { server, created } = await modelWith({ tokens: ['OK'], delayMs: 300 });
    expect(reported).toEqual([]);
    expect((await events(created.llm.stream(REQUEST, NEVER))).length).toBeGreaterThan(0);
    await until(() => reported.length === 1, 'it is loaded');
    expect(reported).toEqual(['local warm']);
    expect(server.requests).toHaveLength(2);
  });

  it('may take longer to load than to answer', async () => {
    const startedMs = performance.now();
    await modelWith({ hang: 'after headers' }, { 'llm.first_token_timeout_ms': 50, 'llm.total_timeout_ms': 800 });
    await until(() => reported.length === 1, 'it is given up');
    expect(reported).toEqual(['local failed: timeout']);
    expect(performance.now() - startedMs).toBeGreaterThan(700);
  });

  it.each<[situation: string, behaviour: Behaviour, failure: string]>([
    ['is missing', { status: 404 }, 'internal'],
    ['is down', { status: 500 }, 'unavailable'],
  ])('is reported when it %s, and keeps its place in the chain', async (_situation, behaviour, failure) => {
    const { server, created } = await modelWith(behaviour);
    await until(() => reported.length === 1, 'it has failed');
    expect(reported).toEqual([`local failed: ${failure}`]);
    server.behave(OK);
    expect((await events(created.llm.stream(REQUEST, NEVER)))[0]).toEqual({ type: 'text', text: 'OK' });
  });

  it('is not loaded any further when the server stops', async () => {
    const { server, created } = await modelWith({ hang: 'before headers' });
    await until(() => server.answering === 1, 'it is asked');
    await created.close();
    await until(() => server.answering === 0, 'the connection is closed');
    await sleep(50);
    expect(reported).toEqual([]);
  });

  it.each([
    ['where the config does not say so', {}],
    ['where the config says no', { warm_up: false }],
  ])('gets no request %s', async (_situation, provider) => {
    const { server } = await modelWith(OK, {}, provider);
    await sleep(300);
    expect(server.requests).toHaveLength(0);
  });
});

describe('WarmLlm', () => {
  afterEach(() => vi.useRealTimers());

  /** Returns a model with a counter of its loads, under fake timers. */
  function modelThatIsIdleFor(idleMs: number): { loads: () => number; warm: WarmLlm } {
    vi.useFakeTimers();
    let loads = 0;
    const load = async (): Promise<void> => void loads++;
    const warm = new WarmLlm(new EchoLlm(), { load, idleMs, onLoaded: () => {}, onFailure: () => {} });
    return { loads: () => loads, warm };
  }

  it('loads the model again after each idle time', async () => {
    const { loads, warm } = modelThatIsIdleFor(1_000);
    await vi.advanceTimersByTimeAsync(3_500);
    expect(loads()).toBe(4);
    warm.close();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(loads()).toBe(4);
  });

  it('does not load the model again while it is used', async () => {
    const { loads, warm } = modelThatIsIdleFor(1_000);
    for (let n = 0; n < 10; n++) {
      await vi.advanceTimersByTimeAsync(600);
      await events(warm.stream(REQUEST, NEVER));
    }
    expect(loads()).toBe(1);
    warm.close();
  });

  it('runs one load at a time, even when a load is slow and requests come meanwhile', async () => {
    vi.useFakeTimers();
    let loading = 0;
    let mostLoading = 0;
    const load = async (): Promise<void> => {
      mostLoading = Math.max(mostLoading, ++loading);
      await sleep(5_000);
      loading--;
    };
    const warm = new WarmLlm(new EchoLlm(), { load, idleMs: 1_000, onLoaded: () => {}, onFailure: () => {} });
    await events(warm.stream(REQUEST, NEVER));
    await vi.advanceTimersByTimeAsync(20_000);
    expect(mostLoading).toBe(1);
    warm.close();
  });

  it('loads the model once when the idle time is 0', async () => {
    const { loads, warm } = modelThatIsIdleFor(0);
    await events(warm.stream(REQUEST, NEVER));
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(loads()).toBe(1);
    warm.close();
  });
});
