import type { Config } from '../../shared/config/schema.js';
import type { AssistantAction } from '../turn/answer/answer.js';
import { actionJson, mcpText } from '../turn/answer/command-message.js';
import { encodeStreamResponse } from './codec.js';

/** A command as the messages a client gets of it: one for each channel. The session is always the request's. */
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
