import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { socketFolderOf } from './socket-folder.js';

/** The number in the name of the socket; on the loopback address, the port. */
export const PORT = 5432;
/** The role that owns everything in the cluster, and the file of its password. */
const OWNER = { user: 'postgres', file: 'password' };
/** The role of the server, and the file of its password. */
const APP = { user: 'nexy_app', file: 'password.app' };
const DATABASE = 'nexy';

/** A login of the database of a cluster. */
export interface Login {
  /** The folder of the socket, or the loopback address. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

export interface Logins {
  readonly owner: Login;
  readonly app: Login;
}

/** Returns the logins of the cluster in a folder; passwords that are missing are made. */
export function createLogins(folder: string): Logins {
  return loginsOf(folder, (file) => readPassword(folder, file) ?? createPassword(folder, file));
}

/** Returns the logins of the cluster in a folder; undefined = it holds none. */
export function readLogins(folder: string): Logins | undefined {
  const passwords = [OWNER, APP].map(({ file }) => readPassword(folder, file));
  if (passwords.includes(undefined)) return undefined;
  return loginsOf(folder, (file) => readPassword(folder, file) ?? '');
}

function loginsOf(folder: string, passwordOf: (file: string) => string): Logins {
  const loginOf = ({ user, file }: typeof OWNER): Login => {
    return { host: socketFolderOf(folder), port: PORT, user, password: passwordOf(file), database: DATABASE };
  };
  return { owner: loginOf(OWNER), app: loginOf(APP) };
}

function readPassword(folder: string, file: string): string | undefined {
  try {
    return readFileSync(join(folder, file), 'utf8');
  } catch {
    return undefined;
  }
}

/** Makes a password. The file is renamed when it is whole: the process may end at any moment. */
function createPassword(folder: string, file: string): string {
  const password = randomBytes(24).toString('base64url');
  const unfinished = join(folder, `${file}.new`);
  writeFileSync(unfinished, password, { mode: 0o600 });
  renameSync(unfinished, join(folder, file));
  return password;
}
