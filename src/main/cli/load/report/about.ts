import { arch, availableParallelism, cpus, release, totalmem, type } from 'node:os';
import type { LoadSetup } from '../plan/plan.js';
import { BUILT_IN_PROMPTS } from '../plan/prompts.js';
import type { About } from './report.js';

/** Describes the options, the server and the machine of a run, so that reports can be compared. */
export function aboutRun(setup: LoadSetup, serverVersion: string, served: boolean): About {
  const { arrivals, behaviour } = setup;
  const { prompts } = behaviour;
  return {
    started_at: new Date().toISOString(),
    server: `${setup.host}:${setup.port}, version ${serverVersion}${served ? ', started for this run' : ''}`,
    options: {
      ...('listeners' in arrivals ? { listeners: arrivals.listeners } : { rate_per_s: arrivals.ratePerSecond }),
      duration_s: setup.durationMs / 1000,
      warm_up_s: setup.warmUpMs / 1000,
      processes: setup.processes,
      connections: setup.connections,
      seed: setup.seed,
      prompts: prompts === BUILT_IN_PROMPTS ? 'built in' : `${prompts.length} from a file`,
      unique: behaviour.unique,
      screenshots: behaviour.screenshotShare,
      slow: behaviour.slowShare,
      interrupts: behaviour.interruptShare,
    },
    machine: {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: availableParallelism(),
      memory_gb: Math.round(totalmem() / 1e9),
      os: `${type()} ${release()} ${arch()}`,
    },
    node: process.version,
  };
}
