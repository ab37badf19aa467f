/** The keys of the config section `database`: PostgreSQL, and the spool that holds usage while it is away. */
import { z } from 'zod';
import { host, integer, key, port, text } from './key.js';

export const DATABASE_KEYS = {
  mode: key(
    z.enum(['auto', 'external', 'embedded', 'off']),
    'DATABASE_MODE',
    'external = the server at DATABASE_URL, or else at database.host; embedded = a PostgreSQL of its own in database.folder; off; auto = external when the variable DATABASE_URL or DB_HOST is set, else embedded in dev and off elsewhere',
  ),
  host: key(
    z.union([z.literal(''), host, z.string().startsWith('/')]),
    'DB_HOST',
    'Host of the external database, or the folder of its Unix socket; the password is in the variable DB_PASSWORD',
  ),
  port: key(port, 'DB_PORT', 'TCP port of the external database'),
  name: key(text(63), 'DB_NAME', 'Name of the external database'),
  user: key(text(63), 'DB_USER', 'Database user of the server'),
  folder: key(text(4_096), 'DATABASE_FOLDER', 'Folder of the embedded database, relative to the working directory'),
  max_connections: key(integer(1, 1_000), 'DATABASE_MAX_CONNECTIONS', 'Connections to the database'),
  connect_timeout_ms: key(integer(10, 600_000), 'DATABASE_CONNECT_TIMEOUT_MS', 'Longest wait for a connection'),
  query_timeout_ms: key(
    integer(10, 600_000),
    'DATABASE_QUERY_TIMEOUT_MS',
    'Longest query; after it the database counts as away, until it is reached again',
  ),
  retry_ms: key(integer(10, 600_000), 'DATABASE_RETRY_MS', 'Interval of the attempts to reach the database'),
  spool_folder: key(
    text(4_096),
    'DATABASE_SPOOL_FOLDER',
    'Folder for rows of usage while the database is away, relative to the working directory',
  ),
  spool_max_bytes: key(
    integer(65_536, 1_099_511_627_776),
    'DATABASE_SPOOL_MAX_BYTES',
    'Bytes of usage on disk while the database is away; beyond the limit reports of usage are `unavailable`',
  ),
} as const;
