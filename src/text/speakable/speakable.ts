import { isSpeakable } from '../is-speakable.js';
import { spokenLanguage } from '../language/choose-language.js';
import { primarySubtag } from '../language/language-tag.js';
import { onlyCharacters } from '../only-characters.js';
import { sayAddresses } from './addresses.js';
import { type BlockKind, cellsOf, isTableRule, stripBlockMarks, stripInlineBullet } from './block-marks.js';
import { hasBreaks, splitAtBreaks } from './break-marks.js';
import { plainCharacters } from './characters.js';
import { closesFence, type Fence, openingFence } from './code-fence.js';
import { codeNameOf } from './code-names.js';
import { afterCutTag, beforeCutTag } from './cut-tag.js';
import { afterCutWord, endsInCutWord } from './cut-word.js';
import { FormulaBlock } from './formula-block.js';
import { openFormulaIn, withoutFormulas } from './formulas.js';
import { alternationOf, capital } from './patterns.js';
import { type Pause, Pauses } from './pauses.js';
import { sayInline } from './say-inline.js';
import { SHORT_WEEKDAYS } from './short-weekdays.js';
import { SPACED_MARKS } from './spaced-marks.js';
import { COMPOUND_ENDS, PLAIN_ABBREVIATIONS, type Wording, wordingOf } from './wording.js';

/** Returns the source of an expression that matches the abbreviations, in lower case and with a capital, too. */
const anyOf = (shorts: readonly string[]): string =>
  alternationOf(shorts.flatMap((short) => [short, short.toLowerCase(), capital(short)]));
const STOPPED = anyOf(PLAIN_ABBREVIATIONS.filter((short) => short.endsWith('.')).map((short) => short.slice(0, -1)));
const HYPHENED = anyOf(PLAIN_ABBREVIATIONS.flatMap((short) => /-.*[^.]$/.exec(short)?.[0] ?? []));
const WEEKDAYS = anyOf(SHORT_WEEKDAYS);
const OTHERS = anyOf(PLAIN_ABBREVIATIONS.filter((short) => /^\p{L}+$/u.test(short)));
/** The words before the pronoun "I". After another capitalised word, it may be a numeral: "Chapter I". */
const BEFORE_PRONOUN =
  'After|Although|And|As|Because|Before|But|Can|Could|Did|Do|Had|Have|How|If|May|Maybe|Now|Once|Or|Perhaps|Shall|Should|Since|So|That|Then|Though|Today|Unless|Until|Was|Well|What|When|Where|While|Why|Will|Would|Yes';
