import type { EngineName, LoadFailure, WorkerSetup } from '../../shared/task-messages.js';
import type { Engine } from './engine.js';
import { loadEspeak } from './espeak.js';
import { loadFlite } from './flite.js';

export interface LoadedEngines {
  /** The first engine that could be loaded; empty when no engine could. */
  readonly engines: readonly Engine[];
  readonly failures: readonly LoadFailure[];
  /**
   * Loads the engine that comes after the first, for a sentence on which the first one fails; undefined when there is
   * no other.
   */
  loadBackup(): Promise<Engine | undefined>;
}

/** Loads the first engine of the list that can be loaded; `failures` names the engines that cannot. */
export async function loadEngines(speech: WorkerSetup['speech']): Promise<LoadedEngines> {
  const failures: LoadFailure[] = [];
  const waiting = [...speech.engines];
  const loadNext = async (): Promise<Engine | undefined> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      try {
        return await load(name, speech);
      } catch (cause) {
        failures.push({ name, reason: cause instanceof Error ? cause.message : String(cause) });
      }
    }
    return undefined;
  };
  const first = await loadNext();
  let backup: Promise<Engine | undefined> | undefined;
  return { engines: first ? [first] : [], failures, loadBackup: () => (backup ??= loadNext()) };
}

function load(name: EngineName, speech: WorkerSetup['speech']): Promise<Engine> {
  return name === 'espeak' ? loadEspeak(speech.espeakRateWpm) : loadFlite(speech.fliteVoice);
}
