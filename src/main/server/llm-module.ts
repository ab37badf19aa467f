import { readPromptSections } from '../config/prompt-sections.js';
import { type CreatedLlm, createLlm } from '../llm/create-llm.js';
import type { AssistantPolicy, Llm } from '../turn/services.js';
import { assistantPolicy } from './assistant-policy.js';
import { llmEvents } from './events/llm-events.js';
import { type Module, type ModuleStatus, statusFor } from './module.js';
import type { Wiring } from './wiring.js';

/** Answers prompts by the models of `llm.chain`. */
export class LlmModule implements Module {
  readonly name = 'llm';
  readonly need = 'required';
  readonly #wiring: Wiring;
  #created: CreatedLlm | undefined;
  #policy: (() => AssistantPolicy) | undefined;

  constructor(wiring: Wiring) {
    this.#wiring = wiring;
  }

  /** @throws Error before the start */
  get llm(): Llm {
    return this.created.llm;
  }

  /** The chain with the connections that it keeps open. @throws Error before the start */
  get created(): CreatedLlm {
    if (!this.#created) throw new Error('the llm module has not started');
    return this.#created;
  }

  /** Returns the system prompt and the allowed commands of the next turn. @throws Error before the start */
  get policy(): () => AssistantPolicy {
    if (!this.#policy) throw new Error('the llm module has not started');
    return this.#policy;
  }

  /** @throws Error when the scenario file or a section of the prompt cannot be read */
  async start(signal: AbortSignal): Promise<void> {
    const { config, current, log } = this.#wiring;
    this.#policy = assistantPolicy(readPromptSections(config.llm.prompts_dir), current);
    this.#created = await createLlm(config.llm.chain, config, llmEvents(log, config.llm.providers));
    await this.#created.check(signal);
  }

  async stop(): Promise<void> {
    await this.#created?.close();
  }

  status(): ModuleStatus {
    return statusFor(this.#created?.problem);
  }
}
