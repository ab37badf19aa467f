import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LiveConfig } from '../../src/main/config/live-config.js';
import { ConfigError, type ConfigSource, DEFAULT_CONFIG_FILE } from '../../src/main/config/load.js';
import { Admission } from '../../src/main/sessions/admission.js';
import { FirstAudioForecast } from '../../src/main/sessions/first-audio-forecast.js';
import { SessionRegistry } from '../../src/main/sessions/session-registry.js';
import { configKeys } from '../../src/shared/config/schema.js';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nexy-live-'));
  file = join(folder, 'own.yaml');
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (base: string): void => writeFileSync(file, `base: { ${base} }`);

/** Returns the config of a server that was started when the file held `base`. */
function started(base: string, source: ConfigSource = {}): LiveConfig {
  write(base);
  return new LiveConfig({ env: {}, file, ...source });
}

/** Writes `base` to the file and reloads it. */
function reloadWith(live: LiveConfig, base: string): ReturnType<LiveConfig['reload']> {
  write(base);
  return live.reload();
}

const NO_CHANGE = { applied: [], needRestart: [], problems: [] };

function admissionOf(live: LiveConfig): Admission {
  const forecast = new FirstAudioForecast(() => ({ backlogMs: 0, usualSentenceMs: 0 }));
  return new Admission(
    () => live.current,
    new SessionRegistry(),
    forecast,
    () => false,
  );
}

describe('a key that may change while the server runs', () => {
  it('can be a kill switch, which refuses new requests until it is off again', () => {
    const live = started('');
    const admission = admissionOf(live);
    admission.admitGreeting();
    const on = reloadWith(live, 'kill_switches: { disable_streaming: true }');
    expect(on).toEqual({ ...NO_CHANGE, applied: ['kill_switches.disable_streaming'], hasChanged: true });
    expect(() => admission.admitGreeting()).toThrow(expect.objectContaining({ type: 'unavailable' }));
    expect(admission.streams).toBe(1);
    const off = reloadWith(live, '');
    expect(off).toEqual({ ...NO_CHANGE, applied: ['kill_switches.disable_streaming'], hasChanged: true });
    admission.admitGreeting();
  });

  it('can be a limit: a lower limit ends no running stream, and admits no new stream while there are too many', () => {
    const live = started('backpressure: { max_concurrent_streams: 3 }');
    const admission = admissionOf(live);
    const leases = [admission.admitGreeting(), admission.admitGreeting(), admission.admitGreeting()];
    reloadWith(live, 'backpressure: { max_concurrent_streams: 2 }');
    expect(admission.streams).toBe(3);
    const refused = expect.objectContaining({ type: 'stream_limit_exceeded' });
    expect(() => admission.admitGreeting()).toThrow(refused);
    leases[0]?.release();
    expect(() => admission.admitGreeting()).toThrow(refused);
    leases[1]?.release();
    admission.admitGreeting();
    reloadWith(live, 'backpressure: { max_concurrent_streams: 4 }');
    admission.admitGreeting();
    expect(admission.streams).toBe(3);
  });

  it('is one of these keys, and no other key is live', () => {
    const live = configKeys().filter(({ spec }) => spec.live);
    expect(live.map(({ key }) => key)).toEqual([
      'grpc.write_stall_timeout_seconds',
      'grpc.max_listener_lag_seconds',
      'grpc.write_budget_bytes',
      'grpc.interrupt_flush_ms',
      'grpc.max_connections',
      'grpc.max_connections_per_address',
      'grpc.handshake_timeout_ms',
      'grpc.max_resets_per_second',
      'grpc.request_timeout_ms',
      'grpc.max_unfinished_bytes',
      'grpc.session_id_policy',
      'backpressure.max_concurrent_streams',
      'backpressure.max_message_rate_per_second',
      'backpressure.max_first_audio_wait_ms',
      'backpressure.idle_timeout_seconds',
      'backpressure.grace_period_seconds',
      'limits.max_prompt_bytes',
      'limits.max_prompt_code_points',
      'limits.max_id_bytes',
      'screenshot.max_bytes',
      'screenshot.max_screen_edge',
      'features.forward_assistant_actions',
      'features.command_channel',
      'features.messages_enabled',
      'features.subscription_enabled',
      'features.whatsapp_enabled',
      'kill_switches.disable_forward_assistant_actions',
      'kill_switches.disable_streaming',
      'browser_use.enabled',
      'browser_use.keep_open',
      'browser_use.timeout_s',
      'browser_use.max_steps',
      'browser_use.model',
      'tts.sentence_wait_ms',
      'tts.pause_sentence_ms',
      'tts.pause_clause_ms',
      'tts.pause_item_ms',
      'tts.pause_paragraph_ms',
      'logging.level',
    ]);
  });
});

