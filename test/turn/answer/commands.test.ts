import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowedCommands, validateCommand } from '../../../src/main/turn/answer/commands.js';

const all = allowedCommands({ messages: true, browserUse: true });

describe('allowedCommands', () => {
  it.each([
    [false, false, ['close_app', 'open_app']],
    [true, false, ['close_app', 'find_contact', 'open_app', 'read_messages', 'send_message']],
    [false, true, ['browser_use', 'close_app', 'close_browser', 'open_app']],
  ])('follows the feature flags: messages %s, browser %s', (messages, browserUse, names) => {
    expect([...allowedCommands({ messages, browserUse })].sort()).toEqual(names);
  });

  it.each([
    ['send_message', { browserUse: true, messages: false }],
    ['read_messages', { browserUse: true, messages: false }],
    ['find_contact', { browserUse: true, messages: false }],
    ['browser_use', { browserUse: false, messages: true }],
    ['close_browser', { browserUse: false, messages: true }],
  ])('leaves out %s when its feature is off, so it is refused', (name, flags) => {
    expect(validateCommand({ name, args: {} }, allowedCommands(flags))).toEqual({
      verdict: 'refuse',
      reason: 'not_allowed',
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
    ['send_message', { contact: 'Al', text: ' Hi ' }, 'messages'],
    ['find_contact', { name: 'Al' }, 'messages'],
    ['browser_use', { task: 'Buy milk' }, 'browser_use'],
    ['close_browser', {}, 'browser_use'],
  ])('forwards %s %j unchanged', (name, args, featureId) => {
    expect(validateCommand({ name, args }, all)).toEqual({ verdict: 'forward', command: { name, args }, featureId });
  });

  it('keeps unknown arguments', () => {
    const args = JSON.parse('{"app_name": "Safari", "window": {"tabs": [1, null]}, "__proto__": {"a": 1}}');
    const verdict = validateCommand({ name: 'open_app', args }, all);
    expect(verdict).toMatchObject({ verdict: 'forward' });
    expect(JSON.stringify(verdict.verdict === 'forward' && verdict.command.args)).toBe(JSON.stringify(args));
  });

  it.each(['format_disk', 'OPEN_APP', '', 'constructor', '__proto__', 'toString'])('refuses %j as unknown', (name) => {
    expect(validateCommand({ name, args: {} }, all)).toEqual({ verdict: 'refuse', reason: 'unknown_command' });
  });

  it.each([
    ['open_app', {}, 'app_name'],
    ['open_app', { app_name: null }, 'app_name'],
    ['open_app', { app_name: ' \n' }, 'app_name'],
    ['send_message', { text: 'Hi' }, 'contact'],
    ['send_message', { contact: 'Al' }, 'text'],
    ['find_contact', { contact: 'Al' }, 'name'],
    ['browser_use', { task: '' }, 'task'],
  ])('refuses %s %j for a missing argument', (name, args, argument) => {
    expect(validateCommand({ name, args }, all)).toEqual({ verdict: 'refuse', reason: 'missing_argument', argument });
  });

  it.each([
    ['open_app', { app_name: 7 }, 'app_name'],
    ['read_messages', { contact: ['Al'] }, 'contact'],
    ['send_message', { contact: 'Al', text: { secret: 'Hi' } }, 'text'],
  ])('refuses %s %j for an argument of the wrong kind', (name, args, argument) => {
    expect(validateCommand({ name, args }, all)).toEqual({ verdict: 'refuse', reason: 'invalid_argument', argument });
  });

  it('accepts up to 16 KB of arguments, counted in bytes', () => {
    const args = (bytes: number) => ({ task: 'é'.repeat((bytes - '{"task":""}'.length - 1) / 2).concat('x') });
    expect(Buffer.byteLength(JSON.stringify(args(16_384)))).toBe(16_384);
    expect(validateCommand({ name: 'browser_use', args: args(16_384) }, all).verdict).toBe('forward');
    expect(validateCommand({ name: 'browser_use', args: args(16_386) }, all)).toEqual({
      verdict: 'refuse',
      reason: 'invalid_argument',
    });
  });

  it('reveals no text of the model in a refusal', () => {
    const name = fc.oneof(fc.constantFrom(...all), fc.constant('canary'));
    const value = fc.oneof(
      fc.constant('canary'),
      fc.constant(['canary']),
      fc.constant({ canary: 'canary' }),
      fc.constant(' '),
    );
    const key = fc.constantFrom('app_name', 'contact', 'text', 'name', 'task', 'canary');
    const property = fc.property(name, fc.dictionary(key, value), (command, args) => {
      const verdict = validateCommand({ name: command, args }, all);
      if (verdict.verdict === 'refuse') expect(JSON.stringify(verdict)).not.toContain('canary');
    });
    fc.assert(property);
  });
});
