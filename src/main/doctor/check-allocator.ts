import { ARENAS_VARIABLE } from '../config/allocator.js';
import type { Finding } from './finding.js';

const RECOMMENDED = 2;

/**
 * Reports the number of arenas that glibc's allocator may keep. The measurements are in docs/decisions/008.
 * @param limit of the environment; undefined = none
 * @param glibc its version; undefined with another C library, which has no such arenas
 */
export function checkAllocator(limit: string | undefined, glibc: string | undefined): Finding | undefined {
  if (glibc === undefined) return undefined;
  const finding = {
    subject: 'memory',
    isGood: true,
    detail: `${ARENAS_VARIABLE}${limit ? `=${limit}` : ' is not set'}`,
  };
  if (Number(limit) >= 1 && Number(limit) <= RECOMMENDED) return finding;
  return {
    ...finding,
    mend: `set ${ARENAS_VARIABLE}=${RECOMMENDED}, as npm start does: without it screenshots take about 90 MB more`,
  };
}

/** Returns the version of glibc that this process uses; undefined with another C library. */
export function glibcVersion(): string | undefined {
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  return header.glibcVersionRuntime;
}
