import { BUILT_IN_LLMS } from '../shared/config/llm-keys.js';
import type { Config } from '../shared/config/schema.js';
import { assistantPolicy } from './assistant-policy.js';
import { readPromptSections } from './config/prompt-sections.js';
import { type CreatedLlm, createLlm } from './llm/create-llm.js';
import { llmEvents } from './llm/llm-events.js';
import type { DecisionLog } from './log/decision-log.js';
import { createMemory } from './memory/create-memory.js';
import type { DeviceTurnMemory } from './memory/device-memory.js';
import type { AssistantPolicy, Llm } from './turn/services.js';
import type { UsageSink } from './usage.js';

/** At a stop, memory that is being rewritten gets this long, ms. */
const REWRITE_GRACE_MS = 500;

/** Who answers, what they are told, and what is remembered. */
export interface Assistant {
  readonly llm: Llm;
  readonly policy: () => AssistantPolicy;
  /** undefined = nothing is remembered. */
  readonly memory: DeviceTurnMemory | undefined;
  close(): Promise<void>;
}

/**
 * @param current the config in force, whose flags decide what the assistant may do
 * @throws Error when the script or a section of the prompt cannot be read
 */
export async function createAssistant(
  config: Config,
  current: () => Config,
  usage: UsageSink,
  log: DecisionLog,
): Promise<Assistant> {
  const policy = assistantPolicy(readPromptSections(config.llm.prompts_dir), current);
  const answering = await createLlm(config.llm.chain, config, llmEvents(log, config.llm.providers));
  const analyst = await analystOf(config, answering, log);
  const memory = analyst && createMemory(config, analyst.llm, usage, log);
  return {
    llm: answering.llm,
    policy,
    memory,
    close: async () => {
      await memory?.close(REWRITE_GRACE_MS);
      await analyst?.close();
      await answering.close();
    },
  };
}

/** Who rewrites the memory; nobody, where only what is built in answers: it would not understand. */
async function analystOf(config: Config, answering: CreatedLlm, log: DecisionLog): Promise<CreatedLlm | undefined> {
  const { memory, llm } = config;
  const isModel = (name: string): boolean => !BUILT_IN_LLMS.some((builtIn) => builtIn === name);
  const chain = memory.chain.length > 0 ? memory.chain : llm.chain;
  if (!memory.enabled || !chain.some(isModel)) return undefined;
  return memory.chain.length > 0 ? createLlm(memory.chain, config, llmEvents(log, llm.providers)) : answering;
}
