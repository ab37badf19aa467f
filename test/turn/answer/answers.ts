import fc from 'fast-check';

/** Fragments of answers that some rule of the parser is about. */
const fragments = [
  ...[
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '"',
    "'",
    '`',
    '```',
    '```json\n',
    '```\n',
    ' ```',
    '\n',
    '\r\n',
    ' ',
    '\t',
    '\ufeff',
  ],
  ...['"text"', 'text', "'text'", '"text": "', '"command": "open_app"', '"command"', '"args": {', '"session_id": "s"'],
  ...['{"text": "Hi"}', '{text: Hi', '{"a', '{"command": "x"}', '{"args": [', '"te', '\n{', '\n{"', '}\n{', '",', '":'],
  ...['``', '` ', '- ', '1. ', '("', ' [', '”', '= ', '": ', '{{', '}}', '{name}', '{1, 2}', ' {"text": "Hi"}', '; '],
  ...['{"name": "x", ', '"arguments": {', '{"tool_calls": [', '{"role": "assistant", ', "{'text': 'Hi'}", ' {text: '],
  ...['\\', '\\"', '\\n', '\\u', '\\ud83d', '\\ude00', '\\u00e9', 'd83d', '\ud83d', '\ude00', '😀', '\u0001', '\u00a0'],
  ...['Sure!', ' word', 'it’s', "don't", '//', 'http://a.b/?c={d}', 'null', 'true', '-1.5e3', '01', 'nul', '好。'],
];

const anyFragment = fc.oneof(
  { arbitrary: fc.constantFrom(...fragments), weight: 9 },
  { arbitrary: fc.string({ unit: 'binary', maxLength: 4 }), weight: 1 },
);

/** Fragments in any order. */
const anyMixture = fc.array(anyFragment, { maxLength: 30 }).map((parts) => parts.join(''));

/** An object as a model may send it, with any keys and values. */
export const anyObject: fc.Arbitrary<Record<string, unknown>> = fc
  .record(
    {
      session_id: fc.string(),
      command: fc.oneof(fc.constantFrom('open_app', ' close_app\n', '', ' ', null), fc.jsonValue({ maxDepth: 1 })),
      args: fc.oneof(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), fc.jsonValue({ maxDepth: 1 })),
      text: fc.oneof(
        { arbitrary: fc.array(anyFragment, { maxLength: 8 }).map((parts) => parts.join('')), weight: 4 },
        { arbitrary: fc.jsonValue({ maxDepth: 1 }), weight: 1 },
      ),
      mood: fc.jsonValue({ maxDepth: 2 }),
    },
    { requiredKeys: [], noNullPrototype: true },
  )
  .chain((object) =>
    fc
      .shuffledSubarray(Object.keys(object), { minLength: Object.keys(object).length })
      .map((keys) => [object, keys] as const),
  )
  .map(([object, keys]) => Object.fromEntries(keys.map((key) => [key, object[key as keyof typeof object]])));

/** The JSON of an object, in one line or many, with or without escapes for characters beyond ASCII. */
export const anyJsonOf = (object: unknown): fc.Arbitrary<string> =>
  fc.record({ indent: fc.constantFrom('', '  ', '\t'), ascii: fc.boolean() }).map(({ indent, ascii }) => {
    const json = JSON.stringify(object, null, indent);
    const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
    return ascii ? json.replace(/[\u007f-\uffff]/g, escaped) : json;
  });

/** Pairs of texts before and after an object that contain no words: white space and fences. */
export const anyWrapping = fc.constantFrom(
  ['', ''],
  [' \n', '\n\n'],
  ['\ufeff', ''],
  ['```json\n', '\n```'],
  ['```\n  ', '```\n'],
  ['\ufeff\n```JSON \n', '\n```  \n'],
);

/** Answers of all forms: texts and objects, in fences or not, one after the other. */
export const anyAnswer = fc
  .array(
    fc.oneof(
      anyMixture,
      fc.tuple(anyObject.chain(anyJsonOf), anyWrapping).map(([json, [before, after]]) => before + json + after),
      fc.constantFrom('Sure!\n', 'Sure! ', '\nThat is all.', ' That is all.', '\n', ' and ', 'Here: ```json\n'),
    ),
    { maxLength: 4 },
  )
  .map((parts) => parts.join(''));

/** Answers with parts that are removed, inserted or cut off. */
export const anyMutatedAnswer = fc
  .tuple(anyAnswer, fc.array(fc.tuple(fc.nat(), fc.nat(3), anyFragment), { minLength: 1, maxLength: 4 }))
  .map(([answer, changes]) =>
    changes.reduce((changed, [where, taken, put]) => {
      const at = where % (changed.length + 1);
      return changed.slice(0, at) + put + changed.slice(at + taken);
    }, answer),
  );

/** Lengths of pieces, UTF-16 units; a length of 1 cuts surrogate pairs in half. */
export const anyLengths = fc.array(fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 20 })), {
  minLength: 1,
  maxLength: 6,
});
