import { isSpeakable } from '../is-speakable.js';
import { spokenLanguage } from '../language/choose-language.js';
import { primarySubtag } from '../language/language-tag.js';
import { sayAddresses } from './addresses.js';
import { type BlockKind, cellsOf, isTableRule, stripBlockMarks, stripInlineBullet } from './block-marks.js';
import { closesFence, type Fence, openingFence } from './code-fence.js';
import { codeNameOf } from './code-names.js';
import { afterCutWord, endsInCutWord } from './cut-word.js';
import { alternationOf } from './quantities.js';
import { sayInline } from './say-inline.js';
import { SPACED_MARKS } from './spaced-marks.js';
import { ABBREVIATIONS, type Wording, wordingOf } from './wording.js';

/**
 * Matches text that may contain more than words: characters other than letters, spaces and simple punctuation, doubled
 * marks, abbreviations, a dash that may be a bullet.
 */
const UNUSUAL = new RegExp(
  `[^\\p{L}\\p{M} ,.!?;:'’"“”«»()…—–-]| {2}|--|!!|\\?\\?|\\. *[^ ]|${SPACED_MARKS}|(?<![^ (])(?:${alternationOf(ABBREVIATIONS)})|^ ?-`,
  'iu',
);
const LINE_BREAK = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/;
/** Matches punctuation that ends a sentence or a clause, with the closing quotes and brackets after it. */
const PUNCTUATED = /[.,!?;:…。！？，；：、।۔؟][\s"'’”»)\]}]*$/;

/** Matches every text that `sayAddresses` changes, and is much faster: also in a text of many "<", as no part is searched twice. */
const MAY_HOLD_ADDRESS = /\/\/|www\.|<[^\s<>@]+@|[A-Za-z0-9+/=_.-]{19}/i;

/** Lines that a listener hears as one unit. */
interface Block {
  readonly kind: BlockKind | 'code';
  /** The cells of a row, the info string of a code fence, or the lines of any other text. */
  readonly parts: string[];
}

/**
 * Converts an answer's sentences, which are shown as markdown, to the text that is spoken. Each turn has an instance of
 * its own. It receives the sentences in order, as adjacent slices of the answer, and remembers the line, table or code
 * fence that is open between them. The dialect is CommonMark with GitHub's tables, read line by line and without
 * lookahead.
 */
export class Speakable {
  readonly #defaultLanguage: string;
  /** The last text that may determine a language. */
  #prose = '';
  #fence: Fence | undefined;
  /** The kind of the open line. */
  #kind: BlockKind = 'paragraph';
  #inLine = false;
  #inTable = false;
  #inCutWord = false;

  /** @param defaultLanguage BCP 47: used for sentences whose language cannot be determined */
  constructor(defaultLanguage: string) {
    this.#defaultLanguage = defaultLanguage;
  }

  /**
   * Converts a sentence to the text that is spoken. Takes linear time; plain prose costs a look at each character.
   * @param sentence the next slice of the answer
   * @param language BCP 47, requested by the client; a sentence in another script is spoken in that script's language
   * @returns the text to speak, trimmed; '' = there is no text to speak
   */
  say(sentence: string, language?: string): string {
    const isOpen = this.#kind !== 'paragraph' || this.#inTable || this.#fence !== undefined || this.#inCutWord;
    if (!isOpen && !UNUSUAL.test(sentence)) {
      if (!isSpeakable(sentence)) return '';
      this.#prose = sentence;
      this.#inLine = true;
      return sentence.trim();
    }
    const slice = this.#inCutWord ? afterCutWord(sentence) : sentence;
    this.#inCutWord = slice === '' || endsInCutWord(slice);
    const blocks = this.#read(slice);
    const wording = this.#wordingFor(blocks, language);
    return blocks
      .map((block, i) => sayBlock(block, i < blocks.length - 1, wording))
      .filter((text) => text !== '')
      .join(' ');
  }

  #read(slice: string): Block[] {
    const blocks: Block[] = [];
    const lines = slice.split(LINE_BREAK);
    for (const [i, line] of lines.entries()) {
      if (i > 0) this.#inLine = false;
      if (this.#fence) {
        if (closesFence(this.#fence, line)) this.#fence = undefined;
      } else if (line.trim() !== '') {
        this.#readLine(line.trim(), lines[i - 1]?.trim() ? blocks.at(-1) : undefined, blocks);
      } else if (!this.#inLine) {
        this.#inTable = false;
      }
      this.#inLine ||= line.trim() !== '';
    }
    if (!this.#inLine) this.#kind = 'paragraph';
    return blocks;
  }

  /** @param previous the block of the previous line, which this line may continue */
  #readLine(line: string, previous: Block | undefined, blocks: Block[]): void {
    const { kind, marked, text } = this.#inLine
      ? { kind: this.#kind, marked: false, text: stripInlineBullet(line) }
      : stripBlockMarks(line);
    this.#kind = kind;
    const fence = openingFence(text, !this.#inLine);
    if (fence) {
      this.#fence = fence;
      this.#inTable = false;
      if (fence.before.trim() !== '') blocks.push({ kind, parts: [fence.before] });
      blocks.push({ kind: 'code', parts: [fence.info] });
    } else if (this.#isRow(text)) {
      this.#kind = 'row';
      this.#inTable = true;
      if (!isTableRule(text)) blocks.push({ kind: 'row', parts: cellsOf(text) });
    } else {
      this.#inTable = false;
      const continuesParagraph =
        !marked && !this.#inLine && (previous?.kind === 'paragraph' || previous?.kind === 'item');
      if (continuesParagraph) previous.parts.push(text);
      else if (text !== '') blocks.push({ kind, parts: [text] });
    }
  }

  #isRow(text: string): boolean {
    if (this.#inLine && this.#kind === 'row') return true;
    if (text.startsWith('|') || (this.#inTable && text.includes('|'))) return true;
    return text.includes(' | ') && cellsOf(text).length > 1;
  }

  #wordingFor(blocks: readonly Block[], requested: string | undefined): Wording | undefined {
    const shown = blocks.flatMap(({ kind, parts }) => (kind === 'code' ? [] : parts)).join(' ');
    // The worker chooses the voice by the spoken text, in which an address is only a host and a key is a phrase.
    const prose = MAY_HOLD_ADDRESS.test(shown) ? sayAddresses(shown, undefined) : shown;
    const languageOf = (text: string): string | undefined => spokenLanguage(text, requested, this.#defaultLanguage);
    let language = languageOf(prose);
    if (language !== undefined) this.#prose = prose;
    else language = languageOf(this.#prose) ?? primarySubtag(requested ?? this.#defaultLanguage);
    return wordingOf(language);
  }
}

/** @param goesOn true when the sentence has more blocks, so that a pause is needed */
function sayBlock({ kind, parts }: Block, goesOn: boolean, wording: Wording | undefined): string {
  if (kind === 'code') return wording ? sayCode(parts[0]!, wording) : '';
  const spoken =
    kind === 'row' ? sayCells(parts.map((part) => sayInline(part, wording))) : sayInline(parts.join(' '), wording);
  const mayBeOpen = kind === 'paragraph' && !goesOn;
  return spoken === '' || mayBeOpen || PUNCTUATED.test(spoken) ? spoken : `${spoken}.`;
}

function sayCode(info: string, { words }: Wording): string {
  const name = codeNameOf(info);
  return name === undefined ? words.code : words.codeIn.replace('$', () => name);
}

/** Joins cells with commas, except after a cell that ends with punctuation. */
const sayCells = (cells: readonly string[]): string =>
  cells
    .filter((cell) => cell !== '')
    .map((cell, i, { length }) => (i === length - 1 || PUNCTUATED.test(cell) ? cell : `${cell},`))
    .join(' ');
