// The report of a run as one HTML page without other files: gates, the figures of each suite, and the change since an earlier run.
import { escaped } from '#dist/main/cli/load/report/escaped.js';
import { STYLE } from '#dist/main/cli/load/report/html-style.js';
import { figuresById, isMeasured, withoutSuite } from './figures.mjs';
import { machineLine } from './report.mjs';
import { readable, signedPercent } from './table.mjs';

/**
 * @import { ComparisonRow } from './compare.mjs'
 * @import { Figure, SuiteResult } from './figures.mjs'
 * @import { Outcome } from './gates.mjs'
 * @import { Machine } from './machine.mjs'
 *
 * @typedef {object} Report
 * @property {Machine} machine
 * @property {boolean} quick tells whether this was only a smoke test
 * @property {readonly SuiteResult[]} suites the figures of the new run; empty when revisions were compared
 * @property {readonly Outcome[]} outcomes
 * @property {{ name: string, machine?: string, rows: readonly ComparisonRow[] } | undefined} earlier the run or the revision to
 *   compare with
 */

/** The content security policy, which forbids the page to load anything. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";
/** The rules of the page that the style of the load report lacks. */
const OWN_STYLE = `
main { max-width: 76rem; }
tbody th, .words { text-align: left; }
.good { color: var(--good); }
.bad { color: var(--bad); font-weight: 600; }
svg { display: block; width: 9rem; height: .9rem; }
`;
/** The width of a bar's drawing, in its own units; its limit or its zero is at `MIDDLE`. */
const WIDTH = 120;
const MIDDLE = 60;
/** The change, as a share, at which a bar of change reaches its end. */
const FULL_CHANGE = 0.5;

/**
 * Returns the report as a page.
 * @param {Report} report
 */
