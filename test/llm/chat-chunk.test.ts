import { describe, expect, it } from 'vitest';
import { readEvent } from '../../src/main/llm/chat-chunk.js';
import { shortestMs } from '../harness/main-thread.js';

const read = (data: unknown, name = ''): ReturnType<typeof readEvent> =>
  readEvent({ name, data: typeof data === 'string' ? data : JSON.stringify(data) });
const delta = (content: unknown): object => ({ choices: [{ delta: { content } }] });

describe('readEvent', () => {
  it.each<[situation: string, content: unknown, text: string]>([
    ['a string', 'Hi', 'Hi'],
    ['null', null, ''],
    ['a number', 42, '42'],
    ['a flag', true, ''],
    ['an object of an unknown kind', { value: 'x' }, ''],
    ['a text part', { type: 'text', text: 'Hi' }, 'Hi'],
    ['a part without a type', { text: 'Hi' }, 'Hi'],
    ['a part with its text in an object', { type: 'text', text: { value: 'Hi' } }, 'Hi'],
    ['an empty list', [], ''],
    [
      'a list of text parts',
      [
        { type: 'text', text: 'H' },
        { type: 'output_text', text: 'i' },
        { type: 'text_delta', text: '!' },
      ],
      'Hi!',
    ],
    ['a list of strings', ['H', 'i'], 'Hi'],
    [
      'a list with parts of other kinds',
      [
        { type: 'thinking', text: 'x' },
        { type: 'image_url', image_url: {} },
        null,
        7,
        [['x']],
        { type: 'text', text: 'Hi' },
      ],
      '7Hi',
    ],
    [
      'a part with a text that is not a string',
      [{ type: 'text', text: null }, { type: 'text' }, { type: 'text', text: 5 }],
      '',
    ],
  ])('reads the text from %s', (_situation, content, text) => {
    expect(read(delta(content))).toMatchObject({ text, error: undefined });
  });

  it('reads the text from the message of an answer that was not streamed', () => {
    const answer = { choices: [{ message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }] };
    expect(read(answer)).toMatchObject({ text: 'Hi', finishReason: 'stop' });
  });

  it.each<[situation: string, value: unknown]>([
    ['no choices', {}],
    ['choices that are null', { choices: null }],
    ['choices that are no list', { choices: 'x' }],
    ['an empty list of choices', { choices: [] }],
    ['a choice that is null', { choices: [null] }],
    ['a choice that is text', { choices: ['x'] }],
    ['no delta', { choices: [{ index: 0 }] }],
    ['a delta that is null', { choices: [{ delta: null }] }],
    ['a delta that is text', { choices: [{ delta: 'x' }] }],
    ['a role alone', { choices: [{ delta: { role: 'assistant' } }] }],
    ['a reasoning field', { choices: [{ delta: { reasoning_content: 'x', reasoning: 'y', thinking: 'z' } }] }],
    ['an error that is null', { error: null, choices: [{ delta: {} }] }],
    ['usage alone', { usage: { prompt_tokens: 1 } }],
    ['a type other than an error', { type: 'ping', msg: 'x' }],
    ['a type of another kind', { type: { toString: 1 }, message: 'x' }],
    ['a code alone', { code: 1302 }],
    ['an error code and text that are null', { error_code: null, error_msg: null }],
    ['an error code and text that are empty', { error_code: '', error_msg: '', message: '' }],
    ['an error code of 0', { error_code: 0, error_msg: 'ok' }],
    ['a code of success beside usage', { code: 0, message: 'Success', usage: { total_tokens: 1 } }],
    ['a code of success in text', { code: '200', msg: 'OK' }],
    ['a status of success', { choices: null, base_resp: { status_code: 0, status_msg: 'success' } }],
    ['a text beside the choices', { choices: [], msg: 'x', error_msg: 'x', error_code: 1 }],
  ])('reads no text with %s', (_situation, value) => {
    expect(read(value)).toMatchObject({ text: '', finishReason: undefined, error: undefined });
  });

  it.each(['{"choices":[', '[[[', 'Hello', '<html>', 'undefined'])('rejects the malformed data %j', (data) => {
    expect(() => read(data)).toThrow(expect.objectContaining({ failure: 'invalid_response' }));
  });

  it.each(['objects', 'lists', 'keys'])(
    'quickly rejects JSON with a great many %s, because parsing it would block the thread',
    (kind) => {
      const values = { objects: '{},'.repeat(300_000), lists: '['.repeat(500_000), keys: '"a":1,'.repeat(150_000) }[
        kind
      ];
      const readAll = (): void =>
        expect(() => read(`{"x":[${values}`)).toThrow(expect.objectContaining({ failure: 'invalid_response' }));
      expect(shortestMs(readAll, 100)).toBeLessThan(100);
    },
  );
});

