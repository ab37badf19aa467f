import type { Config } from '../../shared/config/schema.js';
import { allowedCommands } from '../turn/answer/commands.js';
import { type PromptFlags, type PromptSection, systemPrompt } from '../turn/prompt.js';
import type { AssistantPolicy } from '../turn/services.js';

/**
 * Returns the features that the flags and kill switches of a config allow. Without actions, messages, WhatsApp and the
 * browser are off, too.
 */
export function promptFlags({ features, kill_switches, browser_use }: Config): PromptFlags {
  const actions = features.forward_assistant_actions && !kill_switches.disable_forward_assistant_actions;
  return {
    actions,
    messages: actions && features.messages_enabled,
    whatsapp: actions && features.whatsapp_enabled,
    browser_use: actions && browser_use.enabled,
    subscription: features.subscription_enabled,
    subscription_actions: actions && features.subscription_enabled,
  };
}

/** Returns a function that returns the policy for the next turn. The policy is made anew only when another config is in force. */
export function assistantPolicy(sections: readonly PromptSection[], current: () => Config): () => AssistantPolicy {
  let policyConfig: Config | undefined;
  let policy: AssistantPolicy;
  return () => {
    const config = current();
    if (config === policyConfig) return policy;
    policyConfig = config;
    policy = policyOf(sections, config);
    return policy;
  };
}

function policyOf(sections: readonly PromptSection[], config: Config): AssistantPolicy {
  const flags = promptFlags(config);
  const { messages, whatsapp, browser_use: browserUse, subscription_actions: subscription } = flags;
  const allowed = allowedCommands({ messages, whatsapp, browserUse, subscription });
  return {
    system: systemPrompt(sections, flags),
    commands: flags.actions ? { allowed, browserArgs: browserArgs(config.browser_use) } : undefined,
  };
}

function browserArgs({ model, max_steps, timeout_s, keep_open }: Config['browser_use']): Record<string, unknown> {
  // Without a model of its own the client's browser uses the model that the client has.
  return { ...(model === '' ? {} : { model }), max_steps, timeout_s, keep_open };
}
