import type { Arena } from '../../shared/arena.js';
import type { WorkerSetup } from '../../shared/task-messages.js';
import type { HttpSpeaker } from './http-speaker.js';

/** Who asks the speech server; undefined in a thread that asks none, which is spared its code too. */
export async function loadHttpSpeaker(setup: WorkerSetup, arena: Arena): Promise<HttpSpeaker | undefined> {
  if (!setup.httpSpeech) return undefined;
  const { HttpSpeaker } = await import('./http-speaker.js');
  return new HttpSpeaker(setup.httpSpeech, setup.audio, arena);
}
