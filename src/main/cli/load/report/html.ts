import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Chart, chartsOf } from './charts.js';
import type { Distribution } from './distribution.js';
import { escaped } from './escaped.js';
import { SCRIPT } from './html-script.js';
import { STYLE } from './html-style.js';
import type { LoadReport } from './report.js';
import { headline } from './table.js';

/** The content security policy, which forbids the page to load anything, even if its content refers to it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

/** Returns the report as one page without other files: its style sheet, its JavaScript and uPlot are in the page. */
export async function htmlOf(report: LoadReport): Promise<string> {
  const require = createRequire(import.meta.url);
  const uplot = await readFile(require.resolve('uplot/dist/uPlot.iife.min.js'), 'utf8');
  const uplotStyle = await readFile(require.resolve('uplot/dist/uPlot.min.css'), 'utf8');
  const charts = chartsOf(report);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Load report: ${escaped(headline(report))}</title>
<style>${uplotStyle}${STYLE}</style>
</head>
<body>
<main>
<h1>Load report</h1>
<p>${escaped(headline(report))}</p>
<p class="soft">${escaped(report.about.started_at)}</p>
${report.client.warnings.map((warning) => `<p class="warning" role="alert"><strong>Warning.</strong> ${escaped(warning)}</p>`).join('\n')}
${summary(report)}
<h2>Latency</h2>
${latencies(report)}
${charts.map(figure).join('\n')}
${refusals(report)}
${warmUp(report)}
${interrupts(report)}
<h2>The client itself</h2>
${client(report)}
<h2>Options</h2>
${pairs(Object.entries(report.about.options))}
<h2>Machine</h2>
${pairs([...Object.entries(report.about.machine), ['node', report.about.node], ['server', report.about.server]])}
<footer>Made by nexy load. Latencies count from the moment a turn was due. The charts are drawn by uPlot, © Leon Sorokin, MIT licence.</footer>
</main>
<script type="application/json" id="charts">${jsonForScriptElement(charts)}</script>
<script>${uplot}</script>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

/** Formats a value as JSON that cannot close the `<script>` element around it. */
function jsonForScriptElement(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

function summary(report: LoadReport): string {
  const { turns, audio, first_audio_ms: firstAudio } = report;
  const figures: [string, string | number, string][] = [
    ['good turns', turns.good, `of ${turns.started} started`],
    ['goodput', report.goodput_per_second, 'good turns a second'],
    [
      'first audio, p95',
      firstAudio === null ? '–' : `${firstAudio.p95} ms`,
      firstAudio ? `p50 ${firstAudio.p50} ms` : '',
    ],
    [
      'gaps',
      report.gaps.count,
      report.gaps.count === 0
        ? 'no silence in an answer'
        : `in ${report.gaps.turns} turns, longest ${report.gaps.longest_ms} ms`,
    ],
    ['refused', turns.refused, `${turns.failed} failed, ${turns.unfinished} unfinished`],
    ['audio', `${audio.times_real_time} ×`, `real time: ${audio.seconds} s in ${report.seconds} s`],
  ];
  const cards = figures.map(
    ([name, value, more]) =>
      `<div><dt>${escaped(name)}</dt><dd>${escaped(value)}<small>${escaped(more)}</small></dd></div>`,
  );
  return `<dl class="figures">${cards.join('')}</dl>`;
}

type Cell = string | number | null;

function table(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const head = columns.map((column) => `<th scope="col">${escaped(column)}</th>`).join('');
  const cell = (value: Cell): string => `<td>${escaped(value ?? '–')}</td>`;
  const body = rows.map(
    ([name, ...cells]) => `<tr><th scope="row">${escaped(name ?? '–')}</th>${cells.map(cell).join('')}</tr>`,
  );
  return `<div class="scroll" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}

const DISTRIBUTION_COLUMNS = ['turns', 'p50', 'p90', 'p95', 'p99', 'max'];

function distribution(times: Distribution | null): Cell[] {
  if (times === null) return [0, null, null, null, null, null];
  return [times.count, times.p50, times.p90, times.p95, times.p99, times.max];
}

function latencies(report: LoadReport): string {
  return table(
    ['ms', ...DISTRIBUTION_COLUMNS],
    [
      ['first text', ...distribution(report.first_text_ms)],
      ['first audio', ...distribution(report.first_audio_ms)],
      ['whole turn', ...distribution(report.whole_turn_ms)],
    ],
  );
}

function figure({ id, title, caption, xLabel, rowNames, series }: Chart): string {
  const rows = rowNames.map((name, index) => [name, ...series.map(({ values }) => values[index] ?? null)]);
  return `<h2 id="${id}">${escaped(title)}</h2>
<figure aria-labelledby="${id}">
<figcaption>${escaped(caption)}</figcaption>
<div class="chart" id="chart-${id}" aria-hidden="true"></div>
<details><summary>The same figures as a table</summary>${table([xLabel, ...series.map(({ label }) => label)], rows)}</details>
</figure>`;
}

function refusals({ refusals, failures }: LoadReport): string {
  if (refusals.length + failures.length === 0) return '';
  const rows = [
    ...refusals.map(({ error_type, to_refusal_ms, retry_after_ms }) => [
      `refused: ${error_type}`,
      ...distribution(to_refusal_ms),
      retry_after_ms,
    ]),
    ...failures.map(({ what, turns }) => [`failed: ${what}`, turns, null, null, null, null, null, null]),
  ];
  return `<h2>Refusals and failures</h2>\n${table(['ms to the refusal', ...DISTRIBUTION_COLUMNS, 'retry after, ms'], rows)}`;
}

function warmUp({ warm_up: { refused, failed } }: LoadReport): string {
  if (refused + failed === 0) return '';
  return `<p>${refused} refused and ${failed} failed turns of the warm-up are not counted here.</p>`;
}

function interrupts({ interrupts }: LoadReport): string {
  if (interrupts.asked === 0) return '';
  const { asked, stopped, nothing_to_stop, unanswered, reply_ms, audio_bytes_after_reply } = interrupts;
  const words = `${asked} sent, ${stopped} stopped a turn, ${nothing_to_stop} found no running turn, ${unanswered} unanswered.`;
  const after = `${audio_bytes_after_reply} bytes of audio came after a reply; expected: 0.`;
  const times = table(['ms', ...DISTRIBUTION_COLUMNS], [['request to reply', ...distribution(reply_ms)]]);
  return `<h2>Interrupts</h2>\n<p>${words} ${after}</p>\n${times}`;
}

function client({ client }: LoadReport): string {
  const lateness = table(['ms', ...DISTRIBUTION_COLUMNS], [['due to sent', ...distribution(client.lateness_ms)]]);
  const processes = client.processes.map(({ cpu_share, loop_delay_p99_ms }, index) => [
    index + 1,
    `${Math.round(cpu_share * 100)} %`,
    loop_delay_p99_ms,
  ]);
  return `${lateness}\n${table(['process', 'CPU, share of a core', 'event-loop delay, p99 ms'], processes)}`;
}

function pairs(entries: readonly (readonly [string, string | number | boolean])[]): string {
  const rows = entries.map(
    ([name, value]) => `<tr><th scope="row">${escaped(name)}</th><td class="words">${escaped(value)}</td></tr>`,
  );
  return `<table class="pairs"><tbody>${rows.join('')}</tbody></table>`;
}
