import type { LoadFailure, WorkerSetup } from '../../shared/task-messages.js';
import type { Engine } from './engine.js';
import { loadEspeak } from './espeak.js';
import { loadFlite } from './flite.js';

export interface LoadedEngines {
  /** One, or none. */
  readonly engines: readonly Engine[];
  readonly failures: readonly LoadFailure[];
}

/** Loads the first engine of the list that can be loaded; those that cannot are named. */
export async function loadEngines(speech: WorkerSetup['speech']): Promise<LoadedEngines> {
  const engines: Engine[] = [];
  const failures: LoadFailure[] = [];
  for (const name of speech.engines) {
    if (engines.length > 0) break;
    try {
      engines.push(await (name === 'espeak' ? loadEspeak(speech.espeakRateWpm) : loadFlite(speech.fliteVoice)));
    } catch (cause) {
      failures.push({ name, reason: cause instanceof Error ? cause.message : String(cause) });
    }
  }
  return { engines, failures };
}
