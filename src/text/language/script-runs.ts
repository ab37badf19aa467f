import { COMBINING, DIGIT, INVISIBLE, isSpace, propertiesOf } from '../character-properties.js';
import { scriptFlagsOf } from './language-tag.js';
import { SCRIPTS, type Script, scriptIndexAt } from './scripts.js';

/** A part of a sentence in one language. */
export interface ScriptRun {
  readonly text: string;
  /** BCP 47; undefined = its script is unknown, so no voice reads it. */
  readonly language: string | undefined;
}

/** Adjacent words of one script, which is not the script of the sentence's language. */
export interface ForeignWords {
  /** The script; undefined = an unknown one. Ideographs beside kana are Japanese: their script is Hiragana. */
  readonly script: Script | undefined;
  /** Tells whether each word is a single letter, such as "α": a symbol rather than a word. */
  readonly isSymbols: boolean;
}

/** Adjacent letters, all in the scripts of the sentence's language or all in one other script. */
interface Group {
  /** Tells whether the letters are in the scripts of the sentence's language. */
  readonly isBase: boolean;
  script: Script | undefined;
  isSymbols: boolean;
  readonly start: number;
  /** The end of its last letter, the combining marks of that letter included. */
  end: number;
}

const KANA = SCRIPTS.find(({ code }) => code === 'Hira')!;
const isCjk = (script: Script | undefined): boolean => script === KANA || script?.code === 'Hani';
/** Brackets and quotes that belong to the word after them, and marks that do so only at the start of a word. */
const BRACKET = /[\p{Ps}\p{Pi}„‚]/u;
const OPENING = /[\p{Ps}\p{Pi}\p{Sc}„‚"'¿¡#@+−-]/u;

/**
 * Cuts a sentence into runs by the scripts of its words; the runs, joined, are the sentence. Marks, spaces and digits belong to the run
 * before them, or after them at the start. An opening bracket or quote belongs to the word after it, and a number that stands apart to the
 * sentence's language. Takes linear time, and for a sentence in one script only a look at each character.
 *
 * @param base the language of the sentence (BCP 47), which speaks all words in its own scripts
 * @param languageOf returns the language for words in another script; `base` = they stay with the sentence's language
 */
export function scriptRuns(
  text: string,
  base: string,
  languageOf: (words: ForeignWords) => string | undefined,
): ScriptRun[] {
  const baseFlags = scriptFlagsOf(base);
  if (isAllIn(text, baseFlags)) return [{ text, language: base }];
  const groups = groupsOf(text, baseFlags);
  const runs: ScriptRun[] = [];
  const add = (start: number, end: number, language: string | undefined): void => {
    if (start === end) return;
    const last = runs.at(-1);
    if (last?.language === language && last)
      runs[runs.length - 1] = { text: last.text + text.slice(start, end), language };
    else runs.push({ text: text.slice(start, end), language });
  };
  const languages = groups.map((group) => (group.isBase ? base : languageOf(group)));
  const [first] = groups;
  let start = 0;
  if (first && languages[0] !== base && numberIn(text, 0, first.start) < first.start) {
    start = openingOf(text, 0, first.start);
    add(0, start, base);
  }
  for (const [i, { end }] of groups.entries()) {
    const language = languages[i];
    const next = groups[i + 1];
    if (next && languages[i + 1] === language) continue;
    const nextStart = next ? openingOf(text, end, next.start) : text.length;
    const number = language === base ? nextStart : numberIn(text, end, nextStart);
    add(start, number, language);
    add(number, nextStart, base);
    start = nextStart;
  }
  return runs;
}

/** Tells whether every letter is in one of the scripts. */
function isAllIn(text: string, flags: Uint8Array): boolean {
  for (let i = 0; i < text.length; i++) {
    const index = scriptIndexAt(text, i);
    if (index >= 0 && flags[index] !== 1) return false;
  }
  return true;
}

function groupsOf(text: string, baseFlags: Uint8Array): Group[] {
  const groups: Group[] = [];
  let last: Group | undefined;
  for (let i = 0; i < text.length; i++) {
    const index = scriptIndexAt(text, i);
    if (index < 0) continue;
    const isBase = baseFlags[index] === 1;
    const script = isBase ? undefined : scriptOf(index);
    const start = i;
    const isPair = text.charCodeAt(i) >= 0xd800 && text.charCodeAt(i) <= 0xdbff;
    const end = marksEnd(text, isPair ? i + 2 : i + 1);
    i = end - 1;
    if (last && continues(last, isBase, script)) {
      if (script === KANA) last.script = KANA;
      if (last.end === start) last.isSymbols = false;
      last.end = end;
    } else {
      last = { isBase, script, isSymbols: true, start, end };
      groups.push(last);
    }
  }
  return groups;
}

function scriptOf(index: number): Script | undefined {
  const script = SCRIPTS[index - 1];
  return script?.code === 'Kana' ? KANA : script;
}

function continues(last: Group, isBase: boolean, script: Script | undefined): boolean {
  if (last.isBase || isBase) return last.isBase && isBase;
  return last.script === script || (isCjk(last.script) && isCjk(script));
}

/** Returns the end of the combining marks and invisible characters at `index`. */
function marksEnd(text: string, index: number): number {
  let end = index;
  while (end < text.length && (propertiesOf(text.charCodeAt(end)) & (COMBINING | INVISIBLE)) !== 0) end++;
  return end;
}

/** Returns the start of the opening marks that stand right before the word at `start`, after `from`. */
function openingOf(text: string, from: number, start: number): number {
  let opening = start;
  while (opening > from && OPENING.test(text.charAt(opening - 1))) opening--;
  // Other marks after a word without a space, such as a hyphen or a closing quote, belong to that word.
  if (opening === from) while (opening < start && !BRACKET.test(text.charAt(opening))) opening++;
  return opening;
}

/** Returns the start of the first number that stands apart in text[from, to), with its sign or bracket; `to` when there is none. */
function numberIn(text: string, from: number, to: number): number {
  let token = from === 0 ? 0 : to;
  for (let i = from; i < to; i++) {
    const unit = text.charCodeAt(i);
    if (isSpace(unit)) token = i + 1;
    else if (token < to && (propertiesOf(unit) & DIGIT) !== 0) return token;
  }
  return to;
}