describe('a key that needs a restart', () => {
  it('is reported and keeps its value', () => {
    const live = started('grpc: { port: 6001 }');
    const before = live.current;
    const outcome = reloadWith(live, 'grpc: { port: 6002 }');
    expect(outcome).toEqual({ ...NO_CHANGE, needRestart: ['grpc.port'], hasChanged: true });
    expect(live.current).toEqual(before);
  });

  it('is reported by every reload until its old value is back, but is news only once', () => {
    const live = started('grpc: { port: 6001 }');
    reloadWith(live, 'grpc: { port: 6002 }');
    expect(live.reload()).toEqual({ ...NO_CHANGE, needRestart: ['grpc.port'], hasChanged: false });
    expect(reloadWith(live, 'grpc: { port: 6001 }')).toEqual({ ...NO_CHANGE, hasChanged: true });
    expect(live.reload()).toEqual({ ...NO_CHANGE, hasChanged: false });
  });

  it('does not hold back a key that needs no restart', () => {
    const live = started('');
    const outcome = reloadWith(live, 'audio: { chunk_ms: 40 }, limits: { max_id_bytes: 64 }, logging: { level: warn }');
    expect(outcome).toEqual({
      applied: ['limits.max_id_bytes', 'logging.level'],
      needRestart: ['audio.chunk_ms'],
      problems: [],
      hasChanged: true,
    });
    expect(live.current).toMatchObject({
      audio: { chunk_ms: 50 },
      limits: { max_id_bytes: 64 },
      logging: { level: 'warn' },
    });
  });
});

describe('an invalid file', () => {
  it.each([
    ['a value that is not allowed', 'limits: { max_id_bytes: 64, max_prompt_bytes: lots }', 'limits.max_prompt_bytes'],
    ['an unknown key', 'limits: { max_id_bytes: 64, max_prompt: 5 }', 'limits.max_prompt'],
    [
      'values that contradict each other',
      'limits: { max_id_bytes: 64 }, audio: { first_chunk_ms: 60 }',
      'audio.first_chunk_ms',
    ],
    ['a file that is half written', 'limits: { max_id_bytes: 64', '(file)'],
    ['a value that contains itself', 'limits: { max_id_bytes: &list [*list] }', 'limits.max_id_bytes'],
    ['a mapping that contains itself', 'llm: { providers: &all { own: *all } }', 'llm.providers'],
    ['a field that contains itself', 'llm: { providers: { own: { body: &body { more: *body } } } }', 'llm.providers'],
    ['a section that contains itself', 'grpc: &grpc { port: *grpc }', 'grpc.port'],
    ['a list that contains itself, deep inside', 'llm: { chain: [echo, [[&deep [[*deep]]]]] }', 'llm.chain'],
  ])('changes nothing: %s', (_situation, base, key) => {
    const live = started('');
    const before = live.current;
    const outcome = reloadWith(live, base);
    expect(outcome).toMatchObject({ applied: [], needRestart: [], problems: [{ key }], hasChanged: true });
    expect(live.current).toBe(before);
    expect(live.reload()).toMatchObject({ problems: [{ key }], hasChanged: false });
    expect(reloadWith(live, '')).toEqual({ ...NO_CHANGE, hasChanged: true });
  });

  it('changes nothing even if it is nested very deeply', () => {
    const live = started('');
    const before = live.current;
    const deep = `llm: { providers: ${'{ a: '.repeat(10_000)}1${' }'.repeat(10_000)} }`;
    expect(reloadWith(live, deep).problems).not.toEqual([]);
    expect(live.current).toBe(before);
  });

  it('changes nothing when it contradicts a value that stays until a restart, and the problem says so', () => {
    const live = started('');
    const before = live.current;
    // The new values fit together; the screenshot limit does not fit the message size that is in force.
    const larger = 'grpc: { max_receive_bytes: 67108864 }, screenshot: { max_bytes: 10000000 }';
    expect(new LiveConfig({ env: {}, file: fileOf(larger) }).current.screenshot.max_bytes).toBe(10_000_000);
    const outcome = reloadWith(live, `${larger}, kill_switches: { disable_streaming: true }`);
    expect(outcome).toMatchObject({
      applied: [],
      needRestart: [],
      problems: [{ key: 'screenshot.max_bytes', value: 10_000_000, source: `${file}, base` }],
    });
    expect(outcome.problems[0]?.allowed).toMatch(/grpc\.max_receive_bytes \(4194304\).*; .*restart/);
    expect(live.current).toBe(before);
  });

  it('stops the start', () => {
    expect(() => started('grpc: { prot: 1 }')).toThrow(ConfigError);
  });

  it('never makes LiveConfig throw on reload: a complete config is in force at any time', () => {
    const live = started('');
    const valid = 'base: { limits: { max_id_bytes: 64 }, grpc: { port: 6003 } }\nenvironments: { dev: {} }\n';
    const cut = fc.tuple(fc.nat(valid.length), fc.nat(valid.length), fc.string()).map(([from, to, text]) => {
      return valid.slice(0, from) + text + valid.slice(to);
    });
    const sections = fc.dictionary(
      fc.constantFrom('limits', 'grpc', 'kill_switches', 'inherits', '__proto__', 'other'),
      fc.dictionary(fc.constantFrom('max_id_bytes', 'port', 'disable_streaming', 'constructor'), fc.jsonValue()),
    );
    const root = fc.record({ base: sections, environments: fc.dictionary(fc.string(), sections) });
    const texts = fc.oneof(
      cut,
      fc.string(),
      fc.json(),
      root.map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const before = live.current;
        writeFileSync(file, text);
        const { applied, problems } = live.reload();
        if (problems.length > 0 || applied.length === 0) expect(live.current).toEqual(before);
        expect(live.current.grpc.port).toBe(50_051);
        expect(Object.isFrozen(live.current)).toBe(true);
      }),
    );
  });
});

