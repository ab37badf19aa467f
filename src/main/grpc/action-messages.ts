import type { Config } from '../../shared/config/schema.js';
import type { AssistantAction } from '../turn/answer/answer.js';
import { actionJson, mcpText } from '../turn/answer/command-message.js';
import { encodeStreamResponse } from './codec.js';

/** Encodes a command as messages for the client: one for each channel. The session is always that of the request. */
export function actionMessages(
  { command, featureId }: AssistantAction,
  sessionId: string,
  channel: Config['features']['command_channel'],
): Buffer[] {
  const messages: Buffer[] = [];
  if (channel !== 'action_message') messages.push(encodeStreamResponse({ textChunk: mcpText(command, sessionId) }));
  if (channel !== 'mcp_text') {
    const actionMessage = { actionJson: actionJson(command, sessionId), sessionId, featureId };
    messages.push(encodeStreamResponse({ actionMessage }));
  }
  return messages;
}
