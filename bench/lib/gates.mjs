/** What must hold: bench/slo.yaml, read strictly and held against a run's figures. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';
import { figuresById } from './figures.mjs';

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
    ({ at_most, at_least, stretch }) => stretch === undefined || (!(stretch > at_most) && !(stretch < at_least)),
    {
      error: 'stretch is no harder than the gate itself',
    },
  );
const Slo = z.strictObject({ gates: z.array(Gate) });

/** `segment` of `segment.ours_mb_s`. */
const suiteOf = (id) => id.slice(0, id.indexOf('.'));

/**
 * @param suiteNames every suite there is: a figure of any other is an error
 * @returns the gates of the file
 */
export function readGates(file, suiteNames) {
  const parsed = Slo.safeParse(parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  for (const { figure, ratio_to } of parsed.data.gates) {
    for (const id of [figure, ratio_to ?? figure]) {
      if (!suiteNames.includes(suiteOf(id))) throw new Error(`${file}: there is no suite of the figure ${id}`);
    }
    // Two suites run in two processes at two times: only within one is a ratio worth something.
    if (suiteOf(ratio_to ?? figure) !== suiteOf(figure)) {
      throw new Error(`${file}: ${figure} and ${ratio_to} are of two suites`);
    }
  }
  return parsed.data.gates;
}

/**
 * Holds the gates of those suites that ran against their figures.
 * @returns one outcome a gate: `holds`, `breach`, `not measured` (and `why`) or, of a quick run, `not judged`
 */
export function judge(gates, results, { quick }) {
  const figures = figuresById(results);
  const ran = new Set(results.map(({ name }) => name));
  return gates.filter(({ figure }) => ran.has(suiteOf(figure))).map((gate) => judgeOne(gate, figures, quick));
}

function judgeOne(gate, figures, quick) {
  const needed = [gate.figure, gate.ratio_to].filter((id) => id !== undefined);
  const absent = needed.find((id) => !figures.has(id));
  if (absent) return { gate, state: quick ? 'not judged' : 'breach', why: `the suite measured no ${absent}` };
  const skipped = needed.map((id) => figures.get(id).skipped).find((why) => why !== undefined);
  if (skipped) return { gate, state: 'not measured', why: skipped };

  const [value, floor] = needed.map((id) => figures.get(id).value);
  const measured = gate.ratio_to === undefined ? value : value / floor;
  const unit = gate.ratio_to === undefined ? figures.get(gate.figure).unit : '×';
  const reaches = (limit) => (gate.at_most === undefined ? measured >= limit : measured <= limit);
  const missesStretch = gate.stretch !== undefined && !reaches(gate.stretch);
  const state = quick ? 'not judged' : reaches(gate.at_most ?? gate.at_least) ? 'holds' : 'breach';
  return { gate, state, measured, unit, missesStretch };
}
