import { describe, expect, it } from 'vitest';
import { type InterruptRequest, MalformedRequest } from '../../src/main/grpc/codec.js';
import {
  validateInterruptRequest,
  validateUsageRequest,
  validateWelcomeRequest,
} from '../../src/main/grpc/validate.js';
import { BLANK, configOf, reasonOf, refusal, usageRequest, welcomeRequest } from './requests.js';

const { limits } = configOf();

describe('an interrupt', () => {
  const reason = (request: InterruptRequest | MalformedRequest): string =>
    reasonOf(() => validateInterruptRequest(request, limits));

  it.each(BLANK)('must name a device by more than %s', (_name, hardwareId) => {
    const why = refusal(() => validateInterruptRequest({ hardwareId }, limits));
    expect(why?.reason).toBe('missing_hardware_id');
    expect(why?.message).toBe('Hardware ID required');
  });

  it('may name one session of it', () => {
    expect(validateInterruptRequest({ hardwareId: 'phone' }, limits)).toEqual({ hardwareId: 'phone' });
    const request = { hardwareId: 'phone', sessionId: 'one' };
    expect(validateInterruptRequest(request, limits)).toEqual(request);
  });

  it('is refused where its names could not be', () => {
    expect(reason({ hardwareId: 'a\nb' })).toBe('invalid_hardware_id');
    expect(reason({ hardwareId: 'a'.repeat(257) })).toBe('invalid_hardware_id');
    expect(reason({ hardwareId: 'phone', sessionId: 'a\nb' })).toBe('invalid_session_id');
    expect(reason(new MalformedRequest('malformed_message'))).toBe('malformed_message');
  });
});

describe('a greeting', () => {
  const reason = (fields: object): string => reasonOf(() => validateWelcomeRequest(welcomeRequest(fields), limits));

  it.each(BLANK)('of nothing but %s is the configured one', (_name, text) => {
    expect(validateWelcomeRequest(welcomeRequest({ text }), limits).text).toBeUndefined();
  });

  it('names what it wishes, or leaves it open', () => {
    expect(validateWelcomeRequest(welcomeRequest(), limits)).toEqual({});
    const fields = { text: 'Hi!', voice: 'en-gb', language: 'en', sessionId: 'one' };
    expect(validateWelcomeRequest(welcomeRequest(fields), limits)).toEqual({
      text: 'Hi!',
      voice: 'en-gb',
      language: 'en',
    });
  });

  it('is as short as the config says, in bytes', () => {
    expect(reason({ text: 'é'.repeat(512) })).toBe('valid');
    expect(reason({ text: `${'é'.repeat(512)}a` })).toBe('text_too_long');
    expect(reason({ text: ' '.repeat(1_025) })).toBe('text_too_long');
  });

  it('is refused for a voice, a language or a session that can be none', () => {
    expect(reason({ voice: 'a\u0000' })).toBe('invalid_voice');
    expect(reason({ voice: 'v'.repeat(257) })).toBe('invalid_voice');
    expect(reason({ language: 'English' })).toBe('invalid_language');
    expect(reason({ sessionId: 'a\nb' })).toBe('invalid_session_id');
    expect(reasonOf(() => validateWelcomeRequest(new MalformedRequest('invalid_utf8'), limits))).toBe('invalid_utf8');
  });
});

describe('a usage report', () => {
  const reason = (fields: object): string => reasonOf(() => validateUsageRequest(usageRequest(fields), limits));

  it.each(BLANK)('names its device and its source by more than %s', (_name, blank) => {
    expect(reason({ hardwareId: blank })).toBe('missing_hardware_id');
    expect(reason({ source: blank })).toBe('blank_source');
  });

  it('counts tokens from nothing upwards', () => {
    expect(reason({ inputTokens: 0, outputTokens: 0 })).toBe('valid');
    expect(reason({ inputTokens: -1 })).toBe('negative_tokens');
    expect(reason({ outputTokens: -1 })).toBe('negative_tokens');
  });

  it('is not of an unknown device', () => {
    expect(reason({ hardwareId: 'Unknown' })).toBe('unknown_hardware_id');
    expect(reasonOf(() => validateUsageRequest(new MalformedRequest('invalid_utf8'), limits))).toBe('invalid_utf8');
  });
});
