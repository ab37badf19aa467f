import { HEADER_NAMES, OTHER_SPEAKERS, THOUGHT_CHANNELS, tokenRoleOf, USER_SPEAKERS } from './markup-kinds.js';

/** The longest header, UTF-16 units. */
const MAX_CHARS = 256;
const TOKEN = /^<[|｜]([\w▁]{1,48})[|｜]>/;
/** A token whose end is still to come. */
const TOKEN_START = /^<(?:[|｜][\w▁]{0,48}[|｜]?)?$/;
const NAME = /^[\w.-]{1,64}/;
/** The tool that a message is for: "to=functions.get_weather". */
const RECIPIENT = /^to=([^\s<{]{0,96})/;
/** The format of a tool's arguments. */
const FORMAT = /^(?:json|code|text)$/i;
/** The recipients and channels of messages for the user. */
const USERS = /^(?:user|all|final)?$/i;

/** The header of a message: of Harmony's (https://cookbook.openai.com/articles/openai-harmony), ChatML's and the like. */
export interface MessageHeader {
  /** The index behind the header. */
  readonly end: number;
  /** The text of the message: for the user, or a thought, a call of a tool, or the text of the user or another speaker. */
  readonly content: 'text' | 'thought' | 'call' | 'user' | 'other_speaker';
  /** Tells whether the content is a call if it is JSON, and text otherwise. */
  readonly mayBeCall: boolean;
  /** Tells whether a token ended the header, so that a token will end the message, too. */
  readonly isMarked: boolean;
}

/**
 * Reads a message's header in `text` from `from` on: the speaker, the channel, the recipient, and the format. It ends at
 * its token, at a line break, or before the first word that belongs to none of these.
 *
 * @param channel the channel, if it is known
 * @param isLast true when no text follows
 * @returns undefined when the header may go on in the text that follows
 */
export function readHeader(
  text: string,
  from: number,
  channel: string | undefined,
  isLast: boolean,
): MessageHeader | undefined {
  const header = new HeaderReader(channel);
  let at = from;
  while (at - from < MAX_CHARS) {
    const rest = text.slice(at, from + MAX_CHARS);
    const length = header.read(rest, isLast || at + rest.length < text.length);
    if (length === 'wait') return undefined;
    if (length === 'end') break;
    at += length;
    if (header.isMarked) break;
  }
  return header.result(at);
}

class HeaderReader {
  isMarked = false;
  #speaker = '';
  #channel: string;
  #recipient = '';
  #isFormatted = false;
  #mayHaveName: boolean;
  #isOver = false;

  constructor(channel: string | undefined) {
    this.#channel = channel ?? '';
    this.#mayHaveName = channel === undefined;
  }

  /** Reads the next part of the header at the start of `rest`. @returns its length */
  read(rest: string, isLast: boolean): number | 'wait' | 'end' {
    if (this.#isOver) return 'end';
    const blank = /^[ \t]*/.exec(rest)![0].length;
    if (blank > 0) return blank;
    if (rest === '') return isLast ? 'end' : 'wait';
    if (rest[0] === '\n' || rest.startsWith('\r\n')) {
      this.#isOver = true;
      return rest[0] === '\n' ? 1 : 2;
    }
    if (rest[0] === '<') return this.#readToken(rest, isLast);
    const recipient = RECIPIENT.exec(rest);
    if (recipient) {
      if (recipient[0] === rest && !isLast) return 'wait';
      this.#recipient = recipient[1]!;
      return recipient[0].length;
    }
    const name = NAME.exec(rest)?.[0];
    if (name === undefined) return rest === '\r' && !isLast ? 'wait' : 'end';
    if (name === rest && !isLast) return 'wait';
    return this.#readName(name) ? name.length : 'end';
  }

  result(end: number): MessageHeader {
    const { isMarked } = this;
    if (USER_SPEAKERS.test(this.#speaker)) return { end, content: 'user', mayBeCall: false, isMarked };
    if (OTHER_SPEAKERS.test(this.#speaker)) return { end, content: 'other_speaker', mayBeCall: false, isMarked };
    if (!USERS.test(this.#recipient)) return { end, content: 'call', mayBeCall: true, isMarked };
    const content = THOUGHT_CHANNELS.test(this.#channel) ? 'thought' : 'text';
    return { end, content, mayBeCall: content === 'text' && /^commentary$/i.test(this.#channel), isMarked };
  }

  #readToken(rest: string, isLast: boolean): number | 'wait' | 'end' {
    const token = TOKEN.exec(rest);
    if (!token) return TOKEN_START.test(rest) && !isLast ? 'wait' : 'end';
    const name = token[1]!.toLowerCase();
    if (name === 'channel') this.#mayHaveName = true;
    else if (name === 'constrain') this.#isFormatted = true;
    else if (tokenRoleOf(name, false) === 'header_end') this.isMarked = true;
    else return 'end';
    return token[0].length;
  }

  #readName(name: string): boolean {
    const isFormat = FORMAT.test(name) && (this.#recipient !== '' || (name === 'json' && this.#channel !== ''));
    if (this.#isFormatted || isFormat) {
      this.#isFormatted = false;
      return true;
    }
    if (!this.#mayHaveName || !HEADER_NAMES.test(name)) return false;
    this.#mayHaveName = false;
    if (/^(?:analysis|commentary|final|thought|thinking)$/i.test(name)) this.#channel = name;
    else this.#speaker = name;
    return true;
  }
}
