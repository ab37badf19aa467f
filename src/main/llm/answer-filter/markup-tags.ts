import {
  BAR_TOKENS,
  BRACKET_NAMES,
  CITED,
  ELEMENT_NAMES,
  type ElementKind,
  elementKindOf,
  PLAIN_TOKENS,
  type TokenRole,
  tokenRoleOf,
} from './markup-kinds.js';
import { SENTENCE_END } from './text-tail.js';

/** The prefix of an element's name: a namespace, or the mark of DeepSeek or LongCat. */
export const PREFIX = '(?:[\\w-]{1,20}:|[|｜]DSML[|｜]|longcat_)?';
const ATTRIBUTES = '(?:[\\s=/][^<>]{0,256})?';
const TOKEN_NAME = '[\\w▁.:-]{1,48}';
/** The name of a tool. */
const CALLEE = '[a-z_][\\w.]{0,63}';
const RECIPIENT = 'to=(?:functions|multi_tool_use|browser|python|container|web|tools?|api_tool)\\b';

const TAG = new RegExp(
  [
    `<(?<slash>/?)${PREFIX}(?<element>${ELEMENT_NAMES})(?<attributes>${ATTRIBUTES})>`,
    `<[|｜](?<tokenSlash>/?)(?<token>${TOKEN_NAME})[|｜]?>`,
    `<(?<endToken>${TOKEN_NAME})[|｜]>`,
    `\\[\\|(?<barToken>${BAR_TOKENS})\\|\\]`,
    '<[|｜]"[|｜]>',
    `<(?<plainSlash>/?)(?<plain>${PLAIN_TOKENS})>`,
    `\\[(?<bracketSlash>/?)(?<bracket>${BRACKET_NAMES})\\]`,
    `(?:(?:assistant|commentary|analysis) ?)?(?<recipient>${RECIPIENT})`,
    'assistant(?<channel>final|analysis|commentary)',
    '(?<start>analysis)',
    '(?<speaker>assistant)\\n\\n',
    `\\[\\s{0,8}(?<callee>${CALLEE})\\(`,
  ].join('|'),
  'gi',
);
const ANGLE_START = new RegExp(
  `^<(?:/?[\\w▁.:-]{0,48}[|｜]?|/?co${CITED}|/?${PREFIX}(?:${ELEMENT_NAMES})${ATTRIBUTES}` +
    `|/?[|｜]/?[\\w▁.:"-]{0,48}(?:[|｜]\\w{0,24})?)$`,
  'i',
);
const BRACKET_START = /^\[(?:\/?[A-Z_]{0,15}|\|[a-z]{0,9}\|?)$/;
const TEXT_CALL_START = new RegExp(`^\\[\\s{0,8}(?:${CALLEE})?$`, 'i');
/** Matches the text before a bracket that stands between two words, where it begins no call. */
const WITHIN_WORDS = /[\p{L}\p{N},][^\S\n]?$/u;
/** Matches the start of a line that names the recipient of a message. */
const RECIPIENT_START = /^(?:(?:assistant|commentary|analysis) ?)?(?:t(?:o(?:=\w{0,16})?)?)?$/i;
/** The speaker of the next message as it stands directly behind an answer. */
const NEXT_SPEAKER = 'assistant\n\n';
const SPEAKERS = ['assistant', 'commentary', 'analysis'];
const CHANNELS = ['assistantfinal', 'assistantanalysis', 'assistantcommentary'];
const MAX_CHANNEL_CHARS = 'assistantcommentary'.length;

interface AnyTag {
  readonly text: string;
  /** The index of the tag in the text in which it was found. */
  readonly index: number;
  readonly end: number;
  /** The name in lower case, without its prefix; empty when there is none. */
  readonly name: string;
  readonly isClosing: boolean;
}

export interface ElementTag extends AnyTag {
  readonly type: 'element';
  readonly kind: ElementKind;
  readonly attributes: string;
}

export interface TokenTag extends AnyTag {
  readonly type: 'token';
  readonly role: TokenRole;
}

export interface BracketTag extends AnyTag {
  readonly type: 'bracket';
}

/** The recipient of a message, without the tokens of the message's header. */
interface RecipientTag extends AnyTag {
  readonly type: 'recipient';
  readonly recipientIndex: number;
}

/** The header of a message whose tokens were lost: "assistantfinal", or "analysis" at the start of an answer. */
interface ChannelTag extends AnyTag {
  readonly type: 'channel' | 'first_channel';
}

/** The start of calls that are written as a list in Python: `[get_weather(`. */
export interface TextCallTag extends AnyTag {
  readonly type: 'text_call';
}

/** The speaker of the next message, without the tokens of the message's header: "It is noon.assistant". */
interface NextSpeakerTag extends AnyTag {
  readonly type: 'next_speaker';
}

export type MarkupTag = ElementTag | TokenTag | BracketTag | RecipientTag | ChannelTag | TextCallTag | NextSpeakerTag;

/** Returns the first tag at or after `from`. */
export function nextTag(text: string, from: number): MarkupTag | undefined {
  TAG.lastIndex = from;
  for (let match = TAG.exec(text); match; match = TAG.exec(text)) {
    const tag = tagOf(match);
    if (tag) return tag;
  }
  return undefined;
}

function tagOf({ 0: text, index, input, groups = {} }: RegExpExecArray): MarkupTag | undefined {
  const { element, token, endToken, barToken, plain, bracket, recipient, channel, start, callee, speaker } = groups;
  const place = { text, index, end: index + text.length };
  if (element !== undefined) {
    const name = element.toLowerCase().replaceAll('-', '_');
    const { slash, attributes = '' } = groups;
    return { ...place, type: 'element', name, kind: elementKindOf(name), isClosing: slash === '/', attributes };
  }
  if (bracket !== undefined) {
    // These tokens have no other letter case.
    if (bracket !== bracket.toUpperCase()) return undefined;
    return { ...place, type: 'bracket', name: bracket.toLowerCase(), isClosing: groups.bracketSlash === '/' };
  }
  if (recipient !== undefined) {
    const recipientIndex = index + text.length - recipient.length;
    return { ...place, type: 'recipient', name: '', isClosing: false, recipientIndex };
  }
  if (callee !== undefined) return { ...place, type: 'text_call', name: callee, isClosing: false };
  if (speaker !== undefined) {
    const isToken = speaker === speaker.toLowerCase();
    return isToken ? { ...place, type: 'next_speaker', name: speaker, isClosing: false } : undefined;
  }
  if (channel !== undefined) return { ...place, type: 'channel', name: channel.toLowerCase(), isClosing: false };
  if (start !== undefined) {
    // The channel's name and the first word of its message are one word: "analysisThe user asks …"
    const isGlued = /\p{Lu}/u.test(input[index + text.length] ?? '');
    return isGlued ? { ...place, type: 'first_channel', name: 'analysis', isClosing: false } : undefined;
  }
  const name = (token ?? endToken ?? barToken ?? plain ?? '').toLowerCase().replaceAll('▁', '_');
  const isClosing = endToken !== undefined || groups.tokenSlash === '/' || groups.plainSlash === '/';
  return { ...place, type: 'token', name, isClosing, role: tokenRoleOf(name, isClosing) };
}

/**
 * Returns the index, at or after `from`, at which a tag may begin that the end of a text cuts off; else its length.
 * @param isLineStart tells whether `from` is the start of a line
 * @param isSentenceEnd tells whether `from` is directly behind the end of a sentence
 * @param hasChannels true when the names of channels may stand without tokens
 */
export function tagStart(
  text: string,
  from: number,
  isLineStart: () => boolean,
  isSentenceEnd: () => boolean,
  hasChannels: boolean,
): number {
  const angle = openAngle(text, from, text.length);
  if (angle !== undefined) return angle;
  const bracket = text.lastIndexOf('[');
  if (bracket >= from && mayBeBracket(text, from, bracket)) return bracket;
  const line = Math.max(from, text.lastIndexOf('\n') + 1);
  const words = text.slice(line).trimStart();
  if (mayNameRecipient(words) && (line > from || isLineStart())) return text.length - words.length;
  const speaker = speakerStart(text, from, isSentenceEnd);
  if (speaker !== undefined) return speaker;
  return hasChannels ? channelStart(text, from) : text.length;
}

/** Returns the index, between `from` and `to`, of a tag in angle brackets that the end of a text may cut off. */
export function openAngle(text: string, from: number, to: number): number | undefined {
  const angle = text.slice(from, to).lastIndexOf('<');
  return angle >= 0 && ANGLE_START.test(text.slice(from + angle)) ? from + angle : undefined;
}

function mayBeBracket(text: string, from: number, bracket: number): boolean {
  const end = text.slice(bracket);
  if (BRACKET_START.test(end)) return true;
  return TEXT_CALL_START.test(end) && !WITHIN_WORDS.test(text.slice(Math.max(from, bracket - 2), bracket));
}

function mayNameRecipient(line: string): boolean {
  return line !== '' && (RECIPIENT_START.test(line) || SPEAKERS.some((speaker) => speaker.startsWith(line)));
}

/** Returns the index of the word at the end of a text that may name the next speaker. */
function speakerStart(text: string, from: number, isSentenceEnd: () => boolean): number | undefined {
  const word = /[a-z]{1,9}\n?$/.exec(text.slice(Math.max(from, text.length - NEXT_SPEAKER.length)))?.[0];
  if (word === undefined || !NEXT_SPEAKER.startsWith(word)) return undefined;
  const at = text.length - word.length;
  const isBehind = at === from ? isSentenceEnd() : SENTENCE_END.test(text.slice(Math.max(from, at - 4), at));
  return isBehind ? at : undefined;
}

function channelStart(text: string, from: number): number {
  for (let at = Math.max(from, text.length - MAX_CHANNEL_CHARS); at < text.length; at++) {
    const end = text.slice(at);
    if (text[at] === 'a' && CHANNELS.some((channel) => channel.startsWith(end))) return at;
  }
  return text.length;
}
