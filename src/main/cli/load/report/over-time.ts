import type { TurnRecord } from '../listener/turn-record.js';
import { distributionOf } from './distribution.js';

/**
 * The figures of one second of the counted time. A turn counts in the second in which it was due, a listener in every
 * second from its first audio to its last.
 */
export interface Second {
  readonly second: number;
  readonly started: number;
  readonly good: number;
  readonly refused: number;
  readonly failed: number;
  readonly first_audio_p50_ms: number | null;
  readonly first_audio_p95_ms: number | null;
  readonly listening: number;
  /** The listeners among them that heard silence in the middle of an answer. */
  readonly listening_with_gap: number;
}

/**
 * Counts turns and listeners by second.
 * @param records all turns, those of the warm-up as well, because their audio may last into the counted time
 */
export function overTime(records: readonly TurnRecord[], warmUpMs: number, countedMs: number): Second[] {
  const seconds = Math.ceil(countedMs / 1000);
  const due: TurnRecord[][] = Array.from({ length: seconds }, () => []);
  const listening = new Array<number>(seconds).fill(0);
  const withGap = new Array<number>(seconds).fill(0);
  const secondOf = (atMs: number): number => Math.floor((atMs - warmUpMs) / 1000);
  const countIn = (counts: number[], second: number): void => {
    if (second >= 0 && second < seconds) counts[second]! += 1;
  };
  for (const record of records) {
    due[secondOf(record.intendedMs)]?.push(record);
    for (const second of secondsOfHearing(record, secondOf)) countIn(listening, second);
    for (const second of secondsOfSilence(record, secondOf)) countIn(withGap, second);
  }
  return due.map((turns, second) => {
    const firstAudio = distributionOf(turns.flatMap(({ firstAudioMs }) => firstAudioMs ?? []));
    return {
      second,
      started: turns.length,
      good: turns.filter(isGood).length,
      refused: turns.filter(({ outcome }) => outcome === 'refused').length,
      failed: turns.filter(({ outcome }) => outcome === 'failed').length,
      first_audio_p50_ms: firstAudio?.p50 ?? null,
      first_audio_p95_ms: firstAudio?.p95 ?? null,
      listening: listening[second] ?? 0,
      listening_with_gap: withGap[second] ?? 0,
    };
  });
}

/** Tells whether a turn was completed without a gap. */
export function isGood({ outcome, gaps }: TurnRecord): boolean {
  return outcome === 'completed' && gaps.length === 0;
}

function secondsOfHearing(record: TurnRecord, secondOf: (atMs: number) => number): Iterable<number> {
  const { intendedMs, firstAudioMs, heardUntilMs } = record;
  if (firstAudioMs === undefined || heardUntilMs === undefined) return [];
  return range(secondOf(intendedMs + firstAudioMs), secondOf(heardUntilMs));
}

function secondsOfSilence({ gaps }: TurnRecord, secondOf: (atMs: number) => number): Iterable<number> {
  return new Set(gaps.flatMap(({ atMs, ms }) => range(secondOf(atMs - ms), secondOf(atMs))));
}

/** Returns the whole numbers from `first` to `last`, both included. */
function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}
