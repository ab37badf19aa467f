import { isField, mayBecomeField } from './object-fields.js';

/** The longest text in which an object's first key is looked for, UTF-16 units. A longer text is plain text. */
const MAX_OPENING = 128;

const FENCE = /^`{3,}[^\s`{]*\s*/;

/**
 * A place where an object may open: the answer's start, the start of a line of text, or after an object or its fence.
 */
export type OpeningPlace = 'answer' | 'line' | 'object';

/**
 * Decides whether an object, perhaps in a code fence, opens with `text`; `wait` = more text is needed. At the answer's
 * start a brace opens an object. At other places the object's first key must also be known, else `text` is plain text
 * with braces. After an object, a comma also opens an object: the brace before the comma was then superfluous.
 */
export function judgeOpening(text: string, place: OpeningPlace): 'open' | 'wait' | 'plain' {
  if (text.length > MAX_OPENING) return 'plain';
  if (text === '`' || text === '``') return 'wait';
  const object = text.replace(FENCE, '');
  if (object === '') return 'wait';
  if (object[0] !== '{' && !(place === 'object' && text[0] === ',')) return 'plain';
  return place === 'answer' ? 'open' : judgeKey(object.slice(1).trimStart());
}

function judgeKey(text: string): 'open' | 'wait' | 'plain' {
  const [, quote = '', name = '', rest = ''] = /^(["']?)([a-z_]*)(.*)$/s.exec(text) ?? [];
  if (rest === '') return mayBecomeField(name) ? 'wait' : 'plain';
  if (!isField(name)) return 'plain';
  if (quote !== '') return rest === quote ? 'open' : 'plain';
  const after = rest.trimStart();
  if (after === '') return 'wait';
  return after === ':' ? 'open' : 'plain';
}
