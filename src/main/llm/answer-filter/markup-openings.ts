import { callBodyOf } from './call-body.js';
import { JsonEnd } from './json-end.js';
import type { BracketTag, ElementTag, MarkupTag, TokenTag } from './markup-tags.js';
import { readHeader } from './message-header.js';
import type { TagPlace } from './text-tail.js';

/** A part of the answer that is not shown. */
export interface Hidden {
  /** `other_text`: the result of a call, or the message of another speaker. */
  readonly kind: 'call' | 'thought' | 'other_text';
  /** The name of the tag that closes it; empty when no tag of that name does. */
  readonly name: string;
  /** The JSON with whose end it ends, too. */
  readonly json: JsonEnd | undefined;
}

/**
 * The decision about a tag: it is text; it waits for the text behind it; or it is removed up to `end`, perhaps with all
 * that follows.
 */
export type TagVerdict = 'text' | 'wait' | { readonly end: number; readonly hidden?: Hidden };

/** The surroundings of a tag. */
export interface TagContext {
  /** The text in which the tag was found. */
  readonly text: string;
  /** Tells whether no text follows that text. */
  readonly isLast: boolean;
  readonly place: TagPlace;
  readonly isAfterMarkup: boolean;
}

/** Elements whose names are words of prose, too. */
const WEAK_NAMES = /^(?:tools?|function|parameter|invoke|_call)$/;

export const isWeakName = (name: string): boolean => WEAK_NAMES.test(name);

const hiddenCall = (name: string): Hidden => ({ kind: 'call', name, json: undefined });
const hiddenJson = (name: string, kind: Hidden['kind'] = 'call'): Hidden => ({ kind, name, json: new JsonEnd() });

/** Decides about a tag that closes no element. */
export function judgeTag(tag: MarkupTag, context: TagContext): TagVerdict {
  switch (tag.type) {
    case 'element':
      return judgeElement(tag, context);
    case 'bracket':
      return judgeBracket(tag, context);
    case 'token':
      return judgeToken(tag, context);
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

function judgeCall(tag: ElementTag | BracketTag, { text, isLast, place }: TagContext): TagVerdict {
  const { name, end } = tag;
  const isNamed = tag.type === 'element' && tag.attributes.includes('=');
  const body = callBodyOf(text.slice(end), isLast);
  if (body === 'wait') return 'wait';
  if (body === 'json' || (body === 'own_object' && isNamed)) return { end, hidden: hiddenJson(name) };
  if (body === 'own_object') return { end };
  if (isNamed) return { end, hidden: hiddenCall(name) };
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
  return context.place === 'word' ? 'text' : { end, hidden: { kind: 'other_text', name, json: undefined } };
}

function judgeToken({ name, end, role, isClosing }: TokenTag, context: TagContext): TagVerdict {
  const { text, isLast, place } = context;
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
    case 'other_speaker':
      return isProse ? { end } : { end, hidden: { kind: 'other_text', name: '', json: undefined } };
    default:
      // A tag of HTML with the same name: struck-out text.
      return name === 's' && !isClosing && place !== 'line' ? 'text' : { end };
  }
}

/** Decides about a message, whose header begins at `from`. */
function judgeMessage(from: number, channel: string | undefined, { text, isLast, place }: TagContext): TagVerdict {
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
  return { end, hidden: { kind: content === 'thought' ? 'thought' : 'other_text', name: '', json: undefined } };
}
