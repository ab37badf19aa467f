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

/**
 * Stores up to ROWS_AT_ONCE rows in one statement; rows that are stored already are left as they are.
 * @throws Error of the database
 */
export async function insertUsage(database: Database, rows: readonly UsageRow[]): Promise<void> {
  await database.query(INSERT, [
    rows.map((row) => row.id),
    rows.map((row) => row.spentAtMs),
    rows.map((row) => row.hardwareHash),
    rows.map((row) => row.sessionId ?? null),
    rows.map((row) => row.source),
    rows.map((row) => row.model),
    rows.map((row) => row.inputTokens),
    rows.map((row) => row.outputTokens),
  ]);
}
