/** A suite: one concern, one file of bench/, one table of figures. */
import { realpathSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { checkFigures } from './figures.mjs';
import { SLO_FILE, suiteNames } from './folders.mjs';
import { judge, readGates } from './gates.mjs';
import { describeMachine } from './machine.mjs';
import { openProgress } from './progress.mjs';
import { gateLines, machineLine, suiteTable, verdictLine } from './report.mjs';
import { writeResults } from './results-file.mjs';

/**
 * @param {{ name: string, title: string, run: (how: { quick: boolean, progress: (what: string) => void }) => Promise<object[]> }} suite
 *   `name` is the file's; `run` gives the figures (see figures.mjs). `quick`: as few iterations as show that it works.
 */
export function defineSuite({ name, title, run }) {
  return Object.freeze({ name, title, run });
}

/** Runs a suite in this process. */
export async function runSuite({ name, title, run }, { quick }) {
  const { progress, clear } = openProgress(name);
  try {
    return { name, title, figures: checkFigures(name, await run({ quick, progress })) };
  } finally {
    clear();
  }
}

/** Runs the suite when its file is what Node was started with: `node bench/<name>.mjs [--quick] [--json FILE]`. */
export async function runAlone(url, suite) {
  const file = fileURLToPath(url);
  if (realpathSync(process.argv[1]) !== file) return;
  if (basename(file) !== `${suite.name}.mjs`) throw new Error(`the suite ${suite.name} is in ${basename(file)}`);
  const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, json: { type: 'string' } } });
  const { quick, json } = values;
  const gates = readGates(SLO_FILE, suiteNames());
  const machine = describeMachine();
  const suites = [await runSuite(suite, { quick })];
  const outcomes = judge(gates, suites, { quick });
  if (json !== undefined) writeResults(json, { machine, quick, suites, gates: outcomes });
  for (const text of [machineLine(machine), suiteTable(suites[0]), gateLines(outcomes), verdictLine(outcomes)]) {
    console.log(text);
  }
  if (outcomes.some(({ state }) => state === 'breach')) process.exitCode = 1;
}
