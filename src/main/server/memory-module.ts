import { isBuiltIn } from '../../shared/config/llm-keys.js';
import { type CreatedLlm, createLlm } from '../llm/create-llm.js';
import { createMemory } from '../memory/create-memory.js';
import type { DeviceTurnMemory } from '../memory/device-memory.js';
import { llmEvents } from './events/llm-events.js';
import { memoryEvents } from './events/memory-events.js';
import type { LlmModule } from './llm-module.js';
import { type Module, type ModuleStatus, statusFor } from './module.js';
import type { Wiring } from './wiring.js';

/** The time that memory rewriting gets to end when the server stops, ms. */
const REWRITE_GRACE_MS = 500;

/** Remembers the conversations of devices. Without this module each turn stands by itself. */
export class MemoryModule implements Module {
  readonly name = 'memory_management';
  readonly need = 'optional';
  readonly #wiring: Wiring;
  readonly #llm: LlmModule;
  #memory: DeviceTurnMemory | undefined;
  /** The chain of `memory.chain`, which only this module uses; undefined = the one of turns rewrites memory. */
  #ownLlm: CreatedLlm | undefined;

  constructor(wiring: Wiring, llm: LlmModule) {
    this.#wiring = wiring;
    this.#llm = llm;
  }

  /** The memory; undefined while the module does not run, and when the config switches memory off. */
  get memory(): DeviceTurnMemory | undefined {
    return this.#memory;
  }

  async start(signal: AbortSignal): Promise<void> {
    const { config, log, usage } = this.#wiring;
    const { memory, llm } = config;
    const chain = memory.chain.length > 0 ? memory.chain : llm.chain;
    // The built-in models cannot summarise.
    if (!memory.enabled || chain.every(isBuiltIn)) return;
    if (memory.chain.length > 0) {
      this.#ownLlm = await createLlm(memory.chain, config, llmEvents(log, llm.providers));
      await this.#ownLlm.check(signal);
    }
    this.#memory = createMemory(config, (this.#ownLlm ?? this.#llm.created).llm, memoryEvents(log, usage));
  }

  async stop(): Promise<void> {
    await this.#memory?.close(REWRITE_GRACE_MS);
    await this.#ownLlm?.close();
  }

  status(): ModuleStatus {
    return statusFor(this.#ownLlm?.problem);
  }
}
