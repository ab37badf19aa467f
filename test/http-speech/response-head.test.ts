import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadResponse } from '../../src/workers/http-speech/bad-response.js';
import { readResponseHead } from '../../src/workers/http-speech/response-head.js';

const headOf = (type: string | undefined, headers: Record<string, string> = {}) =>
  readResponseHead({ ...(type === undefined ? {} : { 'content-type': type }), ...headers });

/** Returns the detail of the refusal; undefined when the head is accepted. */
function refusal(type: string | undefined, headers: Record<string, string> = {}): string | undefined {
  try {
    headOf(type, headers);
    return undefined;
  } catch (cause) {
    if (!(cause instanceof BadResponse)) throw cause;
    expect(cause.failure).toBe('invalid_response');
    return cause.detail;
  }
}

describe('readResponseHead on the media type', () => {
  it.each([
    [undefined, undefined],
    ['application/octet-stream', undefined],
    ['binary/octet-stream', undefined],
    ['audio/pcm', 'pcm'],
    ['Audio/PCM; Charset=binary', 'pcm'],
    ['audio/x-raw', 'pcm'],
    ['audio/L16; rate=24000', 'pcm'],
    ['audio/wav', 'wav'],
    ['AUDIO/X-WAV;codecs="1"', 'wav'],
    ['audio/vnd.wave', 'wav'],
  ])('returns the format, or leaves it to the bytes: %s', (type, format) => {
    expect(headOf(type).format).toBe(format);
  });

  it.each([
    ['audio/mpeg', 'audio/mpeg'],
    ['audio/mp3; rate=24000', 'audio/mp3'],
    ['Audio/OGG; codecs=opus', 'audio/ogg'],
    ['audio/opus', 'audio/opus'],
    ['audio/aac', 'audio/aac'],
    ['audio/flac', 'audio/flac'],
    ['audio/webm', 'audio/webm'],
    ['audio/basic', 'audio/basic'],
    ['audio/L24; rate=48000', 'audio/l24'],
    ['video/mp4', 'video/mp4'],
    ['multipart/mixed; boundary=x', 'multipart/mixed'],
    ['text/event-stream', 'text/event-stream'],
    ['application/json; charset=utf-8', 'application/json'],
    ['audio/sk-canary-3f9a71', 'unknown media type'],
    ['application/problem', 'unknown media type'],
  ])('rejects another format, and names it only if it is known: %s', (type, detail) => {
    expect(refusal(type)).toBe(detail);
  });
});

describe('readResponseHead on the sample rate', () => {
  it.each<[string | undefined, Record<string, string>, number | undefined]>([
    ['audio/pcm', {}, undefined],
    ['audio/pcm;rate=16000', {}, 16_000],
    ['audio/pcm; Rate="22050"; channels=1', {}, 22_050],
    ['audio/L16;codec=pcm;rate=24000', {}, 24_000],
    ['audio/x-raw, rate=8000', {}, 8_000],
    ['audio/pcm; sample_rate=44100', {}, 44_100],
    ['audio/pcm', { 'x-sample-rate': '24000', 'x-channels': '1', 'x-bit-depth': '16' }, 24_000],
    ['audio/pcm; rate=48000', { 'x-sample-rate': '48000' }, 48_000],
    [undefined, { 'x-audio-sample-rate': '192000' }, 192_000],
  ])('returns the rate: %s %o', (type, headers, rateHz) => {
    expect(headOf(type, headers).sampleRateHz).toBe(rateHz);
  });

  it.each<[string, Record<string, string>]>([
    ['audio/pcm; rate=16000', { 'x-sample-rate': '24000' }],
    ['audio/pcm; rate=0', {}],
    ['audio/pcm; rate=7999', {}],
    ['audio/pcm; rate=192001', {}],
    ['audio/pcm; rate=-24000', {}],
    ['audio/pcm; rate=24k', {}],
    ['audio/pcm; rate=', {}],
    ['audio/pcm; rate=(int)24000', {}],
    ['audio/pcm', { 'x-sample-rate': '24000, 24000' }],
    ['audio/l16', {}],
  ])('rejects an impossible rate, a contradicted rate, and an L16 without a rate: %s %o', (type, headers) => {
    expect(refusal(type, headers)).toBeDefined();
  });
});

describe('readResponseHead on the layout of the samples', () => {
  it.each<[string, 'big' | 'little' | 'unsure' | undefined]>([
    ['audio/pcm', undefined],
    ['audio/L16; rate=24000', 'unsure'],
    ['audio/L16; rate=24000; endianness=big-endian', 'big'],
    ['audio/L16; rate=24000; endianness=little-endian', 'little'],
    ['audio/x-raw; format=S16BE', 'big'],
    ['audio/x-raw; format=S16LE', 'little'],
    ['audio/pcm; encoding=signed-integer; bits=16', undefined],
  ])('returns the byte order: %s', (type, byteOrder) => {
    expect(headOf(type).byteOrder).toBe(byteOrder);
  });

  it.each<[string, Record<string, string>]>([
    ['audio/pcm; channels=6', {}],
    ['audio/pcm; channels=0', {}],
    ['audio/pcm', { 'x-channels': '3' }],
    ['audio/pcm; bits=24', {}],
    ['audio/pcm', { 'x-bit-depth': '8' }],
    ['audio/pcm; encoding=float', {}],
    ['audio/pcm; format=F32LE', {}],
    ['audio/pcm; codec=mulaw', {}],
    ['audio/pcm; endianness=middle', {}],
  ])('rejects an unsupported layout: %s %o', (type, headers) => {
    expect(refusal(type, headers)).toBeDefined();
  });

  it('accepts two channels', () => {
    expect(headOf('audio/L16; rate=24000; channels=2').channels).toBe(2);
    expect(headOf('audio/pcm', { 'x-channels': '2' }).channels).toBe(2);
  });
});

describe('readResponseHead on the body', () => {
  it.each(['gzip', 'GZIP', 'x-gzip', 'deflate', 'br', 'zstd'])('rejects a content encoding: %s', (coding) => {
    expect(refusal('audio/pcm', { 'content-encoding': coding })).toBe(`content-encoding ${coding.toLowerCase()}`);
  });

  it('does not quote an unknown encoding', () => {
    expect(refusal('audio/pcm', { 'content-encoding': 'sk-canary' })).toBe('content-encoding unknown');
    expect(refusal('audio/pcm', { 'content-encoding': 'identity' })).toBeUndefined();
  });

  it('returns the announced length, and whether the body ends with the connection', () => {
    expect(headOf('audio/pcm', { 'content-length': '960' })).toMatchObject({ contentBytes: 960, endsByClose: false });
    expect(headOf('audio/pcm', { 'transfer-encoding': 'chunked' })).toMatchObject({ endsByClose: false });
    expect(headOf('audio/pcm')).toMatchObject({ contentBytes: undefined, endsByClose: true });
  });

  it('throws nothing but BadAnswer for any head', () => {
    const word = fc.constantFrom(
      'audio/',
      'pcm',
      'l16',
      ';',
      ' ',
      '=',
      '"',
      ',',
      'rate',
      '24000',
      'channels',
      '2',
      'x',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 14 }), fc.string(), (words, other) => {
        for (const type of [words.join(''), other]) refusal(type, { 'x-sample-rate': other.slice(0, 3) || '8000' });
      }),
    );
  });
});
