import { figuresById, withoutSuite } from './figures.mjs';
import { alignRows, readable, signedPercent } from './table.mjs';

export function machineLine({ cpu, cores, memoryBytes, os, node, commit }) {
  return `${cpu}, ${cores} cores, ${(memoryBytes / 2 ** 30).toFixed(1)} GiB, ${os}, Node ${node}, commit ${commit}`;
}

/** One suite's figures as a table; what a row cannot hold stands under it. */
export function suiteTable({ name, title, figures }) {
  const byId = figuresById([{ figures }]);
  const head = ['figure', '', 'value', 'unit', 'ratio to', 'floor', 'noise'];
  const rows = figures.filter(({ skipped }) => skipped === undefined).map((figure) => cells(name, figure, byId));
  const notes = figures
    .filter(({ note, skipped }) => note ?? skipped)
    .map(({ id, note, skipped }) => `  ${withoutSuite(name, id)}: ${note ?? `not measured, ${skipped}`}`);
  return [`${name}: ${title}`, ...alignRows([head, ...rows], 'llrlrlr').map((line) => `  ${line}`), ...notes].join(
    '\n',
  );
}

function cells(suiteName, { id, what, value, unit, floor, spread }, byId) {
  const floorValue = byId.get(floor)?.value;
  return [
    withoutSuite(suiteName, id),
    what,
    readable(value),
    unit,
    floorValue === undefined ? '' : `${readable(value / floorValue)} ×`,
    floorValue === undefined ? '' : withoutSuite(suiteName, floor),
    noiseShare(spread),
  ];
}

const STATE = { holds: 'holds', breach: 'BREACH', 'not measured': 'not measured', 'not judged': 'not judged' };

/** The gates' outcomes, one line each. */
export function gateLines(outcomes) {
  if (outcomes.length === 0) return 'no gates';
  const rows = outcomes.map(({ gate, state, measured, unit, missesStretch, why }) => [
    STATE[state],
    gate.ratio_to === undefined ? gate.figure : `${gate.figure} ÷ ${gate.ratio_to}`,
    measured === undefined ? '' : `${readable(measured)} ${unit}`,
    gate.at_most === undefined ? `at least ${gate.at_least}` : `at most ${gate.at_most}`,
    gate.stretch === undefined ? '' : `stretch ${gate.stretch}${missesStretch ? ' missed' : ''}`,
    why ?? gate.why,
  ]);
  return ['gates', ...alignRows(rows, 'llrlll').map((line) => `  ${line}`)].join('\n');
}

/** The last line of a run, which says whether it passed. */
export function verdictLine(outcomes) {
  const breaches = outcomes.filter(({ state }) => state === 'breach').map(({ gate }) => gate.figure);
  if (breaches.length > 0) return `BREACH: ${breaches.join(', ')}`;
  const count = (wanted) => outcomes.filter(({ state }) => state === wanted).length;
  return ['holds', 'not measured', 'not judged'].map((state) => `${count(state)} ${state}`).join(', ');
}

/** The rows of `compareFigures` as a table. */
export function comparisonTable(rows) {
  const head = ['figure', '', 'base', '', 'new', '', 'unit', 'change', ''];
  const side = (summary) => [summary ? readable(summary.median) : '–', noiseOf(summary)];
  const lines = rows.map(({ id, what, unit, base, next, change, verdict }) => [
    id,
    what ?? '',
    ...side(base),
    ...side(next),
    unit ?? '',
    change === undefined ? '' : signedPercent(change),
    verdict,
  ]);
  return alignRows([head, ...lines], 'llrrrrlrl').join('\n');
}

function noiseShare(spread) {
  if (spread === undefined) return '';
  return spread === 0 ? 'exact' : `±${(spread * 100).toFixed(1)} %`;
}

function noiseOf(summary) {
  return summary?.mad === undefined ? '' : `±${readable(summary.mad)}`;
}
