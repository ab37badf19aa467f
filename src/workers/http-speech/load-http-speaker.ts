import type { Arena } from '../../shared/arena.js';
import type { WorkerSetup } from '../../shared/task-messages.js';
import type { HttpSpeaker } from './http-speaker.js';

/**
 * Loads the speaker over HTTP; returns undefined in a thread that uses no speech server, and does not load its code
 * there.
 */
export async function loadHttpSpeaker(setup: WorkerSetup, arena: Arena): Promise<HttpSpeaker | undefined> {
  if (!setup.httpSpeech) return undefined;
  const { HttpSpeaker } = await import('./http-speaker.js');
  return new HttpSpeaker(setup.httpSpeech, setup.audio, arena);
}
