import type { Distribution } from './distribution.js';
import type { LoadReport } from './report.js';

const LATENCY_COLUMNS = ['count', 'p50', 'p90', 'p95', 'p99', 'max'] as const;
const NAME_WIDTH = 12;
const COLUMN_WIDTH = 10;

/** Formats the report for a terminal. */
export function tableOf(report: LoadReport): string {
  const { turns, audio, seconds } = report;
  const share = turns.started === 0 ? '' : ` (${Math.round((turns.good * 100) / turns.started)} %)`;
  return [
    `${headline(report)}\n`,
    row('turns', `${turns.started} started, ${turns.completed} completed, ${turns.good} good${share}`),
    row('', `${turns.interrupted} interrupted, ${turns.refused} refused, ${turns.failed} failed, ${unfinished(turns)}`),
    row('goodput', `${report.goodput_per_second} good turns/s over ${seconds} s`),
    row('audio', `${audio.seconds} s received, ${audio.times_real_time} × real time`),
    row('gaps', gaps(report)),
    ...report.refusals.map(({ error_type, turns, to_refusal_ms, retry_after_ms }) => {
      const retry = retry_after_ms === null ? '' : `, retry after ${retry_after_ms} ms`;
      return row('refused', `${turns} ${error_type}, ${spread(to_refusal_ms)}${retry}`);
    }),
    ...report.failures.map(({ what, turns }) => row('failed', `${turns} ${what}`)),
    ...interrupts(report),
    ...warmUp(report),
    row('client', client(report)),
    '',
    latencyRow('ms', LATENCY_COLUMNS),
    latencyRow('first text', cells(report.first_text_ms)),
    latencyRow('first audio', cells(report.first_audio_ms)),
    latencyRow('whole turn', cells(report.whole_turn_ms)),
    ...report.client.warnings.map((warning) => `\nWARNING: ${warning}`),
  ].join('\n');
}

/** Describes the run in one line. */
export function headline({ about, seconds, ended_early }: LoadReport): string {
  const { options, server } = about;
  const arrivals = 'rate_per_s' in options ? `${options.rate_per_s} turns/s` : `${options.listeners} listeners`;
  const early = ended_early ? ' (ended early)' : '';
  return `${arrivals} for ${seconds} s${early} after ${options.warm_up_s} s of warm-up, against ${server}`;
}

function gaps({ gaps }: LoadReport): string {
  if (gaps.count === 0) return 'none';
  const { turns, count, total_ms, longest_ms, length_ms } = gaps;
  return `${count} in ${turns} turns, ${total_ms} ms in all, p95 ${length_ms?.p95} ms, longest ${longest_ms} ms`;
}

function unfinished({ unfinished }: LoadReport['turns']): string {
  return `${unfinished} unfinished`;
}

function interrupts({ interrupts }: LoadReport): string[] {
  if (interrupts.asked === 0) return [];
  const { asked, stopped, nothing_to_stop, unanswered, reply_ms, audio_bytes_after_reply } = interrupts;
  const rest = [
    nothing_to_stop > 0 ? `, ${nothing_to_stop} found no running turn` : '',
    unanswered > 0 ? `, ${unanswered} unanswered` : '',
  ];
  const bytes = `${audio_bytes_after_reply} bytes of audio after it${audio_bytes_after_reply > 0 ? ' (MUST BE 0)' : ''}`;
  return [
    row('interrupts', `${asked} sent, ${stopped} stopped a turn${rest.join('')}`),
    row('', `reply ${spread(reply_ms)}, ${bytes}`),
  ];
}

function warmUp({ warm_up: { refused, failed } }: LoadReport): string[] {
  if (refused + failed === 0) return [];
  return [row('warm-up', `${refused} refused and ${failed} failed turns of the warm-up are not counted above`)];
}

function client({ client }: LoadReport): string {
  const shares = client.processes.map(({ cpu_share }) => `${Math.round(cpu_share * 100)} %`);
  const delayMs = Math.max(...client.processes.map(({ loop_delay_p99_ms }) => loop_delay_p99_ms));
  const sends = client.lateness_ms ? `, turns sent ${client.lateness_ms.p99} ms late (p99)` : '';
  return `CPU ${shares.join(', ')} of a core, event loop ${delayMs} ms late (p99)${sends}`;
}

function spread(times: Distribution | null): string {
  return times === null ? 'never' : `p50 ${times.p50} ms, p99 ${times.p99} ms`;
}

function row(name: string, text: string): string {
  return `${name.padEnd(NAME_WIDTH)}${text}`;
}

function latencyRow(name: string, cells: readonly string[]): string {
  return row(name, cells.map((cell) => cell.padStart(COLUMN_WIDTH)).join(''));
}

function cells(times: Distribution | null): string[] {
  return LATENCY_COLUMNS.map((column) => {
    if (times === null) return column === 'count' ? '0' : '–';
    return column === 'count' ? String(times.count) : times[column].toFixed(2);
  });
}
