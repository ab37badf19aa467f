import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProviderFailure } from '../../src/main/llm/provider-failure.js';
import { type SseEvent, SseReader } from '../../src/main/llm/sse-reader.js';
import { growthOf, MAX_LINEAR_GROWTH } from './linear-growth.js';

const MAX_BYTES = 10_000;

/** Returns the events of a stream that arrives in the given pieces. */
function eventsOf(pieces: readonly Uint8Array[], maxBytes = MAX_BYTES): SseEvent[] {
  const reader = new SseReader(maxBytes);
  return [...pieces.flatMap((piece) => [...reader.push(piece)]), ...reader.end()];
}

const eventsIn = (text: string): SseEvent[] => eventsOf([Buffer.from(text)]);
const dataIn = (text: string): string[] => eventsIn(text).map(({ data }) => data);

/** Returns the bytes of a text, cut into pieces of the given lengths; the list of lengths is repeated as needed. */
function cut(text: string, lengths: readonly number[]): Buffer[] {
  const bytes = Buffer.from(text);
  const pieces: Buffer[] = [];
  for (let at = 0, n = 0; at < bytes.length; n++) {
    const length = lengths[n % lengths.length] ?? bytes.length;
    pieces.push(bytes.subarray(at, at + length));
    at += length;
  }
  return pieces;
}

const ENDINGS = ['\n', '\r\n', '\r'];
const anyLine = fc.oneof(
  fc.constantFrom('', ': ping', ':', 'data:', 'data', 'data: [DONE]', 'event: ping', 'event:', 'id: 7', 'retry: 10'),
  fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => `data: ${text.replaceAll(/[\r\n]/g, ' ')}`),
  fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replaceAll(/[\r\n]/g, ' ')),
);
const anyStream = fc
  .array(fc.tuple(anyLine, fc.constantFrom(...ENDINGS)), { maxLength: 30 })
  .map((lines) => lines.flat().join(''));
const anyLengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });

describe('SseReader', () => {
  it.each<[situation: string, text: string, data: string[]]>([
    ['one event', 'data: a\n\n', ['a']],
    ['no space behind the colon', 'data:a\n\n', ['a']],
    ['only the first space is dropped', 'data:  a \n\n', [' a ']],
    ['several data lines', 'data: a\ndata: b\n\n', ['a\nb']],
    ['line ends of Windows', 'data: a\r\n\r\ndata: b\r\n\r\n', ['a', 'b']],
    ['line ends of old Macs', 'data: a\r\rdata: b\r\r', ['a', 'b']],
    ['comments', ': ping\n\n: ping\n\ndata: a\n\n:\n\n', ['a']],
    ['an event without data', 'event: ping\n\ndata: a\n\n', ['a']],
    ['empty data', 'data:\n\ndata: \n\ndata\n\ndata: a\n\n', ['a']],
    ['other fields', 'id: 1\nretry: 2\ndata: a\nfoo: b\n\n', ['a']],
    ['the last line break is missing', 'data: a\n\ndata: [DONE]', ['a', '[DONE]']],
    ['blank lines', '\n\n\n\ndata: a\n\n\n\n', ['a']],
    ['nothing at all', '', []],
  ])('reads a stream with %s', (_situation, text, data) => {
    expect(dataIn(text)).toEqual(data);
  });

  it('gives the name of an event to that event only', () => {
    expect(eventsIn('event: delta\ndata: a\n\ndata: b\n\n')).toEqual([
      { name: 'delta', data: 'a' },
      { name: '', data: 'b' },
    ]);
  });

  it.each(['error: {"code":500}\n\n', 'event: error\ndata: {"code":500}\n\n', 'error: {"code":500}'])(
    'reads %j as an event named error',
    (text) => {
      expect(eventsIn(text)).toEqual([{ name: 'error', data: '{"code":500}' }]);
    },
  );

  it('reports an error that has no data', () => {
    expect(eventsIn('event: error\n\n')).toEqual([{ name: 'error', data: '' }]);
  });

  it.each([
    ['data: a\n\n', false],
    [': a\nid: 1\nretry: 1\nevent: b\n\n', false],
    ['Bad gateway', true],
    ['foo: bar\n\n', true],
  ])('detects lines of another kind in %j: %s', (text, isForeign) => {
    const reader = new SseReader(MAX_BYTES);
    expect([...reader.push(Buffer.from(text)), ...reader.end()].length).toBeLessThanOrEqual(1);
    expect(reader.hasForeignLines).toBe(isForeign);
  });

  it('finds the same events in any chunking of the bytes', () => {
    fc.assert(
      fc.property(anyStream, anyLengths, (text, lengths) => {
        expect(eventsOf(cut(text, lengths))).toEqual(eventsIn(text));
      }),
      { numRuns: 500 },
    );
  });

  it('finds the same events with every kind of line end', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 30 }), (lines) => {
        const [expected, ...others] = ENDINGS.map((ending) => eventsIn(lines.map((line) => line + ending).join('')));
        for (const other of others) expect(other).toEqual(expected);
      }),
    );
  });

  it.each<[situation: string, text: string]>([
    ['a line', `data: ${'x'.repeat(MAX_BYTES)}`],
    ['a line with its end', `data: ${'x'.repeat(MAX_BYTES)}\n\n`],
    ['a comment', `: ${'x'.repeat(MAX_BYTES)}`],
    ['an event of many lines', 'data: x\n'.repeat(MAX_BYTES / 4)],
  ])('refuses %s that is too long, in pieces of any size', (_situation, text) => {
    for (const length of [1, 1_000, text.length]) {
      expect(() => eventsOf(cut(text, [length]))).toThrow(ProviderFailure);
    }
  });

  it('applies the size limit to each event separately', () => {
    expect(dataIn(`data: ${'x'.repeat(100)}\n\n`.repeat(1_000))).toHaveLength(1_000);
  });

  it('does work that is linear in the number of bytes, even when each byte comes alone', () => {
    const read = (bytes: number): void => {
      const reader = new SseReader(2 * bytes);
      const byte = Buffer.from('x');
      for (let n = 0; n < bytes; n++) for (const _ of reader.push(byte));
    };
    expect(growthOf(read, 50_000)).toBeLessThan(MAX_LINEAR_GROWTH);
  });
});