describe('readEvent with an event that has no content', () => {
  it.each([
    ['ping', '{"type":"ping"}'],
    ['ping', 'ping'],
    ['heartbeat', '1718000000'],
    ['keep-alive', '{}'],
    ['', 'ping'],
    ['', 'keepalive'],
    ['', ': keep-alive'],
    ['', 'HEARTBEAT'],
    ['', ' '],
    ['', 'null'],
    ['', '7'],
    ['', '"x"'],
    ['', '[]'],
  ])('ignores the event %j with data %j', (name, data) => {
    expect(read(data, name)).toBeUndefined();
  });
});

describe('readEvent at the end of an answer', () => {
  it.each(['[DONE]', '[DONE] ', '[DONE]\r'])('reads %j as the end mark', (data) => {
    expect(read(data)).toBe('done');
  });

  it.each([
    [{ choices: [{ delta: {}, finish_reason: 'stop' }] }, 'stop'],
    [{ choices: [{ delta: {}, finishReason: 'STOP' }] }, 'STOP'],
    [{ choices: [{ finish_reason: 'length' }] }, 'length'],
    [{ choices: [{ delta: {}, finish_reason: '' }] }, undefined],
    [{ choices: [{ delta: {}, finish_reason: null }] }, undefined],
    [{ choices: [{ delta: {}, finish_reason: 7 }] }, undefined],
  ])('reads from %j the finish reason %j', (value, finishReason) => {
    expect(read(value)).toMatchObject({ finishReason });
  });
});

describe('readEvent with an error', () => {
  it.each<[situation: string, value: unknown, name: string]>([
    ['an object', { error: { message: 'x', code: 500 } }, ''],
    ['a text', { error: 'overloaded' }, ''],
    ['a list', [{ error: { code: 429 } }], ''],
    ['an object called error', { object: 'error', message: 'x', code: 40301 }, ''],
    ['a type called error', { type: 'error', error: { type: 'overloaded_error' } }, ''],
    ['a type called error, without a text', { type: 'error', message: 'x' }, ''],
    ['a list of errors', { errors: [{ code: 502 }] }, ''],
    ['an error beside the choices', { error: { code: 502 }, choices: [{ delta: { content: '' } }] }, ''],
    ['an error in a choice', { choices: [{ delta: {}, error: { code: 502 } }] }, ''],
    ['a bare message', { message: 'Service unavailable' }, ''],
    ['a code and a bare text', { code: 1302, msg: 'Too many requests' }, ''],
    ['a bare text', { msg: 'Too many requests' }, ''],
    ['a bare text and choices that are null', { choices: null, code: 1302, msg: 'x' }, ''],
    ['an error code and its text', { error_code: 336100, error_msg: 'Try again' }, ''],
    ['an error code alone', { error_code: 336100 }, ''],
    ['a text alone called error', { error_msg: 'Try again' }, ''],
    ['a status in a field of its own', { choices: null, base_resp: { status_code: 1008, status_msg: 'x' } }, ''],
    ['a type with error in its name', { type: 'server_error', message: 'x' }, ''],
    ['a bare detail', { detail: [{ msg: 'x' }] }, ''],
    ['an event called error', { code: 500 }, 'error'],
    ['an event called error, with text', 'Internal error', 'error'],
    ['an event called error, with nothing', '', 'error'],
  ])('finds the error: %s', (_situation, value, name) => {
    const chunk = read(value, name);
    expect(chunk).toMatchObject({ text: '' });
    expect(chunk).toHaveProperty('error', expect.anything());
  });
});
