import { ELEMENT_NAMES } from './markup-kinds.js';
import { PREFIX } from './markup-tags.js';

/** The most white space between a tag and the call that it opens, UTF-16 units. */
const MAX_BLANK = 64;
/** The longest name of a tool, UTF-16 units. */
const MAX_NAME = 64;

/** Matches JSON that begins as the assistant's own object does: such an object is no call of a tool. */
const OWN_OBJECT = /^\[?\s{0,64}\{\s{0,64}"(?:session_id|command|args|text)"\s{0,64}:/;
const OWN_OBJECT_START = /^\[?\s{0,64}(?:\{\s{0,64}(?:"[a-z_]{0,10}(?:"\s{0,64})?)?)?$/;
const INNER_TAG = new RegExp(`^</?${PREFIX}(?:${ELEMENT_NAMES})[\\s=/>]`, 'i');
const INNER_TAG_START = /^<[^<>\s]{0,64}$/;

/**
 * The text behind a tag that may open a call of a tool: a call in JSON, one within further tags, one in another
 * notation, the assistant's own object, no text at all, or prose. `wait` = more text is needed.
 */
export type CallBody = 'json' | 'tags' | 'code' | 'own_object' | 'nothing' | 'prose' | 'wait';

/** @param isLast true when no text follows `text` */
export function callBodyOf(text: string, isLast: boolean): CallBody {
  const body = text.trimStart();
  if (text.length - body.length > MAX_BLANK) return 'prose';
  if (body === '') return isLast ? 'nothing' : 'wait';
  if (body[0] === '{' || body[0] === '[') return jsonBodyOf(body, isLast);
  if (body[0] === '<') {
    if (!isLast && INNER_TAG_START.test(body)) return 'wait';
    return INNER_TAG.test(body) ? 'tags' : 'code';
  }
  const name = /^[\w.:-]+/.exec(body.slice(0, MAX_NAME + 1))?.[0] ?? '';
  if (name === '' || name.length > MAX_NAME) return 'prose';
  const next = body[name.length];
  if (next === undefined) return isLast ? 'prose' : 'wait';
  if (next === '{' || next === '[') return 'json';
  return '<(\r\n'.includes(next) ? 'code' : 'prose';
}

function jsonBodyOf(body: string, isLast: boolean): CallBody {
  if (OWN_OBJECT.test(body)) return 'own_object';
  return !isLast && OWN_OBJECT_START.test(body) ? 'wait' : 'json';
}
