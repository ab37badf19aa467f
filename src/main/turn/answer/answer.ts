import type { AssistantPolicy, TurnLog } from '../services.js';
import type { AnswerEvent, AssistantCommand } from './answer-events.js';
import { AnswerParser } from './answer-parser.js';
import type { FeatureId } from './command-table.js';
import { type CommandPolicy, type ValidatedCommand, validateCommand } from './commands.js';

/** A validated command for the client, with the part of the assistant that it belongs to. */
export interface AssistantAction {
  readonly command: ValidatedCommand;
  readonly featureId: FeatureId;
}

/**
 * Splits the model's answer into text to be spoken, as it arrives, and at most one command that may be forwarded. A
 * command that may not be forwarded is logged, and does not change the speech.
 */
export async function* answer(
  tokens: AsyncIterable<string>,
  policy: AssistantPolicy['commands'],
  log: TurnLog,
): AsyncGenerator<string | AssistantAction, void, undefined> {
  const parser = new AnswerParser();
  for await (const token of tokens) {
    for (const output of outputOf(parser.push(token), policy, log)) yield output;
  }
  yield* outputOf(parser.end(), policy, log);
}

function* outputOf(
  events: readonly AnswerEvent[],
  policy: CommandPolicy | undefined,
  log: TurnLog,
): Generator<string | AssistantAction, void, undefined> {
  for (const event of events) {
    if (event.type === 'text') yield event.text;
    else if (event.type === 'problem') log.degrade('answer', { reason: event.problem });
    else {
      const action = forwarded(event.command, policy, log);
      if (action) yield action;
    }
  }
}

/** Returns the action for a command; undefined when the command may not be forwarded. */
function forwarded(
  command: AssistantCommand,
  policy: CommandPolicy | undefined,
  log: TurnLog,
): AssistantAction | undefined {
  if (!policy) {
    log.refuseCommand({ reason: 'forwarding_off' });
    return undefined;
  }
  const judged = validateCommand(command, policy);
  if (judged.verdict === 'forward') return { command: judged.command, featureId: judged.featureId };
  const { verdict: _, ...why } = judged;
  log.refuseCommand(why);
  return undefined;
}
