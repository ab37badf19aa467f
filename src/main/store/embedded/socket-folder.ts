import { createHash } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OsUser } from './os-user.js';

/** The longest path of a folder for sockets, bytes: `sockaddr_un` holds 107, the name of the socket takes 14. */
const MAX_FOLDER_BYTES = 90;

/**
 * Returns the folder for the socket of a cluster: in the folder of the cluster if its path is short enough, else in the folder
 * for temporary files, under a name made from that path. On Windows it is the loopback address.
 */
export function socketFolderOf(clusterFolder: string): string {
  if (process.platform === 'win32') return '127.0.0.1';
  const inside = join(clusterFolder, 'socket');
  if (Buffer.byteLength(inside) <= MAX_FOLDER_BYTES) return inside;
  const name = createHash('sha256').update(clusterFolder).digest('hex').slice(0, 16);
  return join(tmpdir(), `nexy-pg-${name}`);
}

/** Creates the folder for the socket of a cluster, which only `user` may enter. @returns `socketFolderOf` */
export function createSocketFolder(clusterFolder: string, user: OsUser | undefined): string {
  const folder = socketFolderOf(clusterFolder);
  if (process.platform === 'win32') return folder;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  if (user) chownSync(folder, user.uid, user.gid);
  return folder;
}
