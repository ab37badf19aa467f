import { afterEach, describe, expect, it, vi } from 'vitest';
import { type DecisionLine, DecisionLog } from '../../src/main/log/decision-log.js';
import { collectingLog, lineOf } from './lines.js';

const LINE: DecisionLine = {
  scope: 'grpc',
  method: 'StreamAudio',
  decision: 'complete',
  ctx: { hardware_id: 'phone 7', session_id: 'one', sentences: 3, audio_ms: 1_250, stalled: true },
  dur_ms: 12.3456,
};
const KEYS = ['ts', 'level', 'scope', 'method', 'decision', 'ctx', 'dur_ms'];
const isTime = (text: unknown): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(String(text));

describe('DecisionLog as JSON', () => {
  it('writes ts, level, scope, method, decision, ctx and dur_ms, in this order, and nothing else', () => {
    const text = lineOf(LINE, {}, 'warn');
    expect(text.endsWith('\n')).toBe(true);
    expect(text.indexOf('\n')).toBe(text.length - 1);
    const { ts, ...rest } = JSON.parse(text) as Record<string, unknown>;
    expect(Object.keys(JSON.parse(text) as object)).toEqual(KEYS);
    expect(isTime(ts)).toBe(true);
    expect(rest).toEqual({ ...LINE, level: 'warn', dur_ms: 12.35 });
  });

  it('leaves out a missing duration, and writes an empty ctx', () => {
    const text = lineOf({ scope: 'server', method: 'stop', decision: 'start' });
    expect(Object.keys(JSON.parse(text) as object)).toEqual(KEYS.slice(0, 6));
    expect(JSON.parse(text)).toMatchObject({ ctx: {} });
  });

  it('writes figures by name unchanged', () => {
    const ctx = { p95_latency_ms: { StreamAudio: 12.5 }, decision_rate: { start: 1, level: 3 } };
    expect(JSON.parse(lineOf({ ...LINE, ctx }))).toMatchObject({ ctx });
  });

  it('writes one line for any value', () => {
    const text = lineOf({ ...LINE, ctx: { hardware_id: 'a\nb\r\n{"decision":"start"}' } });
    expect(text.trimEnd()).not.toContain('\n');
    expect(JSON.parse(text)).toMatchObject({ decision: 'complete' });
  });
});

describe('DecisionLog as key=value', () => {
  const logfmt = (line: DecisionLine): string => lineOf(line, { format: 'logfmt' });

  it('writes the same fields in the same order, with the context as JSON', () => {
    const [ts, ...rest] = logfmt(LINE).trimEnd().split(' ');
    expect(isTime(ts?.slice('ts='.length))).toBe(true);
    expect(rest.join(' ')).toBe(
      'level=INFO scope=grpc method=StreamAudio decision=complete ' +
        'ctx={"hardware_id":"phone 7","session_id":"one","sentences":3,"audio_ms":1250,"stalled":true} dur_ms=12',
    );
  });

  it('writes one line for any value', () => {
    const text = logfmt({ ...LINE, ctx: { reason: 'two\nlines', engine: 'say "hi"' } });
    expect(text).toContain(' ctx={"reason":"two\\nlines","engine":"say \\"hi\\""} dur_ms=12\n');
    expect(text.trimEnd()).not.toContain('\n');
  });

  it('leaves out a missing duration', () => {
    expect(logfmt({ scope: 'server', method: 'stop', decision: 'start' })).toMatch(/ decision=start ctx=\{\}\n$/);
  });
});

describe('DecisionLog at a terminal', () => {
  const NO_COLOURS = /\u001b\[\d+m/g;

  it('writes a short time, the level, the decision and the context', () => {
    const text = lineOf(LINE, { format: 'pretty' }).replaceAll(NO_COLOURS, '');
    expect(text).toMatch(
      /^\[\d\d:\d\d:\d\d\.\d{3}\] INFO: grpc StreamAudio complete \{"ctx":\{"hardware_id":"phone 7",.*\n$/,
    );
  });

  it.each([
    [true, /^\[/],
    [false, /^\{"ts"/],
  ])('chooses the format by the terminal with "auto": %s', (isTerminal, expected) => {
    const lines: string[] = [];
    const sink = { write: (line: string) => void lines.push(line), isTerminal };
    new DecisionLog({ level: 'info', format: 'auto', metrics_interval_seconds: 60 }, sink).write('info', LINE);
    expect(lines[0]?.replaceAll(NO_COLOURS, '')).toMatch(expected);
  });
});

describe('the colours of a DecisionLog', () => {
  afterEach(() => void vi.restoreAllMocks());

  it.each([
    ['a terminal', true, true, true],
    ['a terminal without colours', true, false, false],
    ['a file', false, true, false],
  ])('follow the terminal that shows the log: %s', (_sink, isTerminal, canShow, isColoured) => {
    process.stderr.hasColors ??= () => false;
    vi.spyOn(process.stderr, 'hasColors').mockReturnValue(canShow);
    const lines: string[] = [];
    const sink = { write: (line: string) => void lines.push(line), isTerminal };
    new DecisionLog({ level: 'info', format: 'pretty', metrics_interval_seconds: 60 }, sink).write('info', LINE);
    expect(lines[0]?.includes('\u001b[')).toBe(isColoured);
  });
});

describe('the level of a DecisionLog', () => {
  it('leaves out less severe lines, but counts them', () => {
    const { log, lines } = collectingLog({ level: 'warn' });
    log.write('info', { ...LINE, decision: 'start' });
    log.write('warn', { ...LINE, decision: 'degrade' });
    log.write('error', { ...LINE, decision: 'error' });
    expect(lines.map((line) => (JSON.parse(line) as { decision: string }).decision)).toEqual(['degrade', 'error']);
    expect(log.takeCounts()).toEqual({ start: 1, degrade: 1, error: 1 });
  });

  it('may change', () => {
    const { log, lines } = collectingLog({ level: 'error' });
    log.write('info', LINE);
    log.setLevel('info');
    log.write('info', { ...LINE, decision: 'start' });
    log.setLevel('silent');
    log.write('error', LINE);
    expect(lines.map((line) => (JSON.parse(line) as { decision: string }).decision)).toEqual(['start']);
  });

  it('may be silent', () => {
    const { log, lines } = collectingLog({ level: 'silent' });
    log.write('error', LINE);
    expect(lines).toEqual([]);
  });
});

describe('DecisionLog.takeCounts', () => {
  it('returns the count of each decision since the last call', () => {
    const { log } = collectingLog();
    for (const decision of ['start', 'complete', 'start', 'reject'] as const) log.write('info', { ...LINE, decision });
    expect(log.takeCounts()).toEqual({ start: 2, complete: 1, reject: 1 });
    expect(log.takeCounts()).toEqual({});
    log.write('info', LINE);
    expect(log.takeCounts()).toEqual({ complete: 1 });
  });
});
