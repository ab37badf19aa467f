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
  function* outputOf(events: readonly AnswerEvent[]): Generator<string | AssistantAction, void, undefined> {
    for (const event of events) {
      if (event.type === 'text') yield event.text;
      else if (event.type === 'problem') log.degrade('answer', { reason: event.problem });
      else yield* forwarded(event.command, policy, log);
    }
  }
  for await (const token of tokens) yield* outputOf(parser.push(token));
  yield* outputOf(parser.end());
}

function* forwarded(
  command: AssistantCommand,
  policy: CommandPolicy | undefined,
  log: TurnLog,
): Generator<AssistantAction, void, undefined> {
  if (!policy) return log.refuseCommand({ reason: 'forwarding_off' });
  const judged = validateCommand(command, policy);
  if (judged.verdict === 'forward') {
    yield { command: judged.command, featureId: judged.featureId };
    return;
  }
  const { verdict: _, ...why } = judged;
  log.refuseCommand(why);
}
