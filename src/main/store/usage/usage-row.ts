import { createHash, randomUUID } from 'node:crypto';
import { decode, encode } from '@msgpack/msgpack';

/** A row of the ledger: the tokens of one request to a model. */
export interface UsageRow {
  /** A UUID: a row that is stored twice is stored once. */
  readonly id: string;
  /** The time, ms since 1970. */
  readonly spentAtMs: number;
  readonly hardwareHash: string;
  /** The session of the tokens; undefined = they belong to none. */
  readonly sessionId: string | undefined;
  readonly source: string;
  /** The name of the model; empty = unknown. */
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Returns the hash under which a device is stored: SHA-256 of its hardware id, lower-case hexadecimal. */
export const hashOfHardware = (hardwareId: string): string => createHash('sha256').update(hardwareId).digest('hex');

/** The lengths and the largest number that the columns of the table take. */
const MAX_SOURCE = 50;
const MAX_MODEL = 100;
const MAX_TOKENS = 2_147_483_647;

/** Returns a text that PostgreSQL can store: without NUL, in well-formed Unicode, at most `max` characters. */
const storable = (text: string, max = Number.POSITIVE_INFINITY): string => {
  const clean = text.toWellFormed().replaceAll('\0', '\uFFFD');
  return clean.length <= max ? clean : [...clean].slice(0, max).join('');
};
/** Returns a number of tokens that the table takes; a model server may report anything. */
const storableTokens = (tokens: number): number => Math.min(MAX_TOKENS, Math.max(0, Math.round(tokens) || 0));

/** Creates a row with an id of its own and the present time; its values always fit the table. */
export function newUsageRow(spent: {
  readonly hardwareId: string;
  readonly sessionId?: string | undefined;
  readonly source: string;
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
}): UsageRow {
  const { hardwareId, sessionId, source, model, inputTokens, outputTokens } = spent;
  return {
    id: randomUUID(),
    spentAtMs: Date.now(),
    hardwareHash: hashOfHardware(hardwareId),
    sessionId: sessionId ? storable(sessionId) : undefined,
    source: storable(source, MAX_SOURCE),
    model: storable(model, MAX_MODEL),
    inputTokens: storableTokens(inputTokens),
    outputTokens: storableTokens(outputTokens),
  };
}

/** The version of the form in which rows are written to the spool. */
const FORM = 1;

/** Encodes a row for the spool, as a list in MessagePack. */
export const encodeUsageRow = (row: UsageRow): Uint8Array =>
  encode([
    FORM,
    row.id,
    row.spentAtMs,
    row.hardwareHash,
    row.sessionId ?? null,
    row.source,
    row.model,
    row.inputTokens,
    row.outputTokens,
  ]);

/** Decodes a row of the spool. @throws Error when the bytes are no row of a known form */
export function decodeUsageRow(bytes: Uint8Array): UsageRow {
  const fields = decode(bytes) as readonly unknown[];
  if (!Array.isArray(fields) || fields[0] !== FORM) throw new Error('the spool holds a row of another version');
  const [, id, spentAtMs, hardwareHash, sessionId, source, model, inputTokens, outputTokens] = fields;
  return {
    id,
    spentAtMs,
    hardwareHash,
    sessionId: sessionId ?? undefined,
    source,
    model,
    inputTokens,
    outputTokens,
  } as UsageRow;
}
