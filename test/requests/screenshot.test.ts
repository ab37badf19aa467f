import { describe, expect, it } from 'vitest';
import { validateScreenshot } from '../../src/main/grpc/validation/screenshot.js';
import { validateStreamRequest } from '../../src/main/grpc/validation/turn-request.js';
import { jpeg, png } from '../harness/picture-headers.js';
import { base64, GIF, vp8, vp8l, vp8x } from '../harness/webp.js';
import { configOf, reasonOf, refusal, streamRequest } from './requests.js';

const config = configOf({ 'screenshot.max_bytes': 3_000, 'screenshot.max_pixels': 1_920 * 1_080 });
const isPicture = (screenshot: Buffer): boolean => validateScreenshot(screenshot, config.screenshot);
const reason = (screenshot: Buffer): string => reasonOf(() => isPicture(screenshot));
const text = (characters: string): Buffer => Buffer.from(characters, 'latin1');
const padded = (file: Buffer, bytes: number): Buffer => Buffer.concat([file, Buffer.alloc(bytes - file.length)]);

describe('validateScreenshot', () => {
  it.each([
    ['lossy', vp8(1_920, 1_080)],
    ['lossless', vp8l(1_920, 1_080)],
    ['extended', vp8x(1_920, 1_080)],
    ['of the smallest size', vp8l(1, 1, 1)],
  ])('accepts a WebP picture: %s', (_kind, file) => {
    expect(reason(base64(file))).toBe('valid');
  });

  it('is applied by validateStreamRequest, unless the screenshot is missing or empty', () => {
    const validate = (fields: object) =>
      reasonOf(() => validateStreamRequest(streamRequest(fields), undefined, config));
    expect(validate({})).toBe('valid');
    expect(validate({ screenshot: Buffer.alloc(0) })).toBe('valid');
    expect(validate({ screenshot: base64(vp8(4, 4)) })).toBe('valid');
    expect(validate({ screenshot: text('!') })).toBe('screenshot_not_base64');
  });

  it.each([
    ['of another format', GIF],
    ['that is cut in its header', vp8(4, 4).subarray(0, 24)],
    ['of zeros', Buffer.alloc(100)],
    ['of three bytes', Buffer.alloc(3)],
    ['of a width of 0', vp8(0, 100)],
    ['of a height of 0', vp8(100, 0)],
    ['of a width of 0, PNG', png(0, 100)],
    ['of a height of 0, JPEG', jpeg(100, 0)],
    ['of fill bytes, as a JPEG may hold', Buffer.concat([jpeg(9, 9).subarray(0, 2), Buffer.alloc(900, 0xff)])],
    ['of markers without a picture', Buffer.from(`ffd8${'ff01'.repeat(500)}`, 'hex')],
  ])('is false for a file %s, whose turn goes on without it', (_kind, file) => {
    expect(isPicture(base64(file))).toBe(false);
    const turn = validateStreamRequest(streamRequest({ screenshot: base64(file) }), undefined, config);
    expect(turn).toMatchObject({ screenshot: undefined, screenshotFault: 'unknown_format' });
  });

  it.each([
    ['PNG', png(1_920, 1_080)],
    ['JPEG', jpeg(1_920, 1_080)],
    ['JPEG with its size behind 2 KB', jpeg(1_920, 1_080, 2_000)],
    ['WebP', vp8(1_920, 1_080)],
  ])('is true for a picture in the format %s, and the turn has it', (_format, file) => {
    const field = base64(file);
    const turn = validateStreamRequest(streamRequest({ screenshot: field }), undefined, config);
    expect(turn).toMatchObject({ screenshot: field, screenshotFault: undefined });
  });

  it.each([
    ['PNG', png(1_921, 1_080)],
    ['PNG of the largest size', png(0x7fffffff, 0x7fffffff)],
    ['JPEG', jpeg(1_921, 1_080)],
    ['JPEG with its size behind 2 KB', jpeg(65_535, 65_535, 2_000)],
  ])('refuses too many pixels in the format %s', (_format, file) => {
    expect(reason(base64(file))).toBe('screenshot_too_many_pixels');
  });

  it('leaves a JPEG picture whose size comes late to the decoder', () => {
    const late = jpeg(65_535, 65_535, 60_000, 60_000, 60_000, 60_000);
    const limits = configOf({ 'screenshot.max_bytes': 1_000_000 }).screenshot;
    expect(validateScreenshot(base64(late), limits)).toBe(true);
  });

  it('refuses an animation', () => {
    expect(reason(base64(vp8x(100, 100, true)))).toBe('screenshot_animated');
  });

  it('refuses a picture with more pixels than allowed, by the size in its header', () => {
    const why = refusal(() => validateScreenshot(base64(vp8(1_921, 1_080)), config.screenshot));
    expect(why?.reason).toBe('screenshot_too_many_pixels');
    expect(why?.message).toBe('screenshot is too large: at most 2073600 pixels are allowed');
    expect(reason(base64(vp8x(16_777_216, 16_777_216)))).toBe('screenshot_too_many_pixels');
  });

  it('refuses a picture with more bytes than allowed', () => {
    expect(reason(base64(padded(vp8(4, 4), 3_000)))).toBe('valid');
    expect(reason(base64(padded(vp8(4, 4), 3_003)))).toBe('screenshot_too_large');
    const why = refusal(() => validateScreenshot(base64(padded(vp8(4, 4), 9_000)), config.screenshot));
    expect(why?.message).toBe('screenshot is too large: at most 3000 bytes are allowed');
  });

  it.each([
    ['a data URL', 'data:image/webp;base64,AAAA'],
    ['line breaks', `${base64(vp8(4, 4)).toString('latin1', 0, 20)}\r\nAA`],
    ['the URL alphabet', 'AA-_'],
    ['half a group', 'AAAAA'],
    ['padding in the middle', 'AA==AAAA'],
    ['too much padding', 'A==='],
    ['a picture that is not encoded', vp8(4, 4).toString('latin1')],
    ['a letter that only looks like base64', 'AAA\u00c0'],
  ])('refuses text that is not base64: %s', (_situation, characters) => {
    expect(reason(text(characters))).toBe('screenshot_not_base64');
  });

  it.each([
    ['after the header', -8, 'A!AA'],
    ['at the end', -4, 'AA\n='],
    ['in the middle, as padding', -40, 'AA=='],
  ])(
    'reads base64 only as far as the header; an error %s is found by the decoder, later',
    (_where, place, characters) => {
      const field = base64(padded(vp8(4, 4), 300));
      field.write(characters, field.length + place, 'latin1');
      expect(reason(field)).toBe('valid');
    },
  );

  it('refuses padding within the header', () => {
    const field = base64(padded(vp8l(4, 4), 300));
    field.write('==', 38, 'latin1');
    expect(reason(field)).toBe('screenshot_not_base64');
  });

  it('leaves the bytes unchanged for the turn, which gets undefined for an empty screenshot', () => {
    const turnOf = (fields: object) => validateStreamRequest(streamRequest(fields), undefined, config);
    const field = base64(vp8(4, 4));
    expect(turnOf({ screenshot: field }).screenshot).toBe(field);
    expect(turnOf({ screenshot: Buffer.alloc(0) }).screenshot).toBeUndefined();
    expect(turnOf({}).screenshot).toBeUndefined();
  });

  it('reads a screenshot inside a larger message', () => {
    const field = base64(vp8(640, 480));
    const message = Buffer.concat([Buffer.from('!!!'), field, Buffer.from('!!!')]);
    expect(reason(message.subarray(3, 3 + field.length))).toBe('valid');
  });
});
