const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};
const UNICODE_ESCAPE_LENGTH = '\\u0000'.length;

/**
 * Unescapes the inside of a JSON string (RFC 8259, section 7) unit by unit. Raw control characters are accepted,
 * because models write line breaks without an escape. An unknown escape yields its character; an incomplete \u escape
 * yields no character.
 */
export class JsonString {
  readonly #quote: string;
  #escape = '';
  #malformed = false;
  #ended = false;

  constructor(quote: '"' | "'") {
    this.#quote = quote;
  }

  /** Tells whether the string contains an escape that JSON does not define. */
  get malformed(): boolean {
    return this.#malformed;
  }

  /** Tells whether the closing quote was read. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Reads a UTF-16 unit of the source. @returns the unit that it completes, which may be a lone surrogate; else '' */
  read(unit: string): string {
    if (this.#escape === '') return this.#readPlain(unit);
    if (this.#escape === '\\') return this.#readEscaped(unit);
    if (!/[\da-f]/i.test(unit)) {
      this.#malformed = true;
      this.#escape = '';
      return this.#readPlain(unit);
    }
    this.#escape += unit;
    if (this.#escape.length < UNICODE_ESCAPE_LENGTH) return '';
    const code = Number.parseInt(this.#escape.slice(2), 16);
    this.#escape = '';
    return String.fromCharCode(code);
  }

  #readPlain(unit: string): string {
    if (unit === '\\') this.#escape = unit;
    else if (unit === this.#quote) this.#ended = true;
    else return unit;
    return '';
  }

  #readEscaped(unit: string): string {
    if (unit === 'u') {
      this.#escape = '\\u';
      return '';
    }
    this.#escape = '';
    const unescaped = ESCAPES[unit];
    if (unescaped === undefined) this.#malformed = true;
    return unescaped ?? unit;
  }
}
