import { rounded } from './distribution.js';

/** The limits beyond which the client, or the machine that it shares, distorts the figures. */
const MAX_LATENESS_MS = 10;
const MAX_LOOP_DELAY_MS = 20;
const MAX_CPU_SHARE = 0.8;

/** The figures of the client itself: those of its worst process; times are p99. */
export interface ClientFigures {
  readonly latenessMs: number;
  readonly loopDelayMs: number;
  readonly cpuShare: number;
}

/** Returns a warning with advice when the client distorts the figures of the server; otherwise an empty list. */
export function clientWarnings({ latenessMs, loopDelayMs, cpuShare }: ClientFigures): string[] {
  const isBusy = cpuShare > MAX_CPU_SHARE;
  const signs: string[] = [];
  if (isBusy) signs.push(`one of its processes used ${Math.round(cpuShare * 100)} % of a core`);
  if (latenessMs > MAX_LATENESS_MS) signs.push(`turns were sent ${rounded(latenessMs)} ms late (p99)`);
  if (loopDelayMs > MAX_LOOP_DELAY_MS)
    signs.push(`the event loop of the client was ${rounded(loopDelayMs)} ms late (p99)`);
  if (signs.length === 0) return [];
  const cause = isBusy ? 'The client was too busy' : 'Other programs kept the machine of the client busy';
  const advice = isBusy
    ? 'Use more --processes, or reduce the load (a lower --rate, fewer --listeners).'
    : 'Run the client and the server on different machines, or reduce the load (a lower --rate, fewer --listeners).';
  return [`${cause}: ${signs.join(', ')}. Part of the latencies and gaps comes from the client. ${advice}`];
}
