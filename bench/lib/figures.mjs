import * as z from 'zod';

/**
 * The schema of a measured figure. `id` is `<suite>.<figure>`; `what` describes the figure; `floor` is the id of a
 * figure of the same suite, to which the table shows the ratio; `spread` is the relative noise within the run (MAD /
 * median), 0 for a figure that is counted and not timed.
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
/** The schema of a figure that could not be measured, with the reason. */
const Skipped = z.strictObject({ id: z.string(), skipped: z.string().min(1) });
const Figures = z.array(z.union([Measured, Skipped])).min(1);

/**
 * @typedef {z.infer<typeof Measured>} MeasuredFigure
 * @typedef {z.infer<typeof Skipped>} SkippedFigure
 * @typedef {MeasuredFigure | SkippedFigure} Figure
 * @typedef {{ name: string, title: string, figures: Figure[] }} SuiteResult the figures of one run of a suite
 */

/**
 * Checks the figures of a suite and returns them unchanged.
 * @param {string} suiteName
 * @param {unknown} figures
 * @returns {Figure[]}
 * @throws Error with all faults that they have
 */
export function checkFigures(suiteName, figures) {
  const parsed = Figures.safeParse(figures);
  if (!parsed.success) throw new Error(`suite ${suiteName}: ${z.prettifyError(parsed.error)}`);
  const ids = parsed.data.map(({ id }) => id);
  const faults = [
    ...ids
      .filter((id) => !/^[a-z][a-z0-9_]*$/.test(withoutSuite(suiteName, id)))
      .map((id) => `${id} is not a valid id of this suite`),
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id} is there twice`),
    ...parsed.data
      .filter(isMeasured)
      .filter(({ floor }) => floor !== undefined && !ids.includes(floor))
      .map(({ id, floor }) => `${id} names a floor that is not there: ${floor}`),
  ];
  if (faults.length > 0) throw new Error(`suite ${suiteName}: ${faults.join('; ')}`);
  return parsed.data;
}

/**
 * Tells whether a figure was measured.
 * @param {Figure} figure
 * @returns {figure is MeasuredFigure}
 */
export const isMeasured = (figure) => !('skipped' in figure);

/**
 * Removes the name of the suite from an id: `mb_s` of `segment.mb_s`. An id of another suite is returned unchanged.
 * @param {string} suiteName
 * @param {string} id
 */
export function withoutSuite(suiteName, id) {
  return id.startsWith(`${suiteName}.`) ? id.slice(suiteName.length + 1) : id;
}

/**
 * Returns all figures of the results of suites, by id.
 * @param {readonly Pick<SuiteResult, 'figures'>[]} results
 */
export function figuresById(results) {
  return new Map(results.flatMap(({ figures }) => figures).map((figure) => [figure.id, figure]));
}
