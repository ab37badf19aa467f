import type { Config } from '../../shared/config/schema.js';
import type { AssistantAction } from '../turn/answer/answer.js';
import { actionJson, mcpText } from '../turn/answer/command-message.js';
import { encodeStreamResponse } from './codec.js';

/** The form in which a command is sent: one of these messages, or both. */
export type CommandChannel = Exclude<Config['features']['command_channel'], 'auto'>;

/**
 * Returns the form of the commands of one request. Clients that know action messages send a phase with each request;
 * older clients read commands as text.
 */
export function channelOf(configured: Config['features']['command_channel'], hasPhase: boolean): CommandChannel {
  if (configured !== 'auto') return configured;
  return hasPhase ? 'action_message' : 'mcp_text';
}

/** Encodes a command as messages for the client: one for each channel. The session is always that of the request. */
export function actionMessages(
  { command, featureId }: AssistantAction,
  sessionId: string,
  channel: CommandChannel,
): Buffer[] {
  const messages: Buffer[] = [];
  if (channel !== 'action_message') messages.push(encodeStreamResponse({ textChunk: mcpText(command, sessionId) }));
  if (channel !== 'mcp_text') {
    const actionMessage = { actionJson: actionJson(command, sessionId), sessionId, featureId };
    messages.push(encodeStreamResponse({ actionMessage }));
  }
  return messages;
}
