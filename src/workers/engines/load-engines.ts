import type { EngineName, LoadFailure, WorkerSetup } from '../../shared/task-messages.js';
import type { Engine } from './engine.js';
import { loadEspeak, loadNativeEspeak } from './espeak.js';
import { loadFlite } from './flite.js';

/** An engine that may be loaded; the two builds of espeak count as two. */
interface Candidate {
  readonly name: EngineName;
  readonly load: () => Promise<Engine>;
}

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
export async function loadEngines(setup: Pick<WorkerSetup, 'speech' | 'nice'>): Promise<LoadedEngines> {
  const failures: LoadFailure[] = [];
  const waiting = setup.speech.engines.flatMap((name) => candidates(name, setup));
  const loadNext = async (): Promise<Engine | undefined> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      try {
        return await next.load();
      } catch (cause) {
        failures.push({ name: next.name, reason: cause instanceof Error ? cause.message : String(cause) });
      }
    }
    return undefined;
  };
  const first = await loadNext();
  let backup: Promise<Engine | undefined> | undefined;
  return { engines: first ? [first] : [], failures, loadBackup: () => (backup ??= loadNext()) };
}

/** Returns the builds of an engine, in the order in which they are tried. */
function candidates(name: EngineName, { speech, nice }: Pick<WorkerSetup, 'speech' | 'nice'>): readonly Candidate[] {
  if (name === 'flite') return [{ name, load: () => loadFlite(speech.fliteVoice) }];
  const inThread = { name, load: () => loadEspeak(speech.espeakRateWpm) };
  if (speech.espeakLibrary === 'package') return [inThread];
  return [{ name, load: () => loadNativeEspeak(speech.espeakRateWpm, nice) }, inThread];
}
