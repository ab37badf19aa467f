import { NexyError } from '../../shared/errors.js';
import { readPromptSections } from '../config/prompt-sections.js';
import { type CreatedLlm, createLlm } from '../llm/create-llm.js';
import type { AssistantPolicy, Llm } from '../turn/services.js';
import { assistantPolicy } from './assistant-policy.js';
import { llmEvents } from './events/llm-events.js';
import { type Module, type ModuleStatus, statusFor } from './module.js';
import type { Wiring } from './wiring.js';

/** The model of a server whose module could not be started: every turn ends with an error. */
const UNAVAILABLE: Llm = {
  name: 'none',
  stream: () => {
    throw new NexyError('unavailable');
  },
};
const NO_POLICY: AssistantPolicy = { system: '', commands: undefined };

/** Answers prompts by the models of `llm.chain`. Without this module turns end with the error `unavailable`. */
export class LlmModule implements Module {
  readonly name = 'llm';
  readonly need = 'core';
  readonly #wiring: Wiring;
  #created: CreatedLlm | undefined;
  #policy: () => AssistantPolicy = () => NO_POLICY;

  constructor(wiring: Wiring) {
    this.#wiring = wiring;
  }

  get llm(): Llm {
    return this.#created?.llm ?? UNAVAILABLE;
  }

  /** The chain with the connections that it keeps open. @throws Error when the module has not started */
  get created(): CreatedLlm {
    if (!this.#created) throw new Error('the llm module has not started');
    return this.#created;
  }

  /** Returns the system prompt and the allowed commands of the next turn. */
  get policy(): () => AssistantPolicy {
    return this.#policy;
  }

  /** @throws Error when the scenario file or a section of the prompt cannot be read */
  async start(signal: AbortSignal): Promise<void> {
    const { config, current, log } = this.#wiring;
    try {
      this.#policy = assistantPolicy(readPromptSections(config.llm.prompts_dir), current);
      this.#created = await createLlm(config.llm.chain, config, llmEvents(log, config.llm.providers));
    } catch (cause) {
      // The message names a file of the operator, and holds nothing of a client or a provider.
      const reason = cause instanceof Error ? cause.message : String(cause);
      log.write('error', { scope: this.name, method: 'load', decision: 'error', ctx: { reason } });
      throw cause;
    }
    await this.#created.check(signal);
  }

  async stop(): Promise<void> {
    const created = this.#created;
    this.#created = undefined;
    await created?.close();
  }

  status(): ModuleStatus {
    return statusFor(this.#created?.problem);
  }
}
