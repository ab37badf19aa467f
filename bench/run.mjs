// npm run bench [-- suites …]: each suite in a process of its own, one report, one verdict.
import { existsSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { compareFigures } from './lib/compare.mjs';
import { runInTurns } from './lib/compare-revision.mjs';
import { BENCH_FOLDER, SLO_FILE, suiteNames } from './lib/folders.mjs';
import { judge, readGates } from './lib/gates.mjs';
import { describeMachine } from './lib/machine.mjs';
import { comparisonTable, gateLines, machineLine, suiteTable, verdictLine } from './lib/report.mjs';
import { readResults, writeResults } from './lib/results-file.mjs';
import { runInProcess } from './lib/suite-process.mjs';
import { commitOf } from './lib/worktree.mjs';

const EXIT_FAILURE = 1;
const known = suiteNames();
const program = new Command('npm run bench --')
  .description('Measures the build and judges what it finds by bench/slo.yaml: exit code 1 on a breach.')
  .argument('[suites...]', `which suites, of ${known.join(', ')} (default: all)`)
  .option('--quick', 'a smoke test: hardly any iterations, gates are not judged', false)
  .option('--list', 'only name the suites')
  .option('--json <file>', 'write everything there, for machines')
  .option(
    '--compare <file|revision>',
    'with an earlier --json file, or with a git revision that runs in turns with this',
  )
  .option('--rounds <n>', 'with a revision: how many runs of each', parseRounds, 5)
  .showHelpAfterError('(--help shows what is possible)')
  .parse();
const { quick, list, json, compare, rounds } = program.opts();
const names = program.args.length > 0 ? program.args : known;
const strangers = names.filter((name) => !known.includes(name));
if (strangers.length > 0)
  program.error(`error: no suite is called ${strangers.join(', ')}; there are ${known.join(', ')}`);

const interruption = new AbortController();
const { signal } = interruption;
for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => interruption.abort());
const say = (text) => console.log(text);

try {
  if (list) say(known.join('\n'));
  else if (compare === undefined || existsSync(compare)) await runAll();
  else await compareRevisions();
} catch (cause) {
  process.stderr.write(`bench: ${signal.aborted ? 'interrupted' : cause.message}\n`);
  process.exitCode = EXIT_FAILURE;
}

async function runAll() {
  const earlier = compare === undefined ? undefined : readResults(compare);
  const gates = readGates(SLO_FILE, known);
  const machine = describeMachine();
  say(machineLine(machine));
  const suites = [];
  for (const name of names) {
    const result = await runInProcess(name, BENCH_FOLDER, { quick, signal });
    suites.push(result);
    say(`\n${suiteTable(result)}`);
  }
  const comparison = earlier && compareFigures([figuresOf(earlier.suites)], [figuresOf(suites)]);
  if (comparison) say(`\ncompared with ${compare}: ${machineLine(earlier.machine)}\n${comparisonTable(comparison)}`);
  const outcomes = judge(gates, suites, { quick });
  say(`\n${gateLines(outcomes)}\n${verdictLine(outcomes)}`);
  if (json !== undefined) writeResults(json, { machine, quick, suites, gates: outcomes, comparison });
  if (outcomes.some(({ state }) => state === 'breach')) process.exitCode = EXIT_FAILURE;
}

/** Of an earlier file only those suites are compared that ran now. */
function figuresOf(suites) {
  return suites.filter(({ name }) => names.includes(name)).flatMap(({ figures }) => figures);
}

/** Only compares: gates are for whole runs. */
async function compareRevisions() {
  const commit = commitOf(compare);
  if (!commit) throw new Error(`${compare} is neither a file nor a revision of this repository`);
  const machine = describeMachine();
  say(`${machineLine(machine)}\nbase ${compare} (${commit.slice(0, 10)}), ${rounds} rounds of base and new in turns`);
  const report = (text) => say(`  ${text}`);
  const { baseRuns, newRuns } = await runInTurns(commit, names, { quick, rounds, report, signal });
  const comparison = compareFigures(baseRuns, newRuns);
  if (comparison.length > 0) say(comparisonTable(comparison));
  if (json !== undefined) writeResults(json, { machine, quick, base: commit, rounds, baseRuns, newRuns, comparison });
}

function parseRounds(text) {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('a whole number from 1 on is wanted.');
  return value;
}
