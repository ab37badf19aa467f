/** The gates of bench/slo.yaml: reads the file strictly and judges the figures of a run by it. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { figuresById, isMeasured } from './figures.mjs';

/** @import { Figure, SuiteResult } from './figures.mjs' */

const Gate = z
  .strictObject({
    figure: z.string(),
    ratio_to: z.string().optional(),
    at_most: z.number().optional(),
    at_least: z.number().optional(),
    stretch: z.number().optional(),
    why: z.string().min(1),
  })
  .refine((gate) => (gate.at_most === undefined) !== (gate.at_least === undefined), {
    error: 'needs at_most or at_least, one of them',
  })
  .refine(
    ({ at_most = Number.POSITIVE_INFINITY, at_least = Number.NEGATIVE_INFINITY, stretch }) =>
      stretch === undefined || (stretch <= at_most && stretch >= at_least),
    { error: 'stretch is no harder than the gate itself' },
  );
const Slo = z.strictObject({ gates: z.array(Gate) });

/**
 * @typedef {z.infer<typeof Gate>} Gate
 *
 * @typedef {object} Outcome the outcome of a gate in a run
 * @property {Gate} gate
 * @property {'holds' | 'breach' | 'not measured' | 'not judged'} state
 * @property {number} [measured] the figure, or its ratio
 * @property {number} [firstMeasured] the same of the first run, when the suite was run twice
 * @property {string} [unit]
 * @property {boolean} [missesStretch]
 * @property {string} [why] the reason why nothing was measured
 */

/**
 * Returns the suite of a figure: `segment` of `segment.ours_mb_s`.
 * @param {string} id
 */
const suiteOf = (id) => id.slice(0, id.indexOf('.'));

/**
 * Reads the gates of a file.
 * @param {string} file
 * @param {readonly string[]} suiteNames the names of all suites; a figure of any other suite is an error
 */
export function readGates(file, suiteNames) {
  const parsed = Slo.safeParse(parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  for (const { figure, ratio_to } of parsed.data.gates) {
    for (const id of [figure, ratio_to ?? figure]) {
      if (!suiteNames.includes(suiteOf(id))) throw new Error(`${file}: there is no suite of the figure ${id}`);
    }
    // Suites run in separate processes at different times, so a ratio means something only within a suite.
    if (suiteOf(ratio_to ?? figure) !== suiteOf(figure)) {
      throw new Error(`${file}: ${figure} and ${ratio_to} are of two suites`);
    }
  }
  return parsed.data.gates;
}

/**
 * Judges the gates of the suites that ran by their figures.
 * @param {readonly Gate[]} gates
 * @param {readonly SuiteResult[]} results
 * @param {{ quick: boolean }} options `quick` judges no gate
 * @returns {Outcome[]} one outcome for each gate of these suites
 */
export function judge(gates, results, { quick }) {
  const figures = figuresById(results);
  const ran = new Set(results.map(({ name }) => name));
  return gates.filter(({ figure }) => ran.has(suiteOf(figure))).map((gate) => judgeOne(gate, figures, quick));
}

/**
 * @param {Gate} gate
 * @param {ReadonlyMap<string, Figure>} figures
 * @param {boolean} quick
 * @returns {Outcome}
 */
function judgeOne(gate, figures, quick) {
  const figure = figures.get(gate.figure);
  const floor = gate.ratio_to === undefined ? undefined : figures.get(gate.ratio_to);
  const absent = figure ? (gate.ratio_to === undefined || floor ? undefined : gate.ratio_to) : gate.figure;
  if (figure === undefined || absent !== undefined) {
    return { gate, state: quick ? 'not judged' : 'breach', why: `the suite measured no ${absent}` };
  }
  if (!isMeasured(figure)) return { gate, state: 'not measured', why: figure.skipped };
  if (floor && !isMeasured(floor)) return { gate, state: 'not measured', why: floor.skipped };

  const measured = floor ? figure.value / floor.value : figure.value;
  const unit = floor ? '×' : figure.unit;
  const missesStretch = gate.stretch !== undefined && !reaches(measured, gate, gate.stretch);
  const state = quick ? 'not judged' : reaches(measured, gate, gate.at_most ?? gate.at_least) ? 'holds' : 'breach';
  return { gate, state, measured, unit, missesStretch };
}

/**
 * Tells whether a value reaches a limit, in the direction of the gate.
 * @param {number} measured
 * @param {Gate} gate
 * @param {number | undefined} limit
 */
function reaches(measured, { at_most }, limit = Number.NaN) {
  return at_most === undefined ? measured >= limit : measured <= limit;
}

/**
 * Tells whether a gate was missed by a measured figure, which another run may reach.
 * @param {Outcome} outcome
 */
export const isMissed = ({ state, measured }) => state === 'breach' && measured !== undefined;

/**
 * Joins the outcomes of two runs of a suite: a gate is breached only when both runs miss it.
 * @param {readonly Outcome[]} first
 * @param {readonly Outcome[]} second the outcomes of the same gates in the second run
 * @returns {Outcome[]} the outcomes of the second run, with the figures of both
 */
export function joinRuns(first, second) {
  const firstByGate = new Map(first.map((outcome) => [outcome.gate, outcome]));
  return second.map((outcome) => {
    const before = firstByGate.get(outcome.gate);
    if (before?.measured === undefined) return outcome;
    const held = [before, outcome].find(({ state }) => state === 'holds');
    const missesStretch = (before.missesStretch ?? false) && (outcome.missesStretch ?? false);
    return { ...outcome, state: held?.state ?? outcome.state, firstMeasured: before.measured, missesStretch };
  });
}