export function htmlReport({ machine, quick, suites, outcomes, earlier }) {
  const changes = new Map((earlier?.rows ?? []).map((row) => [row.id, row]));
  const sections = suites.map((suite) => suiteSection(suite, earlier && changes));
  // The figures that have no suite here: all of a comparison of revisions, or those that only the earlier run has.
  const shown = new Set(suites.flatMap(({ figures }) => figures.map(({ id }) => id)));
  const others = (earlier?.rows ?? []).filter(({ id }) => !shown.has(id));
  if (others.length > 0) sections.push(`<h2>Compared figures</h2>${table(COMPARED_HEAD, others.map(comparedCells))}`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Bench report</title>
<style>${STYLE}${OWN_STYLE}</style>
</head>
<body>
<main>
<h1>Bench report</h1>
<p>${escaped(machineLine(machine))}</p>
${quick ? '<p class="bad">A smoke test: its figures mean nothing.</p>' : ''}
${earlier ? `<p class="soft">Compared with ${escaped(earlier.name)}${earlier.machine ? `: ${escaped(earlier.machine)}` : ''}</p>` : ''}
${outcomes.length > 0 ? `<h2>Gates</h2>${table(GATES_HEAD, outcomes.map(gateCells))}` : ''}
${sections.join('\n')}
</main>
</body>
</html>
`;
}

const GATES_HEAD = ['Gate', '', 'Measured', 'Limit', 'Share of the limit', 'Reason'];
const COMPARED_HEAD = ['Figure', '', 'Earlier', 'Now', 'Change', '', 'Verdict'];

/** @param {Outcome} outcome */
function gateCells({ gate, state, measured, unit, why }) {
  const limit = gate.at_most ?? gate.at_least ?? 0;
  const name = gate.ratio_to === undefined ? gate.figure : `${gate.figure} ÷ ${gate.ratio_to}`;
  const tone = state === 'holds' ? 'good' : state === 'breach' ? 'bad' : '';
  return [
    escaped(name),
    `<span class="${tone}">${state === 'breach' ? 'missed' : state}</span>`,
    measured === undefined ? '' : `${readable(measured)} ${escaped(unit ?? '')}`,
    `${gate.at_most === undefined ? 'at least' : 'at most'} ${readable(limit)}`,
    measured === undefined || limit === 0 ? '' : bar(measured / limit - 1, tone),
    words(why ?? gate.why),
  ];
}

/**
 * @param {SuiteResult} suite
 * @param {ReadonlyMap<string, ComparisonRow> | undefined} changes
 */
function suiteSection({ name, title, figures }, changes) {
  const byId = figuresById([{ figures }]);
  const compared = changes ? ['Earlier', 'Change', '', 'Verdict'] : [];
  const head = ['Figure', 'Description', 'Value', 'Unit', 'Ratio to its floor', 'Noise', ...compared];
  const rows = figures.map((figure) => {
    const row = changes?.get(figure.id);
    return [...figureCells(name, figure, byId), ...(changes ? changeCells(row) : [])];
  });
  return `<h2>${escaped(name)}</h2><p class="soft">${escaped(title)}</p>${table(head, rows)}`;
}

/**
 * @param {string} suiteName
 * @param {Figure} figure
 * @param {ReadonlyMap<string, Figure>} byId
 */
function figureCells(suiteName, figure, byId) {
  const name = escaped(withoutSuite(suiteName, figure.id));
  if (!isMeasured(figure)) return [name, words(`not measured, ${figure.skipped}`), '', '', '', ''];
  const { what, value, unit, floor, spread, note } = figure;
  const floorFigure = floor === undefined ? undefined : byId.get(floor);
  const ratio =
    floorFigure && isMeasured(floorFigure)
      ? `${readable(value / floorFigure.value)} × ${escaped(withoutSuite(suiteName, floorFigure.id))}`
      : '';
  const noise = spread === undefined ? '' : spread === 0 ? 'exact' : `±${(spread * 100).toFixed(1)} %`;
  return [name, words(note === undefined ? what : `${what} (${note})`), readable(value), escaped(unit), ratio, noise];
}

/** @param {ComparisonRow | undefined} row */
function changeCells(row) {
  if (row === undefined) return ['', '', '', ''];
  const tone = row.verdict === 'better' ? 'good' : row.verdict === 'worse' ? 'bad' : '';
  return [
    row.base ? readable(row.base.median) : '–',
    row.change === undefined ? '' : signedPercent(row.change),
    row.change === undefined ? '' : bar(row.change, tone),
    `<span class="${tone}">${escaped(row.verdict)}</span>`,
  ];
}

/** @param {ComparisonRow} row */
function comparedCells(row) {
  const [base = '', change = '', drawn = '', verdict = ''] = changeCells(row);
  const now = row.next ? `${readable(row.next.median)} ${escaped(row.unit ?? '')}` : '–';
  return [escaped(row.id), words(row.what ?? ''), base, now, change, drawn, verdict];
}

/**
 * Draws a share as a bar from the middle: to the right when it is above 0, to the left below.
 * @param {number} share
 * @param {string} tone the class of its colour
 */
function bar(share, tone) {
  const length = Math.min(1, Math.abs(share) / FULL_CHANGE) * (WIDTH - MIDDLE);
  const from = share < 0 ? MIDDLE - length : MIDDLE;
  const fill = tone === '' ? 'soft' : tone;
  return `<svg viewBox="0 0 ${WIDTH} 12" preserveAspectRatio="none" role="img" aria-label="${signedPercent(share)}"><rect x="${from.toFixed(1)}" y="2" width="${length.toFixed(1)}" height="8" fill="var(--${fill})"/><rect x="${MIDDLE}" width="1" height="12" fill="var(--line)"/></svg>`;
}

/**
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows cells as HTML; a cell that begins with a tag of a cell is one already
 */
function table(head, rows) {
  const heads = head.map((cell) => `<th scope="col">${cell}</th>`).join('');
  const lines = rows.map(([first = '', ...cells]) => {
    const others = cells.map((cell) => (cell.startsWith('<td') ? cell : `<td>${cell}</td>`)).join('');
    return `<tr><th scope="row">${first}</th>${others}</tr>`;
  });
  return `<div class="scroll"><table><thead><tr>${heads}</tr></thead><tbody>${lines.join('\n')}</tbody></table></div>`;
}

/** @param {string} text */
const words = (text) => `<td class="words">${escaped(text)}</td>`;
