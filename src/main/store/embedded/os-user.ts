import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

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

/** The folder for the databases of root whose own folders the user of PostgreSQL cannot enter, such as those below /root. */
const SHARED_FOLDER = '/var/lib/nexy-server';

/**
 * Returns the folder for a cluster: `folder`, or one in SHARED_FOLDER, named after it, when `user` cannot enter `folder`.
 * @param user undefined = the user of this process
 */
export function enterableFolder(folder: string, user: OsUser | undefined, shared = SHARED_FOLDER): string {
  if (!user || canEnter(folder, user)) return folder;
  return join(shared, createHash('sha256').update(folder).digest('hex').slice(0, 16));
}

/** Tells whether a user can enter a folder, and those above it. A folder that does not exist yet does not count. */
function canEnter(folder: string, user: OsUser): boolean {
  const above = dirname(folder);
  if (above !== folder && !canEnter(above, user)) return false;
  const found = statSync(folder, { throwIfNoEntry: false });
  if (!found) return true;
  const enterBit = found.uid === user.uid ? 0o100 : found.gid === user.gid ? 0o010 : 0o001;
  return (found.mode & enterBit) !== 0;
}
