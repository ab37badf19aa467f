import { readFileSync } from 'node:fs';

/** A user of the operating system. */
export interface OsUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** The users that run PostgreSQL when this process is root, which it refuses; the first that exists. */
const CANDIDATES = ['postgres', 'nobody'];

/**
 * Returns the user that runs PostgreSQL; undefined = the user of this process.
 * @throws Error when this process is root and no other user is found
 */
export function userForPostgres(passwd = '/etc/passwd'): OsUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const lines = readFileSync(passwd, 'utf8').split('\n');
  for (const candidate of CANDIDATES) {
    const [name, , uid, gid] = lines.find((line) => line.startsWith(`${candidate}:`))?.split(':') ?? [];
    if (name !== undefined && uid && gid) return { name, uid: Number(uid), gid: Number(gid) };
  }
  throw new Error(`PostgreSQL does not run as root, and there is no user ${CANDIDATES.join(' or ')}`);
}
