import { describe, expect, it } from 'vitest';
import { MalformedRequest, type StreamRequest } from '../../src/main/grpc/codec.js';
import { validateStreamRequest } from '../../src/main/grpc/validation/turn-request.js';
import { BLANK, configOf, reasonOf, refusal, streamRequest } from './requests.js';

const config = configOf();
const reason = (fields: Partial<StreamRequest>, language?: string): string =>
  reasonOf(() => validateStreamRequest(streamRequest(fields), language, config));

describe('validateStreamRequest: the prompt', () => {
  it.each(BLANK)('is refused as blank: %s', (_name, prompt) => {
    expect(reason({ prompt })).toBe('blank_prompt');
  });

  it.each(['?', '🙂', 'é', '你', '  x  ', '\u200bx'])(
    'is not blank when it has a visible or audible character: %j',
    (prompt) => {
      expect(reason({ prompt })).toBe('valid');
    },
  );

  it('is passed on unchanged', () => {
    const prompt = '  Hello,\n world. ';
    expect(validateStreamRequest(streamRequest({ prompt }), undefined, config).prompt).toBe(prompt);
  });

  it('may have as many bytes as the config allows, and no more', () => {
    const limited = configOf({ 'limits.max_prompt_bytes': 100 });
    const why = (prompt: string) => refusal(() => validateStreamRequest(streamRequest({ prompt }), undefined, limited));
    expect(why('a'.repeat(100))).toBeUndefined();
    expect(why('é'.repeat(50))).toBeUndefined();
    expect(why(`${'é'.repeat(50)}a`)).toMatchObject({ reason: 'prompt_too_long' });
    expect(why('a'.repeat(101))?.message).toBe('prompt is too long: at most 100 bytes are allowed');
  });

  it('may have as many code points as the config allows, and no more', () => {
    const limited = configOf({ 'limits.max_prompt_code_points': 10 });
    const why = (prompt: string) => refusal(() => validateStreamRequest(streamRequest({ prompt }), undefined, limited));
    expect(why('🙂'.repeat(10))).toBeUndefined();
    expect(why('🙂'.repeat(11))).toMatchObject({ reason: 'prompt_too_long' });
    expect(why('a'.repeat(11))?.message).toBe('prompt is too long: at most 10 characters are allowed');
  });
});

describe('validateStreamRequest: the device and the session', () => {
  it.each(BLANK)('are refused when they are blank: %s', (_name, blank) => {
    expect(reason({ hardwareId: blank })).toBe('missing_hardware_id');
    expect(reason({ sessionId: blank })).toBe('missing_session_id');
  });

  it.each(['unknown', 'UNKNOWN', 'Unknown', ' unknown\n'])('are refused when the device is %j', (hardwareId) => {
    expect(reason({ hardwareId })).toBe('unknown_hardware_id');
  });

  it('may have any other name', () => {
    for (const id of ['unknown-7', '__proto__', 'Ünïcødé 你好', 'a b']) {
      expect(reason({ hardwareId: id, sessionId: id })).toBe('valid');
    }
  });

  it.each(['a\u0000b', 'a\nb', 'a\u001b[31m', 'a\u0085b'])('are refused with control characters: %j', (id) => {
    expect(reason({ hardwareId: id })).toBe('invalid_hardware_id');
    expect(reason({ sessionId: id })).toBe('invalid_session_id');
  });

  it('may have as many bytes as the config allows', () => {
    expect(reason({ hardwareId: 'a'.repeat(256), sessionId: 'é'.repeat(128) })).toBe('valid');
    expect(reason({ hardwareId: 'a'.repeat(257) })).toBe('invalid_hardware_id');
    expect(reason({ sessionId: 'é'.repeat(129) })).toBe('invalid_session_id');
  });

  it('get a new session id in each request without a session, when the policy is "generate"', () => {
    const generate = configOf({ 'grpc.session_id_policy': 'generate' });
    const sessionOf = (sessionId: string): string =>
      validateStreamRequest(streamRequest({ sessionId }), undefined, generate).sessionId;
    expect(sessionOf('')).toMatch(/^[0-9a-f-]{36}$/);
    expect(sessionOf('')).not.toBe(sessionOf(''));
    expect(sessionOf('mine')).toBe('mine');
  });
});

describe('validateStreamRequest: the language', () => {
  it.each(['en', 'pt-BR', 'zh-Hant-TW', 'sr-Latn', 'kok', 'en-US-x-twain'])('is accepted: %s', (language) => {
    expect(validateStreamRequest(streamRequest(), language, config).wish).toEqual({ language });
  });

  it.each(['english', 'e', 'en_US', '../etc', 'en-', 'ру', ' en', 'en\n'])('is refused: %j', (language) => {
    expect(reason({}, language)).toBe('invalid_language');
  });

  it.each([undefined, ''])('may be missing or empty: %j', (language) => {
    expect(validateStreamRequest(streamRequest(), language, config).wish).toEqual({ language: undefined });
  });
});

describe('validateStreamRequest: the screen', () => {
  it('has a width and a height from 0 to the limit', () => {
    expect(reason({ screenWidth: 0, screenHeight: 65_535 })).toBe('valid');
    expect(reason({ screenWidth: -1 })).toBe('invalid_screen_size');
    expect(reason({ screenHeight: 65_536 })).toBe('invalid_screen_size');
    expect(reason({ screenHeight: -2_147_483_648 })).toBe('invalid_screen_size');
  });

  it('is passed on only when its width and its height are known', () => {
    const screenOf = (fields: Partial<StreamRequest>) =>
      validateStreamRequest(streamRequest(fields), undefined, config).screen;
    expect(screenOf({ screenWidth: 1_920, screenHeight: 1_080 })).toEqual({ width: 1_920, height: 1_080 });
    expect(screenOf({})).toBeUndefined();
    expect(screenOf({ screenWidth: 1_920 })).toBeUndefined();
    expect(screenOf({ screenWidth: 0, screenHeight: 1_080 })).toBeUndefined();
  });
});

describe('validateStreamRequest: a message that cannot be decoded', () => {
  it.each(['malformed_message', 'invalid_utf8'] as const)('is refused with its own reason: %s', (why) => {
    expect(reasonOf(() => validateStreamRequest(new MalformedRequest(why), undefined, config))).toBe(why);
  });
});
