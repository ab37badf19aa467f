import { isField, mayBecomeField } from './object-fields.js';

/** UTF-16 units looked through for an object's first key: what needs more is plain text. */
const MAX_OPENING = 128;

const FENCE = /^`{3,}[^\s`{]*\s*/;

/** Where an object may open: at the answer's start, at the start of a line of text, behind an object or its fence. */
export type OpeningPlace = 'answer' | 'line' | 'object';

/**
 * Whether an object opens with `text`, perhaps in a code fence. An answer that starts with a brace is one; later its first
 * key must be known, or it is some text with braces. Behind an object a comma opens one as well: then the brace before the
 * comma was one too many.
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
