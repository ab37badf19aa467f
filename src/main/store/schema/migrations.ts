import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('./migrations/', import.meta.url));

/** A step from one version of the schema to the next. */
export interface Migration {
  /** The version of the schema after the step; versions count up from 1. */
  readonly version: number;
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the SQL, hexadecimal: an applied migration must not change. */
  readonly checksum: string;
}

/** Reads the migrations of this build, in order. @throws Error when a version is missing or there twice */
export function readMigrations(folder = FOLDER): readonly Migration[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'));
  const migrations = files.sort().map((file) => {
    const sql = readFileSync(`${folder}/${file}`, 'utf8');
    return {
      version: Number.parseInt(file, 10),
      name: file.replace(/\.sql$/, ''),
      sql,
      checksum: createHash('sha256').update(sql).digest('hex'),
    };
  });
  for (const [i, { version, name }] of migrations.entries()) {
    if (version !== i + 1) throw new Error(`migration ${name}: version ${i + 1} was expected`);
  }
  return migrations;
}
