import type { Finding } from './finding.js';

const VARIABLE = 'MALLOC_ARENA_MAX';
const RECOMMENDED = 2;

/**
 * Reports the number of arenas that glibc's allocator may keep: it is read from the environment when the process starts,
 * so the server cannot set it. The measurements are in docs/decisions/008.
 * @param glibcVersion undefined with another C library, which has no such arenas
 */
export function checkAllocator(
  env: Readonly<Record<string, string | undefined>>,
  glibcVersion: string | undefined,
): Finding | undefined {
  if (glibcVersion === undefined) return undefined;
  const value = env[VARIABLE];
  const finding = { subject: 'memory', isGood: true, detail: `${VARIABLE}${value ? `=${value}` : ' is not set'}` };
  if (Number(value) >= 1 && Number(value) <= RECOMMENDED) return finding;
  return {
    ...finding,
    mend: `set ${VARIABLE}=${RECOMMENDED}, as npm start does: without it screenshots take about 100 MB more`,
  };
}

/** Returns the version of glibc that this process uses; undefined with another C library. */
export function glibcVersion(): string | undefined {
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  return header.glibcVersionRuntime;
}
