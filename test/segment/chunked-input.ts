import fc from 'fast-check';
import { type SegmentOptions, type Stall, segmentBatch } from '../../src/text/segment/index.js';

export type Settings = Omit<SegmentOptions, 'final'>;

export const unlimited: Settings = { first: false, firstClauseMinChars: 0, maxChars: Number.POSITIVE_INFINITY };

/**
 * Feeds a text to `segmentBatch` in pieces, as its caller does. `stalls` are the stalls after the pieces; the list is
 * repeated as needed. Returns the segments, the text that is left over, and the length of the longest pending text,
 * UTF-16 units.
 */
export function segmentInPieces(
  pieces: readonly string[],
  settings: Settings,
  stalls: readonly (Stall | undefined)[] = [undefined],
): { segments: string[]; rest: string; longest: number } {
  const segments: string[] = [];
  let pending = '';
  let longest = 0;
  const take = (final: boolean, stall?: Stall): void => {
    const first = settings.first && segments.length === 0;
    const batch = segmentBatch(pending, { ...settings, first, final, stall });
    segments.push(...batch.segments);
    pending = pending.slice(batch.consumed);
    longest = Math.max(longest, pending.length);
  };
  for (const [index, piece] of pieces.entries()) {
    pending += piece;
    take(false);
    const stall = stalls[index % stalls.length];
    if (stall !== undefined) take(false, stall);
  }
  take(true);
  return { segments, rest: pending, longest };
}

/** Cuts a text into pieces of the given lengths; the list of lengths is repeated as needed. */
export function pieces(text: string, lengths: readonly number[]): string[] {
  const result: string[] = [];
  for (let start = 0, turn = 0; start < text.length; turn++) {
    const end = start + lengths[turn % lengths.length]!;
    result.push(text.slice(start, end));
    start = end;
  }
  return result;
}

/**
 * Removes closing marks and white space from the very end, for a comparison. They join the last segment if it is still
 * there, so they depend on the chunking; they are not audible.
 */
export function withoutClosing(segments: readonly string[]): string[] {
  const trimmed = [...segments];
  while (trimmed.length > 0) {
    const last = trimmed.pop()!.replace(/[\s.?!…。！？।؟۔)\]}）”’»›」』》〉】〕｣"'*_`~\p{Cf}]+$/u, '');
    if (last !== '') return [...trimmed, last];
  }
  return trimmed;
}

const fragments = [
  ...[
    'Hello there',
    ' word',
    ' ',
    '  ',
    '\n',
    '\n\n',
    '\r\n',
    '\u00a0',
    '. ',
    '.',
    '? ',
    '!',
    '!?',
    '…',
    '...',
    '. . .',
    ' . . . . ',
  ],
  ...[
    'Mr. ',
    'U.S. ',
    'p.m. ',
    'The ',
    'A. ',
    'and I. ',
    'Nov.. ',
    'etc. ',
    ' No. ',
    'Yahoo! ',
    'XIV. ',
    'Juni',
    ' т. д. ',
    'г. ',
    'в 1990 г. ',
  ],
  ...[
    '"',
    '“',
    '”',
    '„',
    '«',
    '»',
    ' » ',
    '‹',
    '(',
    ')',
    '[',
    ']',
    '[1]',
    '（',
    '）',
    '「',
    '」',
    "'",
    '’',
    '.”. ',
    '**',
    '_',
    '`',
    '```',
  ],
  ...[
    '1. ',
    '2. ',
    '1) ',
    '2) Two',
    'a. ',
    'b. The',
    '• ',
    '- ',
    '# ',
    '* ',
    '|',
    ', ',
    ';',
    '; ',
    ': ',
    ' — ',
    ' — сказал',
    ' - ',
  ],
  ...['好', '吗?', '。', '！', 'と', '，', '、', 'Ինչ: ', 'τι; ', 'هل؟', '،', 'है।', '\u202c', '12', '3.5', ' 5', '，5'],
  ...[
    '😊',
    '👍🏽',
    'e\u0301',
    '\u200d',
    '\ud83d',
    '\ude0a',
    'https://a.b/c.html. ',
    'in',
    'что',
    'Так',
    ' No',
    'don’t. ',
  ],
  ...[
    '.The ',
    '?What',
    '!',
    'А',
    'a.Name',
    '(x)',
    '::',
    '¿',
    '.NET ',
    ' ! ',
    ' . ',
    '50 B.C. ',
    'v. Chr. ',
    'J.-C. ',
    '<b',
    '<b>',
    '</b>',
    '<a x="b. C"',
    '/>',
    '[2, 3]',
    '[^n]',
    '[1](http://a.b)',
    '[1](http://a.b/c',
    '.[5 ',
    '！【4:0 ',
    '.[^my-note-b',
    '.[a ',
    '【1, 2',
    '】',
    '【4:0†s】',
    '²',
  ],
];

/** Texts made of fragments that some rule is about, in any order, and of random strings. */
export const anyText = fc
  .array(
    fc.oneof(
      { arbitrary: fc.constantFrom(...fragments), weight: 9 },
      { arbitrary: fc.string({ maxLength: 4 }), weight: 1 },
    ),
    {
      maxLength: 24,
    },
  )
  .map((parts) => parts.join(''));

export const anyLanguage = fc.constantFrom(
  undefined,
  'en-US',
  'ru',
  'de',
  'fr',
  'ja',
  'zh',
  'sk',
  'el',
  'hy',
  'ar',
  'xx',
);

export const anySettings: fc.Arbitrary<Settings> = fc.record({
  language: anyLanguage,
  first: fc.boolean(),
  firstClauseMinChars: fc.constantFrom(0, 1, 8, 20),
  maxChars: fc.constantFrom(Number.POSITIVE_INFINITY, 400, 40, 9, 2, 0),
});

export const anyStalls = fc.array(fc.constantFrom<(Stall | undefined)[]>(undefined, undefined, 'short', 'long'), {
  minLength: 1,
  maxLength: 8,
});

/** Lengths of pieces, UTF-16 units; a length of 1 cuts surrogate pairs in half. */
export const anyLengths = fc.array(fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 30 })), {
  minLength: 1,
  maxLength: 8,
});
