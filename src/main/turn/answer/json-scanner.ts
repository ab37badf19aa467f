import { JsonString } from './json-string.js';
import { isField } from './object-fields.js';

/** Containers within each other; what is deeper is broken. */
const MAX_DEPTH = 64;

/** UTF-16 units of any one thing that is kept of an object. */
export const MAX_HELD_UNITS = 65_536;

/** A value of JSON that is neither string nor container (RFC 8259, sections 3 and 6). */
const LITERAL = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;

const FENCE = '```';

/** Who listens to a scanner. Texts are in UTF-16 units. */
export interface JsonListener {
  /** A key of the outermost object; '' after a comma there. */
  field(name: string): void;
  /** A string begins that is a value. @param depth containers around it: 1 = the value of a field */
  startString(depth: number): void;
  /** A unit of it, unescaped. */
  unit(unit: string): void;
  /** A bare word, or a string where a key should be and nothing that it is the key of. */
  word(word: string): void;
  /**
   * More of the present field's value as strict JSON, while the object is not broken: without white space and trailing
   * commas, with control characters escaped.
   */
  source(text: string): void;
}

/**
 * Reads one object unit by unit and tells what is in it. Line breaks in strings and trailing commas are accepted; at any other
 * fault the object is broken, and the scanner goes on as if it knew what was meant: a missing comma or colon, a key without
 * quotes, single quotes, a bracket not closed.
 */
export class JsonScanner {
  readonly #listener: JsonListener;
  readonly #fenced: boolean;
  /** The containers around the present place, outermost first. */
  readonly #open: string[] = [];
  #tooDeep = 0;
  /** What may stand here; item = a key in an object, a value in an array, or the container's end. */
  #expected: 'item' | 'colon' | 'value' | 'comma' = 'value';
  #string: JsonString | undefined;
  #stringIsKey = false;
  #key = '';
  /** A bare word is known to be a key or a value when the token after it comes. */
  #word = '';
  #wordEnded = false;
  /** A comma whose item has not come yet. */
  #comma = false;
  #broken = false;
  #ending: 'complete' | 'fence' | undefined;

  /** @param fenced it stands in a code fence, which ends it even if it is not complete */
  constructor(listener: JsonListener, fenced: boolean) {
    this.#listener = listener;
    this.#fenced = fenced;
  }

  get broken(): boolean {
    return this.#broken;
  }

  /** What ended the object, if anything has; nothing may be read after it. */
  get ending(): 'complete' | 'fence' | undefined {
    return this.#ending;
  }

  /** Reads a UTF-16 unit; the first one is the opening brace. */
  read(unit: string): void {
    if (this.#string) {
      this.#readString(this.#string, unit);
    } else if (' \t\n\r'.includes(unit)) {
      this.#wordEnded = true;
    } else if ('{}[]:,'.includes(unit)) {
      this.#settleWord(unit);
      this.#readMark(unit);
    } else if (unit === '"' || (unit === "'" && (this.#word === '' || this.#wordEnded))) {
      this.#settleWord(unit);
      this.#startString(unit);
    } else {
      this.#readWord(unit);
    }
  }

  /** No more comes. */
  end(): void {
    this.#settleWord('');
    this.#settleKey();
    this.#broken = true;
  }

  #inObject(): boolean {
    return this.#open.at(-1) === '{';
  }

  #mayBeValue(): boolean {
    return this.#expected === 'value' || (this.#expected === 'item' && !this.#inObject());
  }

