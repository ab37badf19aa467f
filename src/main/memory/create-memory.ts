import type { Config } from '../../shared/config/schema.js';
import type { Llm } from '../turn/services.js';
import { type Analyse, DeviceTurnMemory, type MemoryEvents } from './device-memory.js';
import { InProcessStore } from './in-process-store.js';

/** Creates the memory that the config describes, in this process. @param analyst the model that rewrites memory */
export function createMemory({ memory }: Config, analyst: Llm, events: MemoryEvents): DeviceTurnMemory {
  const options = {
    recallTimeoutMs: memory.recall_timeout_ms,
    history: {
      maxTokens: memory.history_tokens,
      maxDevices: memory.max_devices,
      maxBytes: memory.max_bytes,
      idleMs: memory.session_idle_seconds * 1000,
    },
    rewriting: {
      maxAtOnce: memory.rewrite_at_once,
      maxWaiting: memory.rewrite_max_waiting,
      timeoutMs: memory.rewrite_timeout_ms,
      maxTokens: memory.history_tokens,
    },
    limits: { shortTermMaxChars: memory.short_term_chars, longTermMaxChars: memory.long_term_chars },
  };
  const store = new InProcessStore({ maxDevices: memory.max_devices, maxBytes: memory.max_bytes });
  return new DeviceTurnMemory(options, { store, analyse: analyseBy(analyst), events });
}

/** Returns a function that calls the model once and collects its whole reply. */
function analyseBy(analyst: Llm): Analyse {
  return async (prompt, signal) => {
    const noIds = { sessionId: '', hardwareId: '', language: undefined, image: undefined, screen: undefined };
    const analysis = { text: '', inputTokens: 0, outputTokens: 0, model: '' };
    for await (const event of analyst.stream({ ...noIds, prompt, system: '', history: [] }, signal)) {
      if (event.type === 'text') analysis.text += event.text;
      else
        Object.assign(analysis, {
          inputTokens: event.inputTokens,
          outputTokens: event.outputTokens,
          model: event.model,
        });
    }
    return analysis;
  };
}