describe('LiveConfig', () => {
  it('prefers an environment variable over the file, before and after a reload', () => {
    const live = started('backpressure: { max_concurrent_streams: 3 }', { env: { BACKPRESSURE_MAX_STREAMS: '7' } });
    const outcome = reloadWith(live, 'backpressure: { max_concurrent_streams: 4, idle_timeout_seconds: 9 }');
    expect(outcome.applied).toEqual(['backpressure.idle_timeout_seconds']);
    expect(live.current.backpressure).toMatchObject({ max_concurrent_streams: 7, idle_timeout_seconds: 9 });
  });

  it('prefers the command line over the file', () => {
    const live = started('', { overrides: { 'grpc.port': 0, 'logging.level': 'error' } });
    expect(reloadWith(live, 'grpc: { port: 6004 }, logging: { level: debug }')).toEqual({
      ...NO_CHANGE,
      hasChanged: false,
    });
    expect(live.current).toMatchObject({ grpc: { port: 0 }, logging: { level: 'error' } });
  });

  it('keeps the environment in which it was started', () => {
    const live = started('', { environment: 'prod' });
    writeFileSync(file, 'environments: { prod: { limits: { max_id_bytes: 64 } }, dev: { grpc: { port: 6005 } } }');
    expect(live.reload()).toMatchObject({ applied: ['limits.max_id_bytes'], needRestart: [] });
  });

  it('reads the shipped file and the custom file that the command line or NEXY_CONFIG names', () => {
    expect(started('').files).toEqual([DEFAULT_CONFIG_FILE, file]);
    expect(new LiveConfig({ env: { NEXY_CONFIG: file } }).files).toEqual([DEFAULT_CONFIG_FILE, file]);
    expect(new LiveConfig({ env: {} }).files).toEqual([DEFAULT_CONFIG_FILE]);
  });
});

describe('the config file', () => {
  it('may be rewritten with the same values in another notation', () => {
    const live = started('logging: { level: warn }');
    const before = live.current;
    writeFileSync(file, '# the same\nenvironments:\n  dev:\n    logging:\n      level: "warn"\n');
    expect(live.reload()).toEqual({ ...NO_CHANGE, hasChanged: false });
    expect(live.current).toEqual(before);
  });

  it('may be replaced by a rename', () => {
    const live = started('logging: { level: warn }');
    renameSync(fileOf('logging: { level: error }'), file);
    expect(live.reload().applied).toEqual(['logging.level']);
    expect(live.current.logging.level).toBe('error');
  });

  it('changes nothing when it is deleted, nor when it is restored', () => {
    const live = started('logging: { level: warn }');
    rmSync(file);
    expect(live.reload()).toMatchObject({ applied: [], problems: [{ key: '(file)' }], hasChanged: true });
    expect(live.current.logging.level).toBe('warn');
    expect(reloadWith(live, 'logging: { level: warn }')).toEqual({ ...NO_CHANGE, hasChanged: true });
  });
});

/** Writes another file with `base` in it, and returns its path. */
function fileOf(base: string): string {
  const other = join(folder, 'other.yaml');
  writeFileSync(other, `base: { ${base} }`);
  return other;
}
