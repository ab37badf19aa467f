import { execFileSync, spawnSync } from 'node:child_process';

/** Returns the reason why dwebp cannot be measured; undefined when it is installed. */
export function dwebpMissing() {
  try {
    execFileSync('dwebp', ['-version'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'dwebp is not installed (package webp)';
  }
}

/**
 * Returns the time that dwebp reports for decoding a file, in whole ms; reading and writing the files is not included.
 * @param {string} path
 */
export function dwebpDecodeMs(path) {
  const { stderr, status } = spawnSync('dwebp', ['-v', '-ppm', path, '-o', '/dev/null'], { encoding: 'utf8' });
  const [, seconds] = /decode picture: ([\d.]+)s/.exec(stderr) ?? [];
  if (status !== 0 || seconds === undefined) throw new Error(`dwebp failed with exit code ${status}: ${stderr}`);
  return Number(seconds) * 1000;
}