  #mayBeKey(): boolean {
    return this.#inObject() && (this.#expected === 'item' || this.#expected === 'comma');
  }

  #startString(quote: '"' | "'"): void {
    this.#stringIsKey = this.#mayBeKey();
    if (quote === "'" || !(this.#expected === 'item' || this.#mayBeValue())) this.#broken = true;
    this.#string = new JsonString(quote);
    this.#sourceItem(this.#stringIsKey, quote);
    if (this.#stringIsKey) this.#key = '';
    else this.#listener.startString(this.#open.length);
  }

  #readString(string: JsonString, unit: string): void {
    const unescaped = string.read(unit);
    if (string.malformed) this.#broken = true;
    this.#sourceItem(this.#stringIsKey, unit < ' ' ? JSON.stringify(unit).slice(1, -1) : unit);
    if (unescaped !== '') {
      if (!this.#stringIsKey) this.#listener.unit(unescaped);
      else if (this.#key.length < MAX_HELD_UNITS) this.#key += unescaped;
    }
    if (!string.ended) return;
    this.#string = undefined;
    this.#expected = this.#stringIsKey ? 'colon' : 'comma';
    if (this.#stringIsKey && this.#open.length === 1) this.#listener.field(this.#key);
  }

  #readWord(unit: string): void {
    if (this.#wordEnded) this.#settleWord(unit);
    this.#wordEnded = false;
    if (this.#word.length < MAX_HELD_UNITS) this.#word += unit;
    else this.#broken = true;
    if (!this.#fenced || this.#word !== FENCE) return;
    this.#word = '';
    this.end();
    this.#ending = 'fence';
  }

  /** @param next first unit of the token after the word */
  #settleWord(next: string): void {
    const word = this.#word;
    if (word === '') return;
    this.#word = '';
    // Without a colon only a known name is taken for a key: any other word is a comment, say, or a slip.
    const startsValue = next !== '' && '"\'{['.includes(next);
    const lacksColon = startsValue && this.#mayBeKey() && this.#open.length === 1 && isField(word);
    if (lacksColon || (next === ':' && this.#inObject())) {
      this.#broken = true;
      this.#settleKey();
      if (this.#open.length === 1) this.#listener.field(word);
      this.#expected = 'colon';
    } else {
      if (!this.#mayBeValue() || !LITERAL.test(word)) this.#broken = true;
      if (!LITERAL.test(word)) this.#settleKey();
      this.#sourceItem(false, word);
      this.#expected = 'comma';
    }
    this.#listener.word(word);
  }

  /** A key after which neither a colon nor a value came was none. */
  #settleKey(): void {
    if (this.#expected === 'colon' && this.#key !== '') this.#listener.word(this.#key);
    this.#key = '';
  }

  #readMark(mark: string): void {
    if (mark === '{' || mark === '[') {
      this.#openContainer(mark);
    } else if (mark === ':') {
      if (this.#expected !== 'colon') this.#broken = true;
      if (this.#inObject()) this.#expected = 'value';
      this.#sourceItem(true, mark);
    } else {
      this.#settleKey();
      if (mark === ',') this.#readComma();
      else this.#closeContainer(mark);
    }
  }

  #readComma(): void {
    if (this.#expected !== 'comma') this.#broken = true;
    this.#expected = 'item';
    if (this.#open.length > 1) this.#comma = true;
    else this.#listener.field('');
  }

  #openContainer(mark: string): void {
    if (!this.#mayBeValue() || this.#open.length === MAX_DEPTH) this.#broken = true;
    if (this.#open.length === MAX_DEPTH) {
      this.#tooDeep += 1;
      return;
    }
    if (this.#open.length > 0) this.#sourceItem(false, mark);
    this.#open.push(mark);
    this.#expected = 'item';
  }

  #closeContainer(mark: string): void {
    if (this.#tooDeep > 0) {
      this.#tooDeep -= 1;
      return;
    }
    const opener = mark === '}' ? '{' : '[';
    if (this.#open.at(-1) !== opener || !(this.#expected === 'item' || this.#expected === 'comma')) this.#broken = true;
    const depth = this.#open.lastIndexOf(opener);
    if (depth < 0) return;
    this.#open.length = depth;
    this.#comma = false;
    this.#expected = 'comma';
    if (depth === 0) this.#ending = 'complete';
    else this.#sourceItem(false, mark);
  }

  /** @param structural a key or a colon: no part of a value in the outermost object */
  #sourceItem(structural: boolean, text: string): void {
    if (this.#broken || (structural && this.#open.length === 1)) return;
    this.#listener.source(this.#comma ? `,${text}` : text);
    this.#comma = false;
  }
}
