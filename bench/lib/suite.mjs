/** Defines and runs suites: a suite measures one concern, is one file of bench/ and results in one table of figures. */
import { realpathSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { checkFigures } from './figures.mjs';
import { SLO_FILE, suiteFile, suiteNames } from './folders.mjs';
import { judge, readGates } from './gates.mjs';
import { describeMachine } from './machine.mjs';
import { startCheaply } from './processes.mjs';
import { openProgress } from './progress.mjs';
import { gateLines, machineLines, suiteTable, verdictLine } from './report.mjs';
import { writeResults } from './results-file.mjs';

/**
 * @import { Figure, SuiteResult } from './figures.mjs'
 *
 * @typedef {object} RunOptions
 * @property {boolean} quick asks for only a few iterations, enough to show that the suite works
 * @property {(step: string) => void} progress shows the current step
 *
 * @typedef {object} Suite
 * @property {string} name the name of the suite's file
 * @property {string} title the title of the table of figures
 * @property {string} summary a sentence that says what the suite does
 * @property {{ whole: number, quick: number }} seconds about how long the suite takes on two cores
 * @property {(options: RunOptions) => Promise<Figure[]>} run measures and returns the figures
 */

/**
 * Defines a suite.
 * @param {Suite} suite
 * @returns {Readonly<Suite>}
 */
export function defineSuite(suite) {
  return Object.freeze({ ...suite });
}

/**
 * Loads a suite of this checkout without running it.
 * @param {string} name
 * @returns {Promise<Suite>}
 */
export async function loadSuite(name) {
  /** @type {{ suite: Suite }} */
  const { suite } = await import(pathToFileURL(suiteFile(name)).href);
  return suite;
}

/**
 * Runs a suite in this process.
 * @param {Suite} suite
 * @param {{ quick: boolean }} options
 * @returns {Promise<SuiteResult>}
 */
async function runSuite({ name, title, run }, { quick }) {
  if (quick) startCheaply();
  const { progress, end } = openProgress(name);
  try {
    return { name, title, figures: checkFigures(name, await run({ quick, progress })) };
  } finally {
    end();
  }
}

/**
 * Runs the suite when Node was started with its file: `node bench/<name>.mjs [--quick] [--json FILE]`.
 * @param {string} url the URL of the suite's file
 * @param {Suite} suite
 */
export async function runAlone(url, suite) {
  const file = fileURLToPath(url);
  if (process.argv[1] === undefined || realpathSync(process.argv[1]) !== file) return;
  if (basename(file) !== `${suite.name}.mjs`) throw new Error(`the suite ${suite.name} is in ${basename(file)}`);
  const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, json: { type: 'string' } } });
  const { quick, json } = values;
  const gates = readGates(SLO_FILE, suiteNames());
  const machine = describeMachine();
  const result = await runSuite(suite, { quick });
  const outcomes = judge(gates, [result], { quick });
  if (json !== undefined) writeResults(json, { machine, quick, suites: [result], gates: outcomes });
  for (const text of [machineLines(machine), suiteTable(result), gateLines(outcomes), verdictLine(outcomes)]) {
    console.log(text);
  }
  if (outcomes.some(({ state }) => state === 'breach')) process.exitCode = 1;
}
