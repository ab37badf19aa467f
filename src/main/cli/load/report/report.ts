import { status as GrpcStatus } from '@grpc/grpc-js';
import type { Outcome, TurnRecord } from '../listener/turn-record.js';
import type { LoadRun } from '../run.js';
import { clientWarnings } from './client-limits.js';
import { type Distribution, distributionOf, rounded } from './distribution.js';
import { type HistogramBin, histogramOf } from './histogram.js';
import { isGood, overTime, type Second } from './over-time.js';

/** The results of a run, as `--json` prints them. Latencies count from the moment a turn was due. */
export interface LoadReport {
  readonly about: About;
  /** The counted time after the warm-up, s. */
  readonly seconds: number;
  readonly ended_early: boolean;
  /**
   * The number of turns by outcome: started is the sum of completed, interrupted, refused, failed and unfinished; good
   * turns are completed turns without a gap.
   */
  readonly turns: Readonly<Record<Outcome | 'started' | 'good', number>>;
  /**
   * The turns of the warm-up, which count nowhere else. A listener that is refused there and has to retry later is
   * missing from the counted time until then.
   */
  readonly warm_up: { readonly started: number; readonly refused: number; readonly failed: number };
  readonly goodput_per_second: number;
  readonly first_text_ms: Distribution | null;
  readonly first_audio_ms: Distribution | null;
  /** The time to the end of completed turns. */
  readonly whole_turn_ms: Distribution | null;
  readonly gaps: {
    /** The number of turns with a gap. */
    readonly turns: number;
    readonly count: number;
    readonly total_ms: number;
    readonly longest_ms: number;
    readonly length_ms: Distribution | null;
  };
  readonly audio: { readonly seconds: number; readonly times_real_time: number };
  readonly refusals: readonly Refusal[];
  readonly failures: readonly { readonly what: string; readonly turns: number }[];
  readonly interrupts: {
    readonly asked: number;
    readonly stopped: number;
    /** The interrupts that came when the answer was already complete. */
    readonly nothing_to_stop: number;
    readonly unanswered: number;
    readonly reply_ms: Distribution | null;
    /** The audio that came after the reply to an interrupt, bytes; must be 0. */
    readonly audio_bytes_after_reply: number;
  };
  readonly client: {
    readonly warnings: readonly string[];
    /** The time from the moment a turn was due to the moment it was sent. */
    readonly lateness_ms: Distribution | null;
    readonly processes: readonly { readonly cpu_share: number; readonly loop_delay_p99_ms: number }[];
  };
  readonly first_audio_histogram: readonly HistogramBin[];
  readonly over_time: readonly Second[];
}

export interface Refusal {
  readonly error_type: string;
  readonly turns: number;
  readonly to_refusal_ms: Distribution | null;
  /** The longest retry time that the server requested, ms; null when it requested no retry. */
  readonly retry_after_ms: number | null;
}

/** The options, the server and the machine of a run. */
export interface About {
  readonly started_at: string;
  readonly server: string;
  readonly options: Readonly<Record<string, string | number | boolean>>;
  readonly machine: { readonly cpu: string; readonly cores: number; readonly memory_gb: number; readonly os: string };
  readonly node: string;
}

/**
 * Builds the report of a run.
 * @param warmUpMs turns that were due before it are not counted
 */
export function reportOf(run: LoadRun, warmUpMs: number, about: About): LoadReport {
  const counted = run.records.filter(({ intendedMs }) => intendedMs >= warmUpMs);
  const seconds = run.countedMs / 1000;
  const good = counted.filter(isGood).length;
  const audioSeconds = sum(counted.map(({ audioMs }) => audioMs)) / 1000;
  const firstAudio = counted.flatMap(({ firstAudioMs }) => firstAudioMs ?? []);
  const completed = counted.filter(({ outcome }) => outcome === 'completed');
  return {
    about,
    seconds: rounded(seconds),
    ended_early: run.endedEarly,
    turns: { started: counted.length, good, ...countOutcomes(counted) },
    warm_up: warmUpOf(run.records.filter(({ intendedMs }) => intendedMs < warmUpMs)),
    goodput_per_second: rounded(good / seconds),
    first_text_ms: distributionOf(counted.flatMap(({ firstTextMs }) => firstTextMs ?? [])),
    first_audio_ms: distributionOf(firstAudio),
    whole_turn_ms: distributionOf(completed.map(({ wholeMs }) => wholeMs)),
    gaps: gapsOf(counted),
    audio: { seconds: rounded(audioSeconds), times_real_time: rounded(audioSeconds / seconds) },
    refusals: refusalsOf(counted),
    failures: failuresOf(counted),
    interrupts: interruptsOf(counted),
    client: clientOf(run, counted),
    first_audio_histogram: histogramOf(firstAudio),
    over_time: overTime(run.records, warmUpMs, run.countedMs),
  };
}

