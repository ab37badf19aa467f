import type { AssistantCommand } from './answer-events.js';

/** The prefix by which older clients recognize a command among text chunks. */
const MCP_PREFIX = '__MCP__';

/**
 * Returns a command as a text chunk for older clients.
 * @param sessionId the request's; a session id from the model is ignored
 */
export function mcpText(command: AssistantCommand, sessionId: string): string {
  const message = { event: 'mcp.command_request', payload: payloadOf(command, sessionId) };
  return MCP_PREFIX + JSON.stringify(message);
}

/** Returns a command as the `action_json` of an action message. @param sessionId the request's, as in `mcpText` */
export function actionJson(command: AssistantCommand, sessionId: string): string {
  return JSON.stringify(payloadOf(command, sessionId));
}

function payloadOf({ name, args }: AssistantCommand, sessionId: string): Readonly<Record<string, unknown>> {
  const ownArgs = Object.hasOwn(args, 'session_id') ? { ...args, session_id: sessionId } : args;
  return { session_id: sessionId, command: name, args: ownArgs };
}
