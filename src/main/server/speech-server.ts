import type { Config } from '../../shared/config/schema.js';
import type { HttpSpeechSetup } from '../../shared/task-messages.js';
import { readSecret } from '../config/secrets.js';
import { CircuitBreaker } from '../resilience/circuit-breaker.js';
import { isReachable } from '../resilience/reachable.js';
import { FallbackSpeech } from '../tts/fallback-speech.js';
import { HttpSpeech } from '../tts/http-speech.js';
import type { Speech } from '../turn/services.js';
import { speechServerEvents } from './events/speech-server-events.js';
import type { Wiring } from './wiring.js';
import { httpSpeechSetupFor } from './worker-setup.js';

/** Returns the settings of the speech server in the config; undefined = there is no server, or its key is missing. */
export function speechServerSetup({ tts }: Config): HttpSpeechSetup | undefined {
  if (tts.engine !== 'openai') return undefined;
  const key = tts.openai_key_env === '' ? undefined : readSecret(tts.openai_key_env);
  return tts.openai_key_env === '' || key !== undefined ? httpSpeechSetupFor(tts, key) : undefined;
}

/** Speech by a server over HTTP, with the embedded engines in its place while it fails. */
export class SpeechServer {
  readonly speech: FallbackSpeech;
  readonly #breaker: CircuitBreaker;
  readonly #url: string;

  /** @param backup returns the embedded engines; undefined = there are no engines */
  constructor({ config, log, pools }: Wiring, backup: () => Speech | undefined) {
    const { tts } = config;
    const events = speechServerEvents(log);
    this.#url = tts.openai_base_url;
    const options = { defaultLanguage: tts.default_language, speed: tts.openai_speed };
    const http = new HttpSpeech(pools.io, pools.arena, pools.room, options, events.spoke);
    this.#breaker = new CircuitBreaker({
      failures: tts.breaker_failures,
      cooldownMs: tts.breaker_cooldown_ms,
      probe: async (signal) => {
        try {
          await http.probe(signal);
        } catch (cause) {
          if (!signal.aborted) events.probeFailed(cause);
          throw cause;
        }
      },
      onChange: (state) => {
        events.breakerChanged(state);
        if (state === 'open') http.cancelPending();
      },
    });
    this.speech = new FallbackSpeech(http, backup, this.#breaker, events);
  }

  /** The reason why the server cannot speak, in words fit for a client; undefined = the server can speak, as far as is known. */
  get problem(): string | undefined {
    return this.#breaker.problem;
  }

  /** Checks whether the server can be reached, and records a problem otherwise. */
  async check(signal: AbortSignal): Promise<void> {
    if (!(await isReachable(this.#url, signal))) this.#breaker.noteProblem('unreachable');
  }

  close(): void {
    this.#breaker.close();
  }
}
