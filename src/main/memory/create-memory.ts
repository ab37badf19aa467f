import type { Config } from '../../shared/config/schema.js';
import type { DecisionLog } from '../log/decision-log.js';
import type { Llm } from '../turn/services.js';
import type { UsageSink } from '../usage.js';
import { type Analyse, DeviceTurnMemory, type MemoryEvents } from './device-memory.js';
import { InProcessStore } from './in-process-store.js';

/** Memory as the config wants it, in this process. @param analyst who rewrites it */
export function createMemory({ memory }: Config, analyst: Llm, usage: UsageSink, log: DecisionLog): DeviceTurnMemory {
  const options = {
    recallTimeoutMs: memory.recall_timeout_ms,
    history: {
      maxTokens: memory.history_tokens,
      maxSessions: memory.max_sessions,
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
  const store = new InProcessStore({ maxEntries: memory.max_devices, maxBytes: memory.max_bytes });
  return new DeviceTurnMemory(options, { store, analyse: analyseBy(analyst), events: memoryEvents(log, usage) });
}

/** Asks a model once, and hears it out. */
function analyseBy(analyst: Llm): Analyse {
  return async (prompt, signal) => {
    const nobody = { sessionId: '', hardwareId: '', language: undefined, image: undefined, screen: undefined };
    const analysis = { text: '', inputTokens: 0, outputTokens: 0, model: '' };
    for await (const event of analyst.stream({ ...nobody, prompt, system: '', history: [] }, signal)) {
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

/** What memory tells, as lines of the log. */
function memoryEvents(log: DecisionLog, usage: UsageSink): MemoryEvents {
  const scope = 'memory';
  const degrade = (method: string, hardware_id: string, reason: string, cause?: unknown): void =>
    log.write('warn', {
      scope,
      method,
      decision: 'degrade',
      ctx: { hardware_id, reason, ...(cause instanceof Error ? { cause } : {}) },
    });
  return {
    recallFailed: (hardwareId, reason, cause) => degrade('recall', hardwareId, reason, cause),
    rewritten: (hardwareId, cost) => {
      log.write('info', { scope, method: 'rewrite', decision: 'complete', ctx: { hardware_id: hardwareId } });
      if (cost.model !== '') usage.record({ source: 'memory_analyzer', hardwareId, sessionId: '', ...cost });
    },
    rewriteFailed: (hardwareId, reason, cause) => degrade('rewrite', hardwareId, reason, cause),
    rewriteDropped: (hardwareId) => degrade('rewrite', hardwareId, 'dropped'),
  };
}
