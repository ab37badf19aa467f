import { isSpeakable } from '../../../shared/speakable.js';
import { type BlockKind, cellsOf, isTableRule, takeInlineBullet, takeMarks } from './block-marks.js';
import { closesFence, type Fence, openingFence } from './code-fence.js';
import { codeNameOf } from './code-names.js';
import { afterCutWord, endsInCutWord } from './cut-word.js';
import { spokenLanguage, type WantedLanguage, wantedLanguage } from './language.js';
import { anyOf } from './quantities.js';
import { sayInline } from './sentence.js';
import { ABBREVIATIONS, type Wording, wordingOf } from './wording.js';

/**
 * Anything that may be more than words: other characters than letters, spaces and simple punctuation, doubled marks, abbreviations,
 * a dash that may be a bullet.
 */
const UNUSUAL = new RegExp(
  `[^\\p{L}\\p{M} ,.!?;:'’"“”«»()…—–-]| {2}|--|!!|\\?\\?|\\. *[^ ]|(?<![^ (])(?:${anyOf(ABBREVIATIONS)})|^ ?-`,
  'iu',
);
const LINE_BREAK = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/;
/** Ends a sentence or a clause, whatever closes after it. */
const PUNCTUATED = /[.,!?;:…。！？，；：、।۔؟][\s"'’”»)\]}]*$/;
const ADDRESS = /(?:https?:\/\/|www\.)\S+/g;

/** Lines that are one to the listener. */
interface Block {
  readonly kind: BlockKind | 'code';
  /** A row's cells; what stands beside a fence; the text otherwise. */
  readonly parts: string[];
}

/**
 * Makes of an answer's sentences, shown as markdown, what a listener wants to hear. One for each turn; it is given the sentences in
 * order, adjacent slices of the answer, and remembers what is open between them: a line, a table, a code fence.
 * The dialect is CommonMark's with GitHub's tables, read line by line and without looking ahead.
 */
export class Speakable {
  readonly #defaultLanguage: string;
  /** What was asked for last, and what that means. */
  #asked: string | undefined;
  #wanted: readonly WantedLanguage[] | undefined;
  /** The last text that tells a language. */
  #prose = '';
  #fence: Fence | undefined;
  /** What the open line is. */
  #kind: BlockKind = 'paragraph';
  #inLine = false;
  #inTable = false;
  #inCutWord = false;

  /** @param defaultLanguage BCP 47: for sentences whose language nothing tells */
  constructor(defaultLanguage: string) {
    this.#defaultLanguage = defaultLanguage;
  }

  /**
   * @param sentence the next slice of the answer
   * @param language BCP 47, asked for by the client; a sentence in another script is spoken in a language of that script
   * @returns what to speak of it, trimmed; '' = nothing. Linear time; plain prose costs a look at each character.
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

  /** @param previous the block of the line before, which this one may go on */
  #readLine(line: string, previous: Block | undefined, blocks: Block[]): void {
    const { kind, marked, text } = this.#inLine
      ? { kind: this.#kind, marked: false, text: takeInlineBullet(line) }
      : takeMarks(line);
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
      const goesOn = !marked && !this.#inLine && (previous?.kind === 'paragraph' || previous?.kind === 'item');
      if (goesOn) previous.parts.push(text);
      else if (text !== '') blocks.push({ kind, parts: [text] });
    }
  }

  #isRow(text: string): boolean {
    if (this.#inLine && this.#kind === 'row') return true;
    if (text.startsWith('|') || (this.#inTable && text.includes('|'))) return true;
    return text.includes(' | ') && cellsOf(text).length > 1;
  }

  #wordingFor(blocks: readonly Block[], asked: string | undefined): Wording | undefined {
    const prose = blocks
      .flatMap(({ kind, parts }) => (kind === 'code' ? [] : parts))
      .join(' ')
      .replace(ADDRESS, '');
    const wanted = this.#languages(asked);
    let language = spokenLanguage(prose, wanted);
    if (language !== undefined) this.#prose = prose;
    else language = spokenLanguage(this.#prose, wanted) ?? wanted[0]!.subtag;
    return wordingOf(language);
  }

  #languages(asked: string | undefined): readonly WantedLanguage[] {
    if (this.#wanted === undefined || asked !== this.#asked) {
      this.#asked = asked;
      const tags = asked === undefined ? [this.#defaultLanguage] : [asked, this.#defaultLanguage];
      this.#wanted = tags.map(wantedLanguage);
    }
    return this.#wanted;
  }
}

/** @param goesOn there is more in the sentence: a pause is needed */
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

/** A comma between cells, but where one ends a sentence already. */
const sayCells = (cells: readonly string[]): string =>
  cells
    .filter((cell) => cell !== '')
    .map((cell, i, { length }) => (i === length - 1 || PUNCTUATED.test(cell) ? cell : `${cell},`))
    .join(' ');
