import { JsonString } from './json-string.js';
import { isField } from './object-fields.js';

/** The deepest nesting of containers; an object with deeper nesting is broken. */
const MAX_DEPTH = 64;

/** The longest text that is kept of an object, such as a key, a word or a value, UTF-16 units. */
export const MAX_HELD_UNITS = 65_536;

/** A JSON value that is neither a string nor a container (RFC 8259, sections 3 and 6). */
const LITERAL = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;

const FENCE = '```';

/** Receives the contents of an object from its scanner. */
export interface JsonListener {
  /** Receives each key of the outermost object, and '' after a comma there. */
  field(name: string): void;
  /** Reports that a string value begins. @param depth the number of containers around it: 1 = the value of a field */
  startString(depth: number): void;
  /** Receives each UTF-16 unit of that string, unescaped. */
  unit(unit: string): void;
  /** Receives each bare word, and each string in a key's place that no colon or value follows. */
  word(word: string): void;
  /**
   * Receives the next piece of the present field's value as strict JSON, while the object is not broken: without
   * white space and trailing commas, with control characters escaped.
   */
  source(text: string): void;
}

/**
 * Scans one object unit by unit and reports its contents to a listener. Line breaks in strings and trailing commas are
 * accepted. Any other fault makes the object broken: a missing comma or colon, a key without quotes, single quotes, a
 * bracket that is not closed. The scanner then goes on with the likely meaning.
 */
export class JsonScanner {
  readonly #listener: JsonListener;
  readonly #fenced: boolean;
  /** The containers around the present position, outermost first. */
  readonly #open: string[] = [];
  #tooDeep = 0;
  /** The token that may follow. `item` is a key in an object, a value in an array, or the container's end. */
  #expected: 'item' | 'colon' | 'value' | 'comma' = 'value';
  #string: JsonString | undefined;
  #stringIsKey = false;
  #key = '';
  /** The present bare word. The token after it decides whether it is a key or a value. */
  #word = '';
  #wordEnded = false;
  /** Tells whether a comma was read whose item has not been reported yet. */
  #comma = false;
  #broken = false;
  #ending: 'complete' | 'fence' | undefined;

  /**
   * @param fenced true when the object stands in a code fence; the fence's end then ends the object, complete or not
   */
  constructor(listener: JsonListener, fenced: boolean) {
    this.#listener = listener;
    this.#fenced = fenced;
  }

  get broken(): boolean {
    return this.#broken;
  }

  /** The way in which the object ended; undefined while it is open. No unit may be read after the end. */
  get ending(): 'complete' | 'fence' | undefined {
    return this.#ending;
  }

  /** Reads a UTF-16 unit; the first unit is the opening brace. */
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

  /** Ends an incomplete object: it is broken. */
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

  /** @param next the first unit of the token after the word; '' at the object's end */
  #settleWord(next: string): void {
    const word = this.#word;
    if (word === '') return;
    this.#word = '';
    // Without a colon only a known name is taken for a key: any other word may be a comment or a mistake.
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

  /** Reports a key as a word when neither a colon nor a value followed it: it was no key. */
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

  /** @param structural true for a key or a colon, which is not part of a value in the outermost object */
  #sourceItem(structural: boolean, text: string): void {
    if (this.#broken || (structural && this.#open.length === 1)) return;
    this.#listener.source(this.#comma ? `,${text}` : text);
    this.#comma = false;
  }
}
