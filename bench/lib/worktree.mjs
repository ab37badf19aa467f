/** Another revision of this repository, built, beside this checkout. */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { REPOSITORY } from './folders.mjs';

const git = (...args) => execFileSync('git', args, { cwd: REPOSITORY, encoding: 'utf8', stdio: 'pipe' }).trim();

/** @returns the full id of a commit by any of its names; undefined when it is none of this repository */
export function commitOf(revision) {
  try {
    return git('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`);
  } catch {
    return undefined;
  }
}

/**
 * Checks `commit` out into a folder of the system's temporary ones, with this checkout's packages, and builds it.
 * @param signal ends the build
 * @returns its folder, whether it asks for other packages than those it got, and `close`, which removes it
 */
export async function openWorktree(commit, signal) {
  const parent = realpathSync(mkdtempSync(join(tmpdir(), 'nexy-bench-base-')));
  const folder = join(parent, 'base');
  const packages = join(folder, 'node_modules');
  const close = () => {
    // The link goes first, so that nothing can follow it into this checkout's packages.
    rmSync(packages, { force: true });
    git('worktree', 'remove', '--force', folder);
    rmSync(parent, { recursive: true });
  };
  try {
    git('worktree', 'add', '--quiet', '--detach', folder, commit);
    symlinkSync(realpathSync(join(REPOSITORY, 'node_modules')), packages);
    const compiler = join(packages, 'typescript/bin/tsc');
    await promisify(execFile)(process.execPath, [compiler, '-p', 'tsconfig.json'], { cwd: folder, signal });
  } catch (cause) {
    if (existsSync(folder)) close();
    throw new Error(`${commit} could not be built: ${cause.stdout || cause.message}`, { cause });
  }
  const lock = (of) => readFileSync(join(of, 'package-lock.json'), 'utf8');
  return { folder, otherPackages: lock(folder) !== lock(REPOSITORY), close };
}
