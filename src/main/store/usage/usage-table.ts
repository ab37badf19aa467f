import type { Database } from '../database.js';
import type { UsageRow } from './usage-row.js';

/** The most rows of one statement. */
export const ROWS_AT_ONCE = 1_000;

/** A list for each column: the statement has the same text for any number of rows, and PostgreSQL parses nine values. */
const INSERT = `
INSERT INTO token_usage (id, spent_at, hardware_hash, session_id, source, model, input_tokens, output_tokens)
SELECT id, to_timestamp(spent_at_ms / 1000), hardware_hash, session_id, source, model, input_tokens, output_tokens
FROM unnest($1::uuid[], $2::double precision[], $3::text[], $4::text[], $5::text[], $6::text[], $7::integer[], $8::integer[])
  AS new (id, spent_at_ms, hardware_hash, session_id, source, model, input_tokens, output_tokens)
ON CONFLICT (id) DO NOTHING`;

/** Stores rows in one transaction; rows that are stored already are left as they are. @throws Error of the database */
export async function insertUsage(database: Database, rows: readonly UsageRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const part = rows.slice(from, from + ROWS_AT_ONCE);
    await database.query(INSERT, [
      part.map((row) => row.id),
      part.map((row) => row.spentAtMs),
      part.map((row) => row.hardwareHash),
      part.map((row) => row.sessionId ?? null),
      part.map((row) => row.source),
      part.map((row) => row.model),
      part.map((row) => row.inputTokens),
      part.map((row) => row.outputTokens),
    ]);
  }
}