function countOutcomes(records: readonly TurnRecord[]): Record<Outcome, number> {
  const counts = { completed: 0, interrupted: 0, refused: 0, failed: 0, unfinished: 0 };
  for (const { outcome } of records) counts[outcome]++;
  return counts;
}

function warmUpOf(records: readonly TurnRecord[]): LoadReport['warm_up'] {
  const { refused, failed } = countOutcomes(records);
  return { started: records.length, refused, failed };
}

function gapsOf(records: readonly TurnRecord[]): LoadReport['gaps'] {
  const lengths = records.flatMap(({ gaps }) => gaps.map(({ ms }) => ms));
  const length = distributionOf(lengths);
  return {
    turns: records.filter(({ gaps }) => gaps.length > 0).length,
    count: lengths.length,
    total_ms: rounded(sum(lengths)),
    longest_ms: length?.max ?? 0,
    length_ms: length,
  };
}

function refusalsOf(records: readonly TurnRecord[]): Refusal[] {
  const refused = records.filter(({ outcome }) => outcome === 'refused');
  return byCount(refused, ({ errorType = '' }) => errorType).map(([errorType, turns]) => ({
    error_type: errorType,
    turns: turns.length,
    to_refusal_ms: distributionOf(turns.map(({ wholeMs }) => wholeMs)),
    retry_after_ms: turns.reduce<number | null>((most, { retryAfterMs }) => longer(most, retryAfterMs), null),
  }));
}

function longer(most: number | null, next: number | undefined): number | null {
  return next === undefined ? most : Math.max(most ?? 0, next);
}

function failuresOf(records: readonly TurnRecord[]): LoadReport['failures'] {
  const failed = records.filter(({ outcome }) => outcome === 'failed');
  return byCount(failed, describeFailure).map(([what, turns]) => ({ what, turns: turns.length }));
}

/** Describes the failure of a turn. A turn that was cut short ends with OK; the trailer holds the reason. */
function describeFailure({ status, errorType, cause }: TurnRecord): string {
  if (status === undefined) return `no status (${cause ?? 'the stream was closed'})`;
  const name = status === GrpcStatus.OK ? 'cut short' : (GrpcStatus[status] ?? `status ${status}`);
  return errorType === undefined ? name : `${name} (${errorType})`;
}

function interruptsOf(records: readonly TurnRecord[]): LoadReport['interrupts'] {
  const interrupts = records.flatMap(({ interrupt }) => interrupt ?? []);
  const answered = interrupts.filter(({ replyMs }) => replyMs !== undefined);
  const stopped = answered.filter((interrupt) => interrupt.stopped);
  return {
    asked: interrupts.length,
    stopped: stopped.length,
    nothing_to_stop: answered.length - stopped.length,
    unanswered: interrupts.length - answered.length,
    reply_ms: distributionOf(answered.flatMap(({ replyMs }) => replyMs ?? [])),
    audio_bytes_after_reply: sum(stopped.map(({ audioBytesAfter }) => audioBytesAfter)),
  };
}

function clientOf({ health }: LoadRun, records: readonly TurnRecord[]): LoadReport['client'] {
  const lateness = distributionOf(records.map(({ latenessMs }) => latenessMs));
  const warnings = clientWarnings({
    latenessMs: lateness?.p99 ?? 0,
    loopDelayMs: Math.max(...health.map(({ loopDelayMs }) => loopDelayMs)),
    cpuShare: Math.max(...health.map(({ cpuShare }) => cpuShare)),
  });
  const processes = health.map(({ cpuShare, loopDelayMs }) => ({
    cpu_share: rounded(cpuShare),
    loop_delay_p99_ms: rounded(loopDelayMs),
  }));
  return { warnings, lateness_ms: lateness, processes };
}

function byCount(records: readonly TurnRecord[], keyOf: (record: TurnRecord) => string): [string, TurnRecord[]][] {
  const groups = new Map<string, TurnRecord[]>();
  for (const record of records) {
    const group = groups.get(keyOf(record));
    if (group) group.push(record);
    else groups.set(keyOf(record), [record]);
  }
  return [...groups].sort(([, a], [, b]) => b.length - a.length);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
