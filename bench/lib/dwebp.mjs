import { execFileSync, spawnSync } from 'node:child_process';

/** Why there is no dwebp to measure; undefined when there is. */
export function dwebpMissing() {
  try {
    execFileSync('dwebp', ['-version'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'dwebp is not installed (package webp)';
  }
}

/** ms that dwebp says its decoder took for a file, reading and writing left out; it says so in whole ms. */
export function dwebpDecodeMs(path) {
  const { stderr, status } = spawnSync('dwebp', ['-v', '-ppm', path, '-o', '/dev/null'], { encoding: 'utf8' });
  const [, seconds] = /decode picture: ([\d.]+)s/.exec(stderr) ?? [];
  if (status !== 0 || seconds === undefined) throw new Error(`dwebp failed with exit code ${status}: ${stderr}`);
  return Number(seconds) * 1000;
}
