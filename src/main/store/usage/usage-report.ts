import type { Price } from '../../usage/prices.js';

/** The columns by which a report groups. */
export const GROUPS = ['day', 'model', 'source', 'device'] as const;
export type Group = (typeof GROUPS)[number];

export interface UsageFilter {
  /** The hash of a device; undefined = all devices. */
  readonly hardwareHash: string | undefined;
  readonly since: Date;
  /** The first moment that does not count. */
  readonly until: Date;
}

/** The usage of a day, a model, a source or a device. */
export interface UsageLine {
  readonly group: string;
  readonly requests: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** The cost of the tokens whose model has a price, US dollars. */
  readonly cost: number;
  /** The tokens whose model has no price. */
  readonly unpricedTokens: number;
}

const COLUMNS: Readonly<Record<Group, string>> = {
  day: `to_char(day, 'YYYY-MM-DD')`,
  model: `CASE model WHEN '' THEN '(unknown)' ELSE model END`,
  source: 'source',
  device: 'hardware_hash',
};

/**
 * Returns the statement and its values for a report. Rows are summed up by day and model first, so that prices are looked up for a
 * few sums and not for each row.
 */
export function usageReportQuery(group: Group, { hardwareHash, since, until }: UsageFilter, prices: readonly Price[]) {
  const text = `
WITH price AS (
  SELECT * FROM unnest($4::text[], $5::date[], $6::double precision[], $7::double precision[])
    AS price (model, since, input, output)
), spent AS (
  SELECT date_trunc('day', spent_at AT TIME ZONE 'UTC') AS day, model, source, hardware_hash,
    count(*) AS requests, sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens
  FROM token_usage
  WHERE ($1::text IS NULL OR hardware_hash = $1) AND spent_at >= $2 AND spent_at < $3
  GROUP BY 1, 2, 3, 4
), priced AS (
  SELECT spent.*, (input_tokens * price.input + output_tokens * price.output) / 1e6 AS cost
  FROM spent LEFT JOIN LATERAL (
    SELECT price.input, price.output FROM price
    WHERE price.since <= spent.day
      AND CASE WHEN right(price.model, 1) = '*' THEN starts_with(spent.model, left(price.model, -1)) ELSE spent.model = price.model END
    ORDER BY length(price.model) DESC, price.since DESC LIMIT 1
  ) AS price ON true
)
SELECT ${COLUMNS[group]} AS "group", sum(requests)::double precision AS requests,
  sum(input_tokens)::double precision AS "inputTokens", sum(output_tokens)::double precision AS "outputTokens",
  coalesce(sum(cost), 0)::double precision AS cost,
  coalesce(sum(input_tokens + output_tokens) FILTER (WHERE cost IS NULL), 0)::double precision AS "unpricedTokens"
FROM priced GROUP BY 1 ORDER BY ${group === 'day' ? '1' : '5 DESC, 6 DESC, 1'}`;
  const values = [
    hardwareHash ?? null,
    since,
    until,
    prices.map(({ model }) => model),
    prices.map((price) => price.since),
    prices.map(({ input }) => input),
    prices.map(({ output }) => output),
  ];
  return { text, values };
}
