/** The name of a segment: the process that writes it, the start of that process, and a number that counts up. */
export interface SegmentName {
  readonly pid: number;
  /** A random value of the process: another process may get the same pid later. */
  readonly life: string;
  readonly index: number;
}

const PATTERN = /^(\d+)\.([\da-f]{8})\.(\d+)\.spool$/;

export const fileNameOf = ({ pid, life, index }: SegmentName): string =>
  `${pid}.${life}.${String(index).padStart(8, '0')}.spool`;

/** Returns the name in a file's name; undefined = the file is no segment. */
export function parseSegmentName(fileName: string): SegmentName | undefined {
  const [, pid, life, index] = PATTERN.exec(fileName) ?? [];
  return life === undefined ? undefined : { pid: Number(pid), life, index: Number(index) };
}

/**
 * Tells whether the process that writes a segment still runs; `own` is the name of a segment of this process. A pid that is
 * in use again keeps a segment from being read until that process ends, too: no record is lost by it.
 */
export function isBeingWritten({ pid, life }: SegmentName, own: Pick<SegmentName, 'pid' | 'life'>): boolean {
  if (pid === own.pid) return life === own.life;
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    // EPERM: the process runs, under another user.
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}
