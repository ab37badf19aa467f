import { JsonEnd } from './json-end.js';
import type { TextCallTag } from './markup-tags.js';
import type { TagContext, TagVerdict } from './tag-verdict.js';

/** The longest text that is held back until the end of a call shows that it is one, UTF-16 units. */
const MAX_HELD = 400;
const NAMED_ARGUMENT = /^\s{0,8}[a-z_]\w{0,40}\s{0,4}=(?!=)/i;
const NAMED_ARGUMENT_START = /^\s{0,8}(?:[a-z_]\w{0,40}\s{0,4}=?)?$/i;
/** Matches the first argument of a call without its name, or the end of a call without arguments. */
const OTHER_ARGUMENT = /^\s{0,8}["'{)]/;
/** Matches names that only programs have: "get_weather", "weather.get", "getWeather". */
const PROGRAM_NAME = /_|\.|[a-z][A-Z]/;

/**
 * Decides about calls of tools that are written as a list in Python, as Llama does: `[get_weather(city="Paris"), now()]`.
 * The list stands at the start of a line or of a sentence; behind a colon, its first name must be one of programs only.
 * The first call has arguments with names; a text or none is enough for a name of programs only. So the list
 * `[f(x), g(y)]` of mathematics is text, and so are a link, a footnote and a citation. A list that the answer's end cuts
 * off is removed, too.
 */
export function judgeTextCall({ name, index, end }: TextCallTag, context: TagContext): TagVerdict {
  const { text, isLast, place, isAfterColon } = context;
  const isProgramName = PROGRAM_NAME.test(name);
  if (place !== 'line' && place !== 'sentence' && !(isAfterColon && isProgramName)) return 'text';
  const start = text.slice(end, end + MAX_HELD);
  if (!isLast && NAMED_ARGUMENT_START.test(start)) return 'wait';
  if (!NAMED_ARGUMENT.test(start) && !(isProgramName && OTHER_ARGUMENT.test(start))) return 'text';
  const list = text.slice(index, index + MAX_HELD);
  const length = new JsonEnd().read(list);
  if (length < 0 && list.length === MAX_HELD) {
    return { end: index, hidden: { kind: 'call', name: '', json: new JsonEnd() } };
  }
  if (length < 0) return isLast ? { end: text.length } : 'wait';
  const listEnd = index + length;
  if (/[^)\s]\s*\]$/.test(list.slice(0, length))) return 'text';
  // The text of a link.
  if (text[listEnd] === '(') return 'text';
  return text[listEnd] === undefined && !isLast ? 'wait' : { end: listEnd };
}
