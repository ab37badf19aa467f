import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowedCommands, judgeCommand } from '../../../src/main/turn/answer/commands.js';

const all = allowedCommands({ messages: true, browserUse: true });

describe('what is allowed', () => {
  it.each([
    [false, false, ['close_app', 'open_app']],
    [true, false, ['close_app', 'find_contact', 'open_app', 'read_messages', 'send_message']],
    [false, true, ['browser_use', 'close_app', 'close_browser', 'open_app']],
  ])('messages %s, browser %s', (messages, browserUse, names) => {
    expect([...allowedCommands({ messages, browserUse })].sort()).toEqual(names);
  });

  it.each([
    ['send_message', { browserUse: true, messages: false }],
    ['read_messages', { browserUse: true, messages: false }],
    ['find_contact', { browserUse: true, messages: false }],
    ['browser_use', { browserUse: false, messages: true }],
    ['close_browser', { browserUse: false, messages: true }],
  ])('%s is refused where it is off, whatever its arguments', (name, flags) => {
    expect(judgeCommand({ name, args: {} }, allowedCommands(flags))).toEqual({
      verdict: 'refuse',
      reason: 'not_allowed',
    });
  });
});

describe('a command', () => {
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
  ])('%s %j is forwarded as it came', (name, args, featureId) => {
    expect(judgeCommand({ name, args }, all)).toEqual({ verdict: 'forward', command: { name, args }, featureId });
  });

  it('keeps arguments that nobody here knows', () => {
    const args = JSON.parse('{"app_name": "Safari", "window": {"tabs": [1, null]}, "__proto__": {"a": 1}}');
    const verdict = judgeCommand({ name: 'open_app', args }, all);
    expect(verdict).toMatchObject({ verdict: 'forward' });
    expect(JSON.stringify(verdict.verdict === 'forward' && verdict.command.args)).toBe(JSON.stringify(args));
  });

  it.each(['format_disk', 'OPEN_APP', '', 'constructor', '__proto__', 'toString'])('%j is unknown', (name) => {
    expect(judgeCommand({ name, args: {} }, all)).toEqual({ verdict: 'refuse', reason: 'unknown_command' });
  });

  it.each([
    ['open_app', {}, 'app_name'],
    ['open_app', { app_name: null }, 'app_name'],
    ['open_app', { app_name: ' \n' }, 'app_name'],
    ['send_message', { text: 'Hi' }, 'contact'],
    ['send_message', { contact: 'Al' }, 'text'],
    ['find_contact', { contact: 'Al' }, 'name'],
    ['browser_use', { task: '' }, 'task'],
  ])('%s %j lacks an argument', (name, args, argument) => {
    expect(judgeCommand({ name, args }, all)).toEqual({ verdict: 'refuse', reason: 'missing_argument', argument });
  });

  it.each([
    ['open_app', { app_name: 7 }, 'app_name'],
    ['read_messages', { contact: ['Al'] }, 'contact'],
    ['send_message', { contact: 'Al', text: { secret: 'Hi' } }, 'text'],
  ])('%s %j has an argument of the wrong kind', (name, args, argument) => {
    expect(judgeCommand({ name, args }, all)).toEqual({ verdict: 'refuse', reason: 'invalid_argument', argument });
  });

  it('may have 16 KB of arguments, in bytes, no more', () => {
    const args = (bytes: number) => ({ task: 'é'.repeat((bytes - '{"task":""}'.length - 1) / 2).concat('x') });
    expect(Buffer.byteLength(JSON.stringify(args(16_384)))).toBe(16_384);
    expect(judgeCommand({ name: 'browser_use', args: args(16_384) }, all).verdict).toBe('forward');
    expect(judgeCommand({ name: 'browser_use', args: args(16_386) }, all)).toEqual({
      verdict: 'refuse',
      reason: 'invalid_argument',
    });
  });

  it('a refusal tells nothing of what the model wrote', () => {
    const name = fc.oneof(fc.constantFrom(...all), fc.constant('canary'));
    const value = fc.oneof(
      fc.constant('canary'),
      fc.constant(['canary']),
      fc.constant({ canary: 'canary' }),
      fc.constant(' '),
    );
    const key = fc.constantFrom('app_name', 'contact', 'text', 'name', 'task', 'canary');
    const property = fc.property(name, fc.dictionary(key, value), (command, args) => {
      const verdict = judgeCommand({ name: command, args }, all);
      if (verdict.verdict === 'refuse') expect(JSON.stringify(verdict)).not.toContain('canary');
    });
    fc.assert(property);
  });
});
