import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowedCommands, type CommandFlags, validateCommand } from '../../../src/main/turn/answer/commands.js';

const NONE: CommandFlags = { messages: false, browserUse: false, subscription: false, whatsapp: false };
const ALL: CommandFlags = { messages: true, browserUse: true, subscription: true, whatsapp: true };
const all = { allowed: allowedCommands(ALL), browserArgs: {} };

describe('allowedCommands', () => {
  it.each([
    ['no flag', {}, []],
    ['messages', { messages: true }, ['find_contact', 'read_messages', 'send_message']],
    ['browserUse', { browserUse: true }, ['browser_use', 'close_browser']],
    ['subscription', { subscription: true }, ['buy_subscription', 'manage_subscription']],
    ['whatsapp', { whatsapp: true }, ['read_whatsapp_messages', 'send_whatsapp_message']],
  ])('follows the feature flags: %s', (_flag, flags, names) => {
    const allowed = [...allowedCommands({ ...NONE, ...flags })].sort();
    expect(allowed).toEqual(['close_app', 'open_app', ...names].sort());
  });

  it.each([
    ['send_message', 'messages'],
    ['read_messages', 'messages'],
    ['find_contact', 'messages'],
    ['browser_use', 'browserUse'],
    ['close_browser', 'browserUse'],
    ['buy_subscription', 'subscription'],
    ['manage_subscription', 'subscription'],
    ['send_whatsapp_message', 'whatsapp'],
    ['read_whatsapp_messages', 'whatsapp'],
  ])('leaves out %s when %s is off, so it is refused', (name, flag) => {
    const allowed = allowedCommands({ ...ALL, [flag]: false });
    expect(validateCommand({ name, args: {} }, { allowed, browserArgs: {} })).toEqual({
      verdict: 'refuse',
      reason: 'not_allowed',
      command: name,
    });
  });
});