/** Tells whether a text has only letters, spaces and simple punctuation. */
const isSimple = onlyCharacters(/[\p{L}\p{M} ,.!?;:'’"“”«»()…—–-]/u);
/**
 * Matches text of simple characters that may contain more than words: doubled marks, abbreviations, Roman numerals,
 * ranges of weekdays, a dash that may be a bullet, the smiling letter. No part starts with a test of the text before
 * it, which would be slow.
 */
const UNUSUAL = new RegExp(
  [
    ` {2}|--|!!|\\?\\?|\\. *[^ ]|${SPACED_MARKS}|^ ?-|\\(ツ\\)`,
    // Abbreviations.
    `\\.(?<=(?<![^ (])(?:${STOPPED})\\.)|(?:${HYPHENED})(?!\\p{L})|(?:^| )(?:${OTHERS})(?!\\p{L})|${alternationOf(COMPOUND_ENDS)}`,
    // Roman numerals, and French ordinals: "Ier", "Xe".
    `[IVXLІХ]{2}| [VXХ](?![\\p{L}'’])|I(?:er|re)(?!\\p{L})|[VX]e(?!\\p{L})`,
    // A single "I" that is no pronoun: "Chapter I".
    ` [IІ](?![\\p{L}'’])(?<=(?<!${BEFORE_PRONOUN})(?<=\\p{Lu}\\p{Ll}{1,20}) [IІ])`,
    // Ranges of weekdays: "Mon–Fri".
    `[–—-](?= ?(?:${WEEKDAYS})(?!\\p{L}))(?<=(?<!\\p{L})(?:${WEEKDAYS})\\.? ?[–—-])`,
  ].join('|'),
  'u',
);
const LINE_BREAK = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/;
/** Matches punctuation that ends a sentence or a clause, with the closing quotes and brackets after it. */
const PUNCTUATED = /[.,!?;:…。！？，；：、।۔؟][\s"'’”»)\]}\ue100-\ue1ff]*$/;

const MARKUP = /<\/?[a-z][^<>]*>|&[a-z]+;|\\[a-z]+/gi;

/** Removes the letters of markup, which tell nothing of the text's language: formulas, tags, character references. */
const withoutMarkup = (text: string): string =>
  /[<&\\$]/.test(text) ? withoutFormulas(text).replace(MARKUP, ' ') : text;

/** Lines that a listener hears as one unit. */
interface Block {
  readonly kind: BlockKind | 'code' | 'formula';
  /**
   * The cells of a row, the info string of a code fence, a formula's text ('' = it cannot be read out), or the lines of
   * any other text.
   */
  readonly parts: string[];
}

/** A text to speak, and the pause before it. */
export interface SpokenText {
  readonly text: string;
  /** The cause of the pause. */
  readonly pause: Pause;
  /** The shortest pause, which the answer asks for by a tag, ms; 0 = it asks for no pause. */
  readonly leastPauseMs: number;
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
  #formula: FormulaBlock | undefined;
  /** The kind of the open line. */
  #kind: BlockKind = 'paragraph';
  #inLine = false;
  #inTable = false;
  #inCutWord = false;
  #inCutTag = false;
  readonly #pauses = new Pauses();
  /** The pause that the answer has asked for since the last text, ms. */
  #leastPauseMs = 0;
  /** The kinds of the first and the last line of the present slice. */
  #firstKind: BlockKind = 'paragraph';
  #lastKind: BlockKind = 'paragraph';

  /** @param defaultLanguage BCP 47: used for sentences whose language cannot be determined */
  constructor(defaultLanguage: string) {
    this.#defaultLanguage = defaultLanguage;
  }

  /**
   * Converts a sentence to the texts that are spoken, with the pause before each. Takes linear time; plain prose costs a
   * look at each character.
   * @param sentence the next slice of the answer
   * @param language BCP 47, requested by the client; a sentence in another script is spoken in that script's language
   * @returns one text, or several where the answer asks for pauses within the sentence; empty = there is no text to speak
   */
  read(sentence: string, language?: string): readonly SpokenText[] {
    const marked = this.#say(sentence, language);
    const parts = hasBreaks(marked) ? splitAtBreaks(marked) : [{ text: marked, pauseMs: 0 }];
    const last = parts.findLast(({ text }) => isSpeakable(text))?.text ?? '';
    const pause = this.#pauses.before(sentence, last, this.#firstKind, this.#lastKind);
    const texts: SpokenText[] = [];
    for (const { text, pauseMs } of parts) {
      this.#leastPauseMs = Math.max(this.#leastPauseMs, pauseMs);
      if (!isSpeakable(text)) continue;
      texts.push({ text, pause: texts.length === 0 ? pause : 'none', leastPauseMs: this.#leastPauseMs });
      this.#leastPauseMs = 0;
    }
    return texts;
  }

  /** Returns the text that is spoken, with the marks of the pauses that the answer asks for. */
  #say(sentence: string, language: string | undefined): string {
    const text = plainCharacters(sentence);
    const isInBlock = this.#inTable || this.#fence !== undefined || this.#formula !== undefined;
    const isOpen = this.#kind !== 'paragraph' || isInBlock || this.#inCutWord || this.#inCutTag;
    if (!isOpen && isSimple(text) && !UNUSUAL.test(text)) {
      this.#firstKind = 'paragraph';
      this.#lastKind = 'paragraph';
      if (!isSpeakable(text)) return '';
      this.#prose = text;
      this.#inLine = true;
      return text.trim();
    }
    const blocks = this.#read(this.#withoutCutParts(text));
    this.#firstKind = kindOf(blocks[0]);
    this.#lastKind = kindOf(blocks.at(-1));
    const spokenIn = this.#languageOf(blocks, language);
    const wording = wordingOf(spokenIn, language ?? this.#defaultLanguage);
    return blocks
      .map((block, i) => sayBlock(block, i < blocks.length - 1, spokenIn, wording))
      .filter((part) => part !== '')
      .join(' ');
  }

  /** Removes the parts of words and tags that are cut between this slice and its neighbours. */
  #withoutCutParts(text: string): string {
    let slice = this.#inCutWord ? afterCutWord(text) : text;
    this.#inCutWord = slice === '' || endsInCutWord(slice);
    if (this.#fence) return slice;
    if (this.#inCutTag) slice = afterCutTag(slice);
    const whole = beforeCutTag(slice);
    this.#inCutTag = whole.length < slice.length;
    return whole;
  }

  #read(slice: string): Block[] {
    const blocks: Block[] = [];
    const lines = slice.split(LINE_BREAK);
    /** The lines of the open formula in this slice. */
    let latex = '';
    const endFormula = (): void => {
      const parts = this.#formula?.partsOf(latex) ?? [];
      if (parts.length > 0) blocks.push({ kind: 'formula', parts: [...parts] });
      latex = '';
    };
    for (const [i, shown] of lines.entries()) {
      let line = shown;
      if (i > 0) this.#inLine = false;
      if (this.#formula) {
        // A formula contains no empty line.
        const isOver = line.trim() === '' && !this.#inLine && i < lines.length - 1;
        const divided = isOver ? { latex: '', rest: '' } : this.#formula.divide(line);
        latex += `${divided.latex} `;
        if (divided.rest === undefined) continue;
        endFormula();
        this.#formula = undefined;
        line = divided.rest;
      }
      if (this.#fence) {
        if (closesFence(this.#fence, line)) this.#fence = undefined;
      } else if (line.trim() !== '') {
        const previous = lines[i - 1]?.trim() ? blocks.at(-1) : undefined;
        const open = openFormulaIn(line);
        const text = open ? line.slice(0, open.start) : line;
        if (text.trim() !== '') this.#readLine(text.trim(), previous, blocks);
        if (open && !this.#fence) {
          this.#formula = new FormulaBlock(open.closing);
          latex = `${open.latex} `;
        }
      } else if (!this.#inLine) {
        this.#inTable = false;
      }
      this.#inLine ||= line.trim() !== '';
    }
    endFormula();
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

  /** Returns the primary subtag of the language of the blocks, else of the last prose. */
  #languageOf(blocks: readonly Block[], requested: string | undefined): string {
    const texts = blocks.flatMap(({ kind, parts }) => (kind === 'code' || kind === 'formula' ? [] : parts));
    const shown = withoutMarkup(texts.join(' '));
    // The worker chooses the voice by the spoken text, in which an address is only a host and a key is a phrase.
    const prose = sayAddresses(shown, undefined);
    const languageOf = (text: string): string | undefined => spokenLanguage(text, requested, this.#defaultLanguage);
    const language = languageOf(prose);
    if (language === undefined) return languageOf(this.#prose) ?? primarySubtag(requested ?? this.#defaultLanguage);
    this.#prose = prose;
    return language;
  }
}

const kindOf = (block: Block | undefined): BlockKind =>
  block === undefined || block.kind === 'code' || block.kind === 'formula' ? 'paragraph' : block.kind;

/** @param goesOn true when the sentence has more blocks, so that a pause is needed */
function sayBlock({ kind, parts }: Block, goesOn: boolean, language: string, wording: Wording | undefined): string {
  if (kind === 'code') return wording ? sayCode(parts[0]!, wording) : '';
  const sayPart = (part: string): string => sayInline(part, language, wording);
  const spoken =
    kind === 'row'
      ? sayCells(parts.map(sayPart))
      : sayPart(kind === 'formula' ? parts[0] || (wording?.words.formula ?? '') : parts.join(' '));
  const mayBeOpen = kind === 'paragraph' && !goesOn;
  const isPause = !isSpeakable(spoken) && hasBreaks(spoken);
  return spoken === '' || isPause || mayBeOpen || PUNCTUATED.test(spoken) ? spoken : `${spoken}.`;
}

function sayCode(info: string, { words }: Wording): string {
  const name = codeNameOf(info);
  return name === undefined ? (words.code ?? '') : (words.codeIn?.replace('$', () => name) ?? '');
}

/** Joins cells with commas, except after a cell that ends with punctuation. */
const sayCells = (cells: readonly string[]): string =>
  cells
    .filter((cell) => cell !== '')
    .map((cell, i, { length }) => (i === length - 1 || PUNCTUATED.test(cell) ? cell : `${cell},`))
    .join(' ');
