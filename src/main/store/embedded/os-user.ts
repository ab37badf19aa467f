import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

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

/** Returns the first folder on the way to `folder`, itself included, that `user` cannot enter; undefined = there is none. */
export function closedFolder(folder: string, user: OsUser): string | undefined {
  const above = dirname(folder);
  const closed = above === folder ? undefined : closedFolder(above, user);
  if (closed !== undefined) return closed;
  const { mode, uid, gid } = statSync(folder);
  const enterBit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
  return (mode & enterBit) === 0 ? folder : undefined;
}
