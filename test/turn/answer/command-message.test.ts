import { describe, expect, it } from 'vitest';
import { actionJson, mcpText } from '../../../src/main/turn/answer/command-message.js';

const open = { name: 'open_app', args: { app_name: 'Safari' } };

describe('a command for the client', () => {
  it('is written as a text chunk by mcpText', () => {
    expect(mcpText(open, 's-1')).toBe(
      '__MCP__{"event":"mcp.command_request","payload":{"session_id":"s-1","command":"open_app","args":{"app_name":"Safari"}}}',
    );
  });

  it('is written as an action message by actionJson', () => {
    expect(actionJson(open, 's-1')).toBe('{"session_id":"s-1","command":"open_app","args":{"app_name":"Safari"}}');
  });

  it('carries the session id of the request, even when the model wrote another id', () => {
    const stolen = { name: 'open_app', args: { session_id: 'stolen', app_name: 'Safari' } };
    const payload = { session_id: 's-1', command: 'open_app', args: { session_id: 's-1', app_name: 'Safari' } };
    expect(JSON.parse(actionJson(stolen, 's-1'))).toEqual(payload);
    expect(JSON.parse(mcpText(stolen, 's-1').slice('__MCP__'.length)).payload).toEqual(payload);
    expect(stolen.args.session_id).toBe('stolen');
  });

  it('stays well-formed when its arguments are not', () => {
    const half = { name: 'find_contact', args: { name: '\ud83d' } };
    expect(mcpText(half, 's-1').isWellFormed()).toBe(true);
  });
});