describe('validateCommand', () => {
  it.each([
    ['open_app', { app_name: 'Safari' }, 'apps'],
    ['close_app', { app_name: 'Safari' }, 'apps'],
    ['read_messages', {}, 'messages'],
    ['read_messages', { contact: 'Al' }, 'messages'],
    ['read_messages', { contact: null }, 'messages'],
    ['open_app', { app_path: '/Applications/Safari.app' }, 'apps'],
    ['open_app', { app_name: ' ', app_path: '/Applications/Safari.app' }, 'apps'],
    ['read_messages', { contact: 'all', limit: 10 }, 'messages'],
    ['send_message', { contact: 'Al', message: ' Hi ' }, 'messages'],
    ['find_contact', { query: 'Al' }, 'messages'],
    ['browser_use', { task: 'Buy milk', url: 'https://example.org', model: 'm' }, 'browser_use'],
    ['close_browser', {}, 'browser_use'],
    ['buy_subscription', {}, 'subscription'],
    ['manage_subscription', { plan: 'year' }, 'subscription'],
    ['send_whatsapp_message', { contact: 'Al', message: 'Hi' }, 'whatsapp'],
    ['read_whatsapp_messages', {}, 'whatsapp'],
  ])('forwards %s %j unchanged', (name, args, featureId) => {
    expect(validateCommand({ name, args }, all)).toEqual({ verdict: 'forward', command: { name, args }, featureId });
  });

  it('keeps unknown arguments', () => {
    const args = JSON.parse('{"app_name": "Safari", "window": {"tabs": [1, null]}, "__proto__": {"a": 1}}');
    const verdict = validateCommand({ name: 'open_app', args }, all);
    expect(verdict).toMatchObject({ verdict: 'forward' });
    expect(JSON.stringify(verdict.verdict === 'forward' && verdict.command.args)).toBe(JSON.stringify(args));
  });

  it.each(['Open-App', 'OPEN_APP', 'openApp', 'open app', 'open.app', 'Open__App', '_open_app_'])(
    'forwards %j by the name that clients know',
    (name) => {
      const args = { app_name: 'Safari' };
      const verdict = validateCommand({ name, args }, all);
      expect(verdict).toEqual({ verdict: 'forward', command: { name: 'open_app', args }, featureId: 'apps' });
    },
  );

  it.each([
    ['send_message', { contact: 'Al', text: 'Hi' }, { contact: 'Al', message: 'Hi' }],
    ['send_message', { contact: 'Al', text: 'Hi', message: ' ' }, { contact: 'Al', message: 'Hi' }],
    ['send_message', { contact: 'Al', text: 'old', message: 'Hi' }, { contact: 'Al', text: 'old', message: 'Hi' }],
    ['find_contact', { name: 'Al', limit: 3 }, { query: 'Al', limit: 3 }],
    ['Find-Contact', { name: 'Al', query: null }, { query: 'Al' }],
    ['open_app', { app_name: 'Notes', text: 'x', name: 'y' }, { app_name: 'Notes', text: 'x', name: 'y' }],
  ])('forwards the former names of %s %j as the present ones', (name, args, forwarded) => {
    const written = structuredClone(args);
    const verdict = validateCommand({ name, args }, all);
    expect(verdict.verdict === 'forward' && verdict.command.args).toEqual(forwarded);
    expect(args).toEqual(written);
  });

  it('adds the configured arguments to browser_use where the model gave none, and to no other command', () => {
    const browserArgs = { model: 'small', max_steps: 50, keep_open: true };
    const policy = { ...all, browserArgs };
    const task = { task: 'Buy milk', max_steps: 3, keep_open: false, model: null };
    expect(validateCommand({ name: 'browser_use', args: task }, policy)).toMatchObject({
      command: { args: { task: 'Buy milk', max_steps: 3, keep_open: false, model: 'small' } },
    });
    expect(validateCommand({ name: 'close_browser', args: {} }, policy)).toMatchObject({ command: { args: {} } });
  });

  it.each(['format_disk', 'open', 'open_app2', '', '-', 'constructor', '__proto__', 'toString'])(
    'refuses %j as unknown',
    (name) => {
      expect(validateCommand({ name, args: {} }, all)).toEqual({ verdict: 'refuse', reason: 'unknown_command' });
    },
  );

  it.each([
    ['open_app', {}, 'app_name'],
    ['open_app', { app_name: null }, 'app_name'],
    ['open_app', { app_name: ' \n' }, 'app_name'],
    ['open_app', { app_name: '', app_path: null }, 'app_name'],
    ['close_app', { app_path: '/Applications/Safari.app' }, 'app_name'],
    ['send_message', { message: 'Hi' }, 'contact'],
    ['send_message', { contact: 'Al' }, 'message'],
    ['send_message', { contact: 'Al', text: ' ' }, 'message'],
    ['find_contact', { contact: 'Al' }, 'query'],
    ['browser_use', { task: '' }, 'task'],
  ])('refuses %s %j for a missing argument', (name, args, argument) => {
    expect(validateCommand({ name, args }, all)).toEqual({
      verdict: 'refuse',
      reason: 'missing_argument',
      command: name,
      argument,
    });
  });

  it.each([
    ['open_app', { app_name: 7 }, 'app_name'],
    ['read_messages', { contact: ['Al'] }, 'contact'],
    ['open_app', { app_name: 'Safari', app_path: 7 }, 'app_path'],
    ['send_message', { contact: 'Al', message: { secret: 'Hi' } }, 'message'],
    ['send_message', { contact: 'Al', text: { secret: 'Hi' } }, 'message'],
  ])('refuses %s %j for an argument of the wrong kind', (name, args, argument) => {
    expect(validateCommand({ name, args }, all)).toEqual({
      verdict: 'refuse',
      reason: 'invalid_argument',
      command: name,
      argument,
    });
  });

  it('accepts up to 16 KB of arguments, counted in bytes', () => {
    const args = (bytes: number) => ({ task: 'é'.repeat((bytes - '{"task":""}'.length - 1) / 2).concat('x') });
    expect(Buffer.byteLength(JSON.stringify(args(16_384)))).toBe(16_384);
    expect(validateCommand({ name: 'browser_use', args: args(16_384) }, all).verdict).toBe('forward');
    expect(validateCommand({ name: 'browser_use', args: args(16_386) }, all)).toEqual({
      verdict: 'refuse',
      reason: 'invalid_argument',
      command: 'browser_use',
    });
  });

  it('reveals no text of the model in a refusal', () => {
    const name = fc.oneof(fc.constantFrom(...all.allowed), fc.constant('canary'));
    const value = fc.oneof(
      fc.constant('canary'),
      fc.constant(['canary']),
      fc.constant({ canary: 'canary' }),
      fc.constant(' '),
    );
    const key = fc.constantFrom('app_name', 'contact', 'text', 'message', 'name', 'query', 'task', 'canary');
    const property = fc.property(name, fc.dictionary(key, value), (command, args) => {
      const verdict = validateCommand({ name: command, args }, all);
      if (verdict.verdict === 'refuse') expect(JSON.stringify(verdict)).not.toContain('canary');
    });
    fc.assert(property);
  });
});
