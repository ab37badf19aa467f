import { BENCH_FOLDER } from './folders.mjs';
import { isMissed, joinRuns, judge } from './gates.mjs';
import { suiteTable } from './report.mjs';
import { runInProcess } from './suite-process.mjs';

/**
 * @import { Figure, SuiteResult } from './figures.mjs'
 * @import { Gate, Outcome } from './gates.mjs'
 *
 * @typedef {object} JudgedRun
 * @property {SuiteResult & { firstRun?: Figure[] }} result the last run; `firstRun` has the figures of the run before it
 * @property {Outcome[]} outcomes
 */

/**
 * Runs a suite and judges its gates. A suite that misses a gate is run once more, because the machine may have been
 * busy: only a gate that both runs miss is breached.
 * @param {string} name
 * @param {readonly Gate[]} gates the gates of all suites
 * @param {{ quick: boolean, signal: AbortSignal, report: (text: string) => void }} options `report` prints the figures
 * @returns {Promise<JudgedRun>}
 */
export async function runJudged(name, gates, { quick, signal, report }) {
  const first = await runInProcess(name, BENCH_FOLDER, { quick, signal });
  report(suiteTable(first));
  const outcomes = judge(gates, [first], { quick });
  const missed = outcomes.filter(isMissed).map(({ gate }) => gate.figure);
  if (missed.length === 0) return { result: first, outcomes };

  report(`${name} missed ${missed.join(', ')}, so it is run once more`);
  const second = await runInProcess(name, BENCH_FOLDER, { quick, signal });
  report(suiteTable({ ...second, title: `${second.title} (second run)` }));
  return {
    result: { ...second, firstRun: first.figures },
    outcomes: joinRuns(outcomes, judge(gates, [second], { quick })),
  };
}
