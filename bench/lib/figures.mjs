import * as z from 'zod';

/**
 * What a suite hands back: measured, or skipped with the reason.
 *
 * `id` is `<suite>.<figure>`; `floor` is the id of a figure of the same suite, to which the table shows the ratio; `spread`
 * is the relative noise within the run (MAD / median), 0 for what is counted and not timed.
 */
const Measured = z.strictObject({
  id: z.string(),
  what: z.string().min(1),
  value: z.number(),
  unit: z.string(),
  better: z.enum(['more', 'less', 'none']),
  floor: z.string().optional(),
  note: z.string().optional(),
  spread: z.number().nonnegative().optional(),
});
const Skipped = z.strictObject({ id: z.string(), skipped: z.string().min(1) });
const Figures = z.array(z.union([Measured, Skipped])).min(1);

/** @returns the figures of a suite as they are; throws with every fault in them */
export function checkFigures(suiteName, figures) {
  const parsed = Figures.safeParse(figures);
  if (!parsed.success) throw new Error(`suite ${suiteName}: ${z.prettifyError(parsed.error)}`);
  const ids = parsed.data.map(({ id }) => id);
  const faults = [
    ...ids.filter((id) => !/^[a-z][a-z0-9_]*$/.test(withoutSuite(suiteName, id))).map((id) => `${id} is no id of it`),
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id} is there twice`),
    ...parsed.data
      .filter(({ floor }) => floor !== undefined && !ids.includes(floor))
      .map(({ id, floor }) => `${id} names a floor that is not there: ${floor}`),
  ];
  if (faults.length > 0) throw new Error(`suite ${suiteName}: ${faults.join('; ')}`);
  return parsed.data;
}

/** `mb_s` of `segment.mb_s`; an id of another suite stays whole. */
export function withoutSuite(suiteName, id) {
  return id.startsWith(`${suiteName}.`) ? id.slice(suiteName.length + 1) : id;
}

/** Every figure of these suites' results, by id. */
export function figuresById(results) {
  return new Map(results.flatMap(({ figures }) => figures).map((figure) => [figure.id, figure]));
}
