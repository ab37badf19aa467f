import type { Arena } from '../shared/arena.js';
import type { LoadFailure, WorkerSetup } from '../shared/task-messages.js';
import type { Engine } from './engines/engine.js';
import type { Speaker } from './speak.js';

export interface LoadedSpeaker {
  /** The speaker; undefined in a thread that has no engines. */
  readonly speaker: Speaker | undefined;
  readonly engines: readonly Engine[];
  readonly failures: readonly LoadFailure[];
}

/** Loads the engines and warms them up; a thread that has none does not load their code either. */
export async function loadSpeaker(setup: WorkerSetup, arena: Arena): Promise<LoadedSpeaker> {
  if (setup.speech.engines.length === 0) return { speaker: undefined, engines: [], failures: [] };
  const [{ loadEngines }, { Speaker }] = await Promise.all([import('./engines/load-engines.js'), import('./speak.js')]);
  const loaded = await loadEngines(setup);
  const speaker = new Speaker(setup, arena, loaded);
  await speaker.warmUp();
  return { speaker, ...loaded };
}
