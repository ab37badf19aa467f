import type { AssistantCommand } from './answer-events.js';

/** How older clients know a command among the texts they are sent. */
const MCP_PREFIX = '__MCP__';

/** A command as a text chunk for older clients. @param sessionId the request's: the model's word for it never counts */
export function mcpText(command: AssistantCommand, sessionId: string): string {
  const message = { event: 'mcp.command_request', payload: payloadOf(command, sessionId) };
  return MCP_PREFIX + JSON.stringify(message);
}

/** A command as the `action_json` of an action message. @param sessionId the request's, as above */
export function actionJson(command: AssistantCommand, sessionId: string): string {
  return JSON.stringify(payloadOf(command, sessionId));
}

function payloadOf({ name, args }: AssistantCommand, sessionId: string): Readonly<Record<string, unknown>> {
  const ownArgs = Object.hasOwn(args, 'session_id') ? { ...args, session_id: sessionId } : args;
  return { session_id: sessionId, command: name, args: ownArgs };
}
