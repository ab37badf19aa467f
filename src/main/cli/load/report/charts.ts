import type { LoadReport } from './report.js';

interface Series {
  readonly label: string;
  /** The colour of the page: --good, --warn or --bad. */
  readonly colour: 'good' | 'warn' | 'bad';
  readonly values: readonly (number | null)[];
}

/** A chart of the page, which shows its figures twice: drawn, and as a table. */
export interface Chart {
  readonly id: string;
  readonly title: string;
  /** The description of the chart, in words. */
  readonly caption: string;
  readonly kind: 'bars' | 'lines';
  readonly xLabel: string;
  readonly yLabel: string;
  readonly x: readonly number[];
  /** The name of each x in the table. */
  readonly rowNames: readonly string[];
  readonly series: readonly Series[];
}

export function chartsOf(report: LoadReport): Chart[] {
  return [firstAudioHistogram(report), ...chartsOverTime(report)];
}

function firstAudioHistogram({ first_audio_histogram: bins, first_audio_ms: firstAudio }: LoadReport): Chart {
  return {
    id: 'histogram',
    title: 'First audio',
    caption:
      firstAudio === null
        ? 'No turn had audio.'
        : `Half of the listeners waited at most ${firstAudio.p50} ms for their first audio, 95 of 100 at most ${firstAudio.p95} ms.`,
    kind: 'bars',
    xLabel: 'ms from the moment the turn was due',
    yLabel: 'turns',
    x: bins.map(({ from_ms }) => from_ms),
    rowNames: bins.map(({ from_ms, to_ms }) => (to_ms === null ? `${from_ms} and more` : `${from_ms} to ${to_ms}`)),
    series: [{ label: 'turns', colour: 'good', values: bins.map(({ turns }) => turns) }],
  };
}

function chartsOverTime({ over_time: seconds, gaps, turns }: LoadReport): Chart[] {
  const common = {
    kind: 'lines',
    xLabel: 'seconds after the warm-up',
    x: seconds.map(({ second }) => second),
    rowNames: seconds.map(({ second }) => String(second)),
  } as const;
  return [
    {
      ...common,
      id: 'first-audio',
      title: 'First audio over time',
      caption: 'By the second in which the turns were due.',
      yLabel: 'ms',
      series: [
        { label: 'p50', colour: 'good', values: seconds.map((second) => second.first_audio_p50_ms) },
        { label: 'p95', colour: 'warn', values: seconds.map((second) => second.first_audio_p95_ms) },
      ],
    },
    {
      ...common,
      id: 'gaps',
      title: 'Listeners and gaps over time',
      caption: `${gapsInWords(gaps)} Listeners that started in the warm-up are included.`,
      yLabel: 'listeners',
      series: [
        { label: 'listening', colour: 'good', values: seconds.map(({ listening }) => listening) },
        { label: 'with a gap', colour: 'bad', values: seconds.map((second) => second.listening_with_gap) },
      ],
    },
    {
      ...common,
      id: 'turns',
      title: 'Turns and refusals over time',
      caption: `${turns.refused} of ${turns.started} turns were refused, ${turns.failed} failed.`,
      yLabel: 'turns a second',
      series: [
        { label: 'started', colour: 'good', values: seconds.map(({ started }) => started) },
        { label: 'refused', colour: 'warn', values: seconds.map(({ refused }) => refused) },
        { label: 'failed', colour: 'bad', values: seconds.map(({ failed }) => failed) },
      ],
    },
  ];
}

function gapsInWords({ count, turns, longest_ms }: LoadReport['gaps']): string {
  if (count === 0) return 'No turn had silence in the middle of the answer.';
  return `${turns} turns had silence in the middle of the answer, at most ${longest_ms} ms.`;
}
