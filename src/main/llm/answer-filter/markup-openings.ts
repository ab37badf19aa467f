import { callBodyOf } from './call-body.js';
import { JsonEnd } from './json-end.js';
import type { BracketTag, ElementTag, MarkupTag, TokenTag } from './markup-tags.js';
import { readHeader } from './message-header.js';
import type { Hidden, TagContext, TagVerdict } from './tag-verdict.js';
import { judgeTextCall } from './text-call.js';

/** Elements whose names are words of prose, too. */
const WEAK_NAMES = /^(?:tools?|function|parameter|argument|invoke|_call)$/;

export const isWeakName = (name: string): boolean => WEAK_NAMES.test(name);

const hiddenCall = (name: string): Hidden => ({ kind: 'call', name, json: undefined });
const hiddenJson = (name: string, kind: Hidden['kind'] = 'call'): Hidden => ({ kind, name, json: new JsonEnd() });

/** The text behind the answer: mostly the next message of the user, which the model has made up. */
export const REST: Hidden = { kind: 'rest', name: '', json: undefined };
const OTHER_TEXT: Hidden = { kind: 'other_text', name: '', json: undefined };

/** Matches text after which a token is one that prose names: "the token </s>, and so on". */
const NAMED = /^(?:["'”’»)\]},;:.|]|[ \t][\p{Ll}\p{Lo}\p{N}$€£(|=–—-])/u;
/** Matches text after which a token in quotation marks or in brackets is named. */
const NAMED_IN_QUOTES = /^["'”’»)\]},]/;

/** Decides about a tag that closes no element. */
export function judgeTag(tag: MarkupTag, context: TagContext): TagVerdict {
  switch (tag.type) {
    case 'element':
      return judgeElement(tag, context);
    case 'bracket':
      return judgeBracket(tag, context);
    case 'token':
      return judgeToken(tag, context);
    case 'next_speaker':
      return context.isSentenceEnd ? { end: tag.end, hidden: REST } : 'text';
    case 'text_call':
      return judgeTextCall(tag, context);
    case 'recipient':
      return context.place === 'line' ? judgeMessage(tag.recipientIndex, 'commentary', context) : 'text';
    case 'channel':
    case 'first_channel':
      return judgeMessage(tag.end, tag.name, context);
  }
}

function judgeElement(tag: ElementTag, context: TagContext): TagVerdict {
  if (tag.kind === 'result') return judgeResult(tag, context);
  return tag.kind === 'call' || tag.name === 'function' ? judgeCall(tag, context) : judgePart(tag, context);
}

function judgeCall(tag: ElementTag | BracketTag, { text, isLast, place, isAfterMarkup }: TagContext): TagVerdict {
  const { name, end } = tag;
  const isNamed = tag.type === 'element' && tag.attributes.includes('=');
  const body = callBodyOf(text.slice(end), isLast);
  if (body === 'wait') return 'wait';
  if (body === 'json' || (body === 'own_object' && isNamed)) return { end, hidden: hiddenJson(name) };
  if (body === 'own_object') return { end };
  if (isNamed) return { end, hidden: hiddenCall(name) };
  // Llama also closes a call with a second opening tag.
  if (isWeakName(name) && isAfterMarkup) return { end };
  if (isWeakName(name) || body === 'prose') return 'text';
  if (body === 'code') return { end, hidden: hiddenCall(name) };
  return body === 'tags' || place !== 'word' ? { end } : 'text';
}

/** Decides about a part of a call that stands on its own. */
function judgePart({ name, end, attributes }: ElementTag, { text, isLast, isAfterMarkup }: TagContext): TagVerdict {
  const body = callBodyOf(text.slice(end), isLast);
  if (body === 'wait') return 'wait';
  const isMarked = attributes.includes('=') || (name === 'invoke' && body === 'tags') || isAfterMarkup;
  if (!isMarked) return 'text';
  return { end, hidden: body === 'json' || body === 'own_object' ? hiddenJson(name) : hiddenCall(name) };
}

function judgeResult({ name, end }: ElementTag, { text, isLast, place }: TagContext): TagVerdict {
  const body = callBodyOf(text.slice(end), isLast);
  if (body === 'wait') return 'wait';
  if (body === 'json' || body === 'own_object') return { end, hidden: hiddenJson(name, 'other_text') };
  const isMarked = place === 'line' || body === 'tags' || /^\r?\n/.test(text.slice(end, end + 2));
  return isMarked ? { end, hidden: { kind: 'other_text', name, json: undefined } } : 'text';
}

function judgeBracket(tag: BracketTag, context: TagContext): TagVerdict {
  const { name, end } = tag;
  if (name.startsWith('tool_call') || name === 'tool_request') return judgeCall(tag, context);
  if (name.startsWith('end_')) return { end };
  // The arguments of a call whose own tag was lost.
  if (name === 'args' || name === 'call_id') return context.isAfterMarkup ? { end } : 'text';
  if (context.place === 'word') return 'text';
  if (name === 'inst' && context.hasText) return { end, hidden: REST };
  return { end, hidden: { kind: 'other_text', name, json: undefined } };
}

function judgeToken({ name, end, role, isClosing }: TokenTag, context: TagContext): TagVerdict {
  const { text, isLast, place, hasText } = context;
  // Prose may name a token. The token is not shown, but the text behind it is.
  const isProse = place === 'word';
  switch (role) {
    case 'header':
      return judgeMessage(end, undefined, context);
    case 'call': {
      const body = callBodyOf(text.slice(end), isLast);
      if (body === 'wait') return 'wait';
      if (body === 'json') return { end, hidden: hiddenJson('') };
      return isProse || body === 'own_object' ? { end } : { end, hidden: hiddenCall('') };
    }
    case 'thought':
      return isProse ? { end } : { end, hidden: { kind: 'thought', name: '', json: undefined } };
    case 'user':
      return isProse ? { end } : { end, hidden: hasText ? REST : OTHER_TEXT };
    case 'other_speaker':
      return isProse ? { end } : { end, hidden: OTHER_TEXT };
    case 'message_end':
      // The other tokens of this role end thoughts and calls, so text may follow them.
      return name === 'end' ? judgeEnd(end, OTHER_TEXT, context) : { end };
    case 'answer_end':
      // A tag of HTML has the same name: struck-out text.
      if (name === 's' && !isClosing) return hasText ? 'text' : { end };
      return judgeEnd(end, REST, context, name === 's');
    default:
      return { end };
  }
}

/**
 * Decides about a token that ends the answer, or its message. The text behind it is hidden, except behind a token that
 * prose names: between two of its words, or in quotation marks.
 * @param mayBeHtml true when the token is also a tag of HTML, which may stand directly behind a word
 */
function judgeEnd(end: number, hidden: Hidden, context: TagContext, mayBeHtml = false): TagVerdict {
  const { text, isLast, place, hasText } = context;
  if (!hasText) return { end };
  const next = text.slice(end, end + 2);
  if (!isLast && (next === '' || next === ' ' || next === '\t')) return 'wait';
  const isNamed = place === 'word' || (mayBeHtml && place === 'glued') ? NAMED.test(next) : NAMED_IN_QUOTES.test(next);
  return isNamed ? { end } : { end, hidden };
}

/** Decides about a message, whose header begins at `from`. */
function judgeMessage(from: number, channel: string | undefined, context: TagContext): TagVerdict {
  const { text, isLast, place, hasText } = context;
  const header = readHeader(text, from, channel, isLast);
  if (!header) return 'wait';
  const { end, content, mayBeCall, isMarked } = header;
  if (mayBeCall) {
    const body = callBodyOf(text.slice(end), isLast);
    if (body === 'wait') return 'wait';
    if (body === 'json' || (body === 'own_object' && content === 'call')) return { end, hidden: hiddenJson('') };
    return content === 'call' && isMarked ? { end, hidden: hiddenCall('') } : { end };
  }
  if (content === 'text' || content === 'call' || (place === 'word' && !isMarked)) return { end };
  if (content === 'thought') return { end, hidden: { kind: 'thought', name: '', json: undefined } };
  return { end, hidden: content === 'user' && hasText ? REST : OTHER_TEXT };
}
