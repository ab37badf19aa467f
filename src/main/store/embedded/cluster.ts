import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Binaries, linkLibraries } from './binaries.js';
import { createLogins, type Logins, PORT } from './logins.js';
import { enterableFolder, type OsUser, userForPostgres } from './os-user.js';
import { takeFolder } from './owner.js';
import { stopPostmaster } from './postmaster.js';
import { createSocketFolder } from './socket-folder.js';

const INITDB_OPTIONS = ['--encoding=UTF8', '--locale=C.UTF-8', '--auth=scram-sha-256'];
/** The time that PostgreSQL gets to end by itself, ms; it writes its changes to the disk meanwhile. */
const STOP_TIMEOUT_MS = 10_000;

export interface ClusterOptions {
  readonly folder: string;
  readonly binaries: Binaries;
  /** Reports a step of the first start, which takes some seconds. */
  readonly onProgress: (step: string) => void;
  /** Reports that PostgreSQL ended by itself; `start` starts it again. */
  readonly onExit: (why: string) => void;
}

/**
 * A PostgreSQL server of our own, in a folder: `data` (its files), `log`, `lib` (links to libraries), the passwords, and `owner` (the process
 * that uses the folder). It listens on a Unix socket, or where there is none on the loopback address.
 */
export class Cluster {
  readonly #options: ClusterOptions;
  readonly #folder: string;
  readonly #user: OsUser | undefined;
  #giveBack: (() => void) | undefined;
  #server: ChildProcess | undefined;
  #endedBecause = 'it was not started';
  #host = '';
  #stopping: Promise<void> | undefined;

  /** @throws Error when no user of the system may run it */
  constructor(options: ClusterOptions) {
    this.#options = options;
    this.#user = userForPostgres();
    this.#folder = enterableFolder(resolve(options.folder), this.#user);
  }

  /**
   * Starts PostgreSQL unless it runs, and creates its files first when there are none. A server that an earlier process left behind
   * is stopped first. It accepts connections some time after this returns.
   * @throws Error that says why it cannot start, or the signal's reason
   */
  async start(signal: AbortSignal): Promise<void> {
    if (this.#server) return;
    mkdirSync(this.#folder, { recursive: true });
    this.#giveBack ??= takeFolder(join(this.#folder, 'owner'));
    // Nothing of the server's environment, which has its secrets, is passed on.
    const env = linkLibraries(this.#options.binaries.libraries, join(this.#folder, 'lib'));
    if (!existsSync(join(this.#data, 'PG_VERSION'))) await this.#create(env, signal);
    await stopPostmaster(this.#data, STOP_TIMEOUT_MS);
    signal.throwIfAborted();
    this.#host = createSocketFolder(this.#folder, this.#user);
    this.#run(env);
  }

  /** The reason why PostgreSQL does not run any more; undefined = it runs. */
  get endedBecause(): string | undefined {
    return this.#server ? undefined : this.#endedBecause;
  }

  /** The logins of its database. */
  logins(): Logins {
    return createLogins(this.#folder);
  }

  /** Stops PostgreSQL: it refuses new connections, ends the others, and writes its changes to the disk. Idempotent. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  get #data(): string {
    return join(this.#folder, 'data');
  }

  /** Creates the files of the database under another name, and renames them at the end: a start that is interrupted leaves none. */
  async #create(env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<void> {
    const { onProgress, binaries } = this.#options;
    const unfinished = join(this.#folder, 'data.new');
    const passwordFile = join(this.#folder, 'password.init');
    onProgress('creating the database');
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { mode: 0o700 });
    const { user, password } = this.logins().owner;
    writeFileSync(passwordFile, password, { mode: 0o600 });
    if (this.#user) {
      chownSync(unfinished, this.#user.uid, this.#user.gid);
      chownSync(passwordFile, this.#user.uid, this.#user.gid);
    }
    try {
      const args = [...INITDB_OPTIONS, `--username=${user}`, `--pgdata=${unfinished}`, `--pwfile=${passwordFile}`];
      await ended(this.#spawn(binaries.initdb, args, env, { signal }), 'initdb');
    } finally {
      rmSync(passwordFile, { force: true });
    }
    renameSync(unfinished, this.#data);
    onProgress('created the database');
  }

  #run(env: NodeJS.ProcessEnv): void {
    const settings = {
      ...(this.#host.startsWith('/')
        ? { listen_addresses: '', unix_socket_directories: this.#host, unix_socket_permissions: '0700' }
        : { listen_addresses: this.#host }),
      port: String(PORT),
      logging_collector: 'on',
      log_directory: join(this.#folder, 'log'),
      // A week of logs, one file a day.
      log_filename: 'postgresql-%a.log',
      log_truncate_on_rotation: 'on',
      log_rotation_size: '0',
    };
    mkdirSync(settings.log_directory, { recursive: true });
    if (this.#user) chownSync(settings.log_directory, this.#user.uid, this.#user.gid);
    const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    // In a process group of its own: Ctrl+C at a terminal ends the server, which still needs the database then.
    const server = this.#spawn(this.#options.binaries.postgres, ['-D', this.#data, ...args], env, { detached: true });
    this.#server = server;
    ended(server, 'PostgreSQL').then(
      () => this.#exited('it was stopped'),
      (cause: Error) => this.#exited(cause.message),
    );
  }

  #exited(why: string): void {
    this.#server = undefined;
    this.#endedBecause = why;
    if (!this.#stopping) this.#options.onExit(why);
  }

  #spawn(program: string, args: readonly string[], env: NodeJS.ProcessEnv, options: SpawnOptions): ChildProcess {
    makeExecutable(program);
    const user = this.#user ? { uid: this.#user.uid, gid: this.#user.gid } : {};
    return spawn(program, args, { ...options, ...user, env, cwd: this.#folder, stdio: ['ignore', 'ignore', 'pipe'] });
  }

  async #stop(): Promise<void> {
    const server = this.#server;
    if (server && server.exitCode === null) {
      const exited = new Promise((resolve) => server.once('exit', resolve));
      // SIGINT = fast shutdown (PostgreSQL manual, "Shutting Down the Server").
      server.kill('SIGINT');
      await Promise.race([exited, sleep(STOP_TIMEOUT_MS, undefined, { ref: false })]);
      // SIGQUIT = end at once; the next start recovers.
      if (server.exitCode === null) server.kill('SIGQUIT');
    }
    this.#giveBack?.();
  }
}

/** Makes a program executable: npm may have unpacked it without that right. */
function makeExecutable(program: string): void {
  try {
    chmodSync(program, 0o755);
  } catch {
    // A read-only package; if the program cannot be executed, its start fails and says so.
  }
}

/** Waits for a program to end. @throws Error with the last line that it wrote when it fails */
function ended(child: ChildProcess, name: string): Promise<void> {
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-2_000);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) return resolve();
      const line = errors.trim().split('\n').at(-1) ?? '';
      reject(new Error(`${name} ended with ${signal ?? `code ${code}`}${line === '' ? '' : `: ${line}`}`));
    });
  });
}
