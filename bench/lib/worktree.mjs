/** Checks out and builds another revision of this repository beside this checkout. */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { REPOSITORY } from './folders.mjs';

/** @param {string[]} args */
const git = (...args) => execFileSync('git', args, { cwd: REPOSITORY, encoding: 'utf8', stdio: 'pipe' }).trim();

/**
 * Returns the full id of the commit that `revision` names; undefined when this repository has no such commit.
 * @param {string} revision
 */
export function commitOf(revision) {
  try {
    return git('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`);
  } catch {
    return undefined;
  }
}

/**
 * Checks `commit` out into a temporary folder and builds it with this checkout's packages.
 * @param {string} commit
 * @param {AbortSignal} signal cancels the build
 * @returns `folder`; `otherPackages`, true when the commit requires other packages than those of this checkout; and
 *   `close`, which removes the folder
 */
export async function openWorktree(commit, signal) {
  const parent = realpathSync(mkdtempSync(join(tmpdir(), 'nexy-bench-base-')));
  const folder = join(parent, 'base');
  const packages = join(folder, 'node_modules');
  const close = () => {
    // The link is removed first, so that no removal can follow it into this checkout's packages.
    rmSync(packages, { force: true });
    git('worktree', 'remove', '--force', folder);
    rmSync(parent, { recursive: true });
  };
  try {
    git('worktree', 'add', '--quiet', '--detach', folder, commit);
    symlinkSync(realpathSync(join(REPOSITORY, 'node_modules')), packages);
    // Older commits have no build of their own beside the compiler. The build makes files that the compiler alone does not.
    const ownBuild = join(folder, 'scripts/build.mjs');
    const build = existsSync(ownBuild) ? [ownBuild] : [join(packages, 'typescript/bin/tsc'), '-p', 'tsconfig.json'];
    await promisify(execFile)(process.execPath, build, { cwd: folder, signal });
  } catch (cause) {
    if (existsSync(folder)) close();
    const { stdout, message } = /** @type {Error & { stdout?: string }} */ (cause);
    throw new Error(`${commit} could not be built: ${stdout || message}`, { cause });
  }
  /** @param {string} checkout */
  const lock = (checkout) => readFileSync(join(checkout, 'package-lock.json'), 'utf8');
  return { folder, otherPackages: lock(folder) !== lock(REPOSITORY), close };
}
