import { describe, expect, it } from 'vitest';
import { type InterruptRequest, MalformedRequest } from '../../src/main/grpc/codec.js';
import {
  validateInterruptRequest,
  validateUsageRequest,
  validateWelcomeRequest,
} from '../../src/main/grpc/validation/requests.js';
import { BLANK, configOf, reasonOf, refusal, usageRequest, welcomeRequest } from './requests.js';

const { limits } = configOf();

describe('validateInterruptRequest', () => {
  const reason = (request: InterruptRequest | MalformedRequest): string =>
    reasonOf(() => validateInterruptRequest(request, limits));

  it.each(BLANK)('refuses a blank device: %s', (_name, hardwareId) => {
    const why = refusal(() => validateInterruptRequest({ hardwareId }, limits));
    expect(why?.reason).toBe('missing_hardware_id');
    expect(why?.message).toBe('Hardware ID required');
  });

  it('accepts a device with or without a session', () => {
    expect(validateInterruptRequest({ hardwareId: 'phone' }, limits)).toEqual({ hardwareId: 'phone' });
    const request = { hardwareId: 'phone', sessionId: 'one' };
    expect(validateInterruptRequest(request, limits)).toEqual(request);
  });

  it('refuses invalid ids and a malformed message', () => {
    expect(reason({ hardwareId: 'a\nb' })).toBe('invalid_hardware_id');
    expect(reason({ hardwareId: ' Unknown ' })).toBe('unknown_hardware_id');
    expect(reason({ hardwareId: 'a'.repeat(257) })).toBe('invalid_hardware_id');
    expect(reason({ hardwareId: 'phone', sessionId: 'a\nb' })).toBe('invalid_session_id');
    expect(reason(new MalformedRequest('malformed_message'))).toBe('malformed_message');
  });
});

describe('validateWelcomeRequest', () => {
  const reason = (fields: object): string => reasonOf(() => validateWelcomeRequest(welcomeRequest(fields), limits));

  it.each(BLANK)('returns no text for a blank text, so that the default greeting is spoken: %s', (_name, text) => {
    expect(validateWelcomeRequest(welcomeRequest({ text }), limits).text).toBeUndefined();
  });

  it('returns text, voice and language, or leaves them out', () => {
    expect(validateWelcomeRequest(welcomeRequest(), limits)).toEqual({});
    const fields = { text: 'Hi!', voice: 'en-gb', language: 'en', sessionId: 'one' };
    expect(validateWelcomeRequest(welcomeRequest(fields), limits)).toEqual({
      text: 'Hi!',
      voice: 'en-gb',
      language: 'en',
    });
  });

  it('refuses a text of more bytes or characters than a prompt may have', () => {
    expect(reason({ text: '世'.repeat(20_000) })).toBe('valid');
    expect(reason({ text: 'é'.repeat(20_001) })).toBe('text_too_long');
    expect(reason({ text: '🙂'.repeat(16_385) })).toBe('text_too_long');
    expect(reason({ text: ' '.repeat(65_537) })).toBe('text_too_long');
  });

  it('refuses an invalid voice, language, session or message', () => {
    expect(reason({ voice: 'a\u0000' })).toBe('invalid_voice');
    expect(reason({ voice: 'v'.repeat(257) })).toBe('invalid_voice');
    expect(reason({ language: 'English' })).toBe('invalid_language');
    expect(reason({ sessionId: 'a\nb' })).toBe('invalid_session_id');
    expect(reasonOf(() => validateWelcomeRequest(new MalformedRequest('invalid_utf8'), limits))).toBe('invalid_utf8');
  });
});

describe('validateUsageRequest', () => {
  const reason = (fields: object): string => reasonOf(() => validateUsageRequest(usageRequest(fields), limits));

  it.each(BLANK)('refuses a blank device or source: %s', (_name, blank) => {
    expect(reason({ hardwareId: blank })).toBe('missing_hardware_id');
    expect(reason({ source: blank })).toBe('blank_source');
  });

  it('accepts token counts from 0 upwards', () => {
    expect(reason({ inputTokens: 0, outputTokens: 0 })).toBe('valid');
    expect(reason({ inputTokens: -1 })).toBe('negative_tokens');
    expect(reason({ outputTokens: -1 })).toBe('negative_tokens');
  });

  it('refuses an unknown device and a malformed message', () => {
    expect(reason({ hardwareId: 'Unknown' })).toBe('unknown_hardware_id');
    expect(reasonOf(() => validateUsageRequest(new MalformedRequest('invalid_utf8'), limits))).toBe('invalid_utf8');
  });
});
