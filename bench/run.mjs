// npm run bench [-- suites …]: runs each suite in its own process and prints one report and one verdict.
import { existsSync, writeFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { parseOutputFile } from '#dist/main/cli/load/plan/option-values.js';
import { compareFigures } from './lib/compare.mjs';
import { runAlternately } from './lib/compare-revision.mjs';
import { SLO_FILE, suiteNames } from './lib/folders.mjs';
import { readGates } from './lib/gates.mjs';
import { htmlReport } from './lib/html-report.mjs';
import { runJudged } from './lib/judged-run.mjs';
import { describeMachine } from './lib/machine.mjs';
import { comparisonTable, gateLines, machineLine, machineLines, suiteList, verdictLine } from './lib/report.mjs';
import { readResults, writeResults } from './lib/results-file.mjs';
import { loadSuite } from './lib/suite.mjs';
import { commitOf } from './lib/worktree.mjs';

/**
 * @import { SuiteResult } from './lib/figures.mjs'
 *
 * @typedef {object} Options
 * @property {boolean} quick
 * @property {boolean} list
 * @property {string} [json]
 * @property {string} [html]
 * @property {string} [compare]
 * @property {number} rounds
 */

const EXIT_FAILURE = 1;
const known = suiteNames();
const program = new Command('npm run bench --')
  .description('Measures the build and judges its figures by bench/slo.yaml; the exit code is 1 on a breach.')
  .argument('[suites...]', `the suites to run, of ${known.join(', ')} (default: all)`)
  .option('--quick', 'a smoke test: very few iterations, and no gate is judged', false)
  .option('--list', 'say what each suite measures and about how long it takes, and run none', false)
  .option('--json <file>', 'write all results to this file as JSON', parseOutputFile)
  .option(
    '--html <file>',
    'write the report to this file as one HTML page; with --compare, beside the other run',
    parseOutputFile,
  )
  .option(
    '--compare <file|revision>',
    'compare with an earlier --json file, or with a git revision, which runs alternately with this checkout',
  )
  .option('--rounds <n>', 'the number of runs of each side when a revision is compared', parseRounds, 5)
  .showHelpAfterError('(--help lists the options)')
  .parse();
/** @type {Options} */
const { quick, list, json, html, compare, rounds } = program.opts();
const names = program.args.length > 0 ? program.args : known;
const unknown = names.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  program.error(`error: no suite is called ${unknown.join(', ')}; there are ${known.join(', ')}`);
}

const interruption = new AbortController();
const { signal } = interruption;
for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => interruption.abort());
/** @param {string} text */
const print = (text) => console.log(text);

try {
  if (list) print(suiteList(await Promise.all(names.map(loadSuite))));
  else if (compare === undefined || existsSync(compare)) await runAll(compare);
  else await compareRevisions(compare);
} catch (cause) {
  process.stderr.write(`bench: ${signal.aborted ? 'interrupted' : /** @type {Error} */ (cause).message}\n`);
  process.exitCode = EXIT_FAILURE;
}

/** @param {string | undefined} earlierFile the results to compare with */
async function runAll(earlierFile) {
  const earlier = earlierFile === undefined ? undefined : readResults(earlierFile);
  const gates = readGates(SLO_FILE, known);
  const machine = describeMachine();
  print(machineLines(machine));
  const suites = [];
  const outcomes = [];
  for (const name of names) {
    const run = await runJudged(name, gates, { quick, signal, report: (text) => print(`\n${text}`) });
    suites.push(run.result);
    outcomes.push(...run.outcomes);
  }
  const comparison = earlier && compareFigures([figuresOf(earlier.suites)], [figuresOf(suites)]);
  if (earlier && comparison) {
    print(`\ncompared with ${earlierFile}: ${machineLine(earlier.machine)}\n${comparisonTable(comparison)}`);
  }
  print(`\n${gateLines(outcomes)}\n${verdictLine(outcomes)}`);
  if (json !== undefined) writeResults(json, { machine, quick, suites, gates: outcomes, comparison });
  if (html !== undefined) {
    const compared = earlier && {
      name: `${earlierFile}`,
      machine: machineLine(earlier.machine),
      rows: comparison ?? [],
    };
    writeFileSync(html, htmlReport({ machine, quick, suites, outcomes, earlier: compared }));
  }
  if (outcomes.some(({ state }) => state === 'breach')) process.exitCode = EXIT_FAILURE;
}

/**
 * Returns the figures of those suites that run now: an earlier file may have figures of more suites.
 * @param {readonly SuiteResult[]} suites
 */
function figuresOf(suites) {
  return suites.filter(({ name }) => names.includes(name)).flatMap(({ figures }) => figures);
}

/**
 * Compares a revision with this checkout; gates are not judged, because they are for single runs of all suites.
 * @param {string} revision
 */
async function compareRevisions(revision) {
  const commit = commitOf(revision);
  if (!commit) throw new Error(`${revision} is neither a file nor a revision of this repository`);
  const machine = describeMachine();
  print(machineLines(machine));
  print(`base ${revision} (${commit.slice(0, 10)}), ${rounds} rounds, base and new alternately`);
  /** @param {string} text */
  const report = (text) => print(`  ${text}`);
  const { baseRuns, newRuns } = await runAlternately(commit, names, { quick, rounds, report, signal });
  const comparison = compareFigures(baseRuns, newRuns);
  if (comparison.length > 0) print(comparisonTable(comparison));
  if (json !== undefined) writeResults(json, { machine, quick, base: commit, rounds, baseRuns, newRuns, comparison });
  if (html !== undefined) {
    const earlier = { name: `${revision} (${commit.slice(0, 10)}), ${rounds} rounds`, rows: comparison };
    writeFileSync(html, htmlReport({ machine, quick, suites: [], outcomes: [], earlier }));
  }
}

/** @param {string} text */
function parseRounds(text) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('allowed: a whole number from 1 on.');
  return value;
}
