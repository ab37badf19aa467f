import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';

/** The price table that ships with the server. */
export const PRICES_FILE = fileURLToPath(new URL('../../../config/prices.yaml', import.meta.url));

const dollars = z.number().min(0).max(1_000_000);
const SCHEMA = z.strictObject({
  prices: z.array(
    z.strictObject({
      /** The name of a model; a name that ends with `*` stands for all models that begin with it. */
      model: z.string().min(1).max(100),
      /** The first day of the price (UTC). */
      since: z.iso.date(),
      /** The price of a million tokens, US dollars. */
      input: dollars,
      output: dollars,
    }),
  ),
});

export type Price = z.infer<typeof SCHEMA>['prices'][number];

/** Reads a price table. @throws Error that names the file, the place and what is allowed */
export function readPrices(file: string): readonly Price[] {
  let root: unknown;
  try {
    root = parse(readFileSync(file, 'utf8'), { schema: 'core' });
  } catch (cause) {
    throw new Error(`the price table ${file} cannot be read`, { cause });
  }
  const { data, error } = SCHEMA.safeParse(root);
  if (data) return data.prices;
  const problems = error.issues.map(({ path, message }) => `${path.join('.') || '(file)'}: ${message}`);
  throw new Error(`the price table ${file} is not valid: ${problems.join('; ')}`);
}
