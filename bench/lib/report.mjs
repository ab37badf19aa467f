import { figuresById, isMeasured, withoutSuite } from './figures.mjs';
import { alignRows, readable, signedPercent } from './table.mjs';

/**
 * @import { ComparisonRow, Summary } from './compare.mjs'
 * @import { Figure, MeasuredFigure, SuiteResult } from './figures.mjs'
 * @import { Outcome } from './gates.mjs'
 * @import { Machine } from './machine.mjs'
 * @import { Suite } from './suite.mjs'
 */

/** @param {Machine} machine */
export function machineLine({ cpu, cores, memoryBytes, os, node, commit }) {
  return `${cpu}, ${cores} cores, ${(memoryBytes / 2 ** 30).toFixed(1)} GiB, ${os}, Node ${node}, commit ${commit}`;
}

/**
 * Describes the machine, with a warning when more work is ready to run than it has cores.
 * @param {Machine} machine
 */
export function machineLines(machine) {
  const { cores, loadAverage = 0 } = machine;
  if (loadAverage <= cores) return machineLine(machine);
  const load = `load average ${loadAverage.toFixed(1)} on ${cores} cores`;
  return `${machineLine(machine)}\nWARNING: the machine is busy (${load}): figures will be noisy`;
}

/**
 * Formats a list of suites with their durations and summaries.
 * @param {readonly Suite[]} suites
 */
export function suiteList(suites) {
  const head = ['suite', 'whole', 'quick', ''];
  const rows = suites.map(({ name, summary, seconds }) => [name, `${seconds.whole} s`, `${seconds.quick} s`, summary]);
  return alignRows([head, ...rows], 'lrrl').join('\n');
}

/**
 * Formats the figures of a suite as a table, with notes below the rows.
 * @param {SuiteResult} result
 */
export function suiteTable({ name, title, figures }) {
  const byId = figuresById([{ figures }]);
  const head = ['figure', '', 'value', 'unit', 'ratio to', 'floor', 'noise'];
  const rows = figures.filter(isMeasured).map((figure) => cells(name, figure, byId));
  const notes = figures.flatMap((figure) => {
    const note = isMeasured(figure) ? figure.note : `not measured, ${figure.skipped}`;
    return note ? [`  ${withoutSuite(name, figure.id)}: ${note}`] : [];
  });
  return [`${name}: ${title}`, ...alignRows([head, ...rows], 'llrlrlr').map((line) => `  ${line}`), ...notes].join(
    '\n',
  );
}

/**
 * @param {string} suiteName
 * @param {MeasuredFigure} figure
 * @param {ReadonlyMap<string, Figure>} byId
 */
function cells(suiteName, { id, what, value, unit, floor, spread }, byId) {
  const floorFigure = floor === undefined ? undefined : byId.get(floor);
  const ratio = floorFigure && isMeasured(floorFigure) ? `${readable(value / floorFigure.value)} ×` : '';
  const floorName = ratio === '' || floor === undefined ? '' : withoutSuite(suiteName, floor);
  return [withoutSuite(suiteName, id), what, readable(value), unit, ratio, floorName, noiseShare(spread)];
}

const STATE = { holds: 'holds', breach: 'BREACH', 'not measured': 'not measured', 'not judged': 'not judged' };

/**
 * Formats the outcomes of the gates, one line each.
 * @param {readonly Outcome[]} outcomes
 */
export function gateLines(outcomes) {
  if (outcomes.length === 0) return 'no gates';
  const rows = outcomes.map(({ gate, state, measured, firstMeasured, unit, missesStretch, why }) => [
    STATE[state],
    gate.ratio_to === undefined ? gate.figure : `${gate.figure} ÷ ${gate.ratio_to}`,
    measured === undefined ? '' : `${readable(measured)} ${unit}`,
    firstMeasured === undefined ? '' : `first run ${readable(firstMeasured)} ${unit}`,
    gate.at_most === undefined ? `at least ${gate.at_least}` : `at most ${gate.at_most}`,
    gate.stretch === undefined ? '' : `stretch ${gate.stretch}${missesStretch ? ' missed' : ''}`,
    why ?? gate.why,
  ]);
  const columns = rows.some(([, , , firstRun]) => firstRun !== '') ? rows : rows.map((row) => row.toSpliced(3, 1));
  const alignment = columns === rows ? 'llrrlll' : 'llrlll';
  return ['gates', ...alignRows(columns, alignment).map((line) => `  ${line}`)].join('\n');
}

/**
 * Returns the last line of a run, which tells whether it passed.
 * @param {readonly Outcome[]} outcomes
 */
export function verdictLine(outcomes) {
  const breaches = outcomes.filter(({ state }) => state === 'breach').map(({ gate }) => gate.figure);
  if (breaches.length > 0) return `BREACH: ${breaches.join(', ')}`;
  /** @param {Outcome['state']} wanted */
  const count = (wanted) => outcomes.filter(({ state }) => state === wanted).length;
  return /** @type {const} */ (['holds', 'not measured', 'not judged'])
    .map((state) => `${count(state)} ${state}`)
    .join(', ');
}

/**
 * Formats the rows of `compareFigures` as a table.
 * @param {readonly ComparisonRow[]} rows
 */
export function comparisonTable(rows) {
  const head = ['figure', '', 'base', '', 'new', '', 'unit', 'change', ''];
  /** @param {Summary | undefined} summary */
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

/** @param {number | undefined} spread */
function noiseShare(spread) {
  if (spread === undefined) return '';
  return spread === 0 ? 'exact' : `±${(spread * 100).toFixed(1)} %`;
}

/** @param {Summary | undefined} summary */
function noiseOf(summary) {
  return summary?.mad === undefined ? '' : `±${readable(summary.mad)}`;
}
