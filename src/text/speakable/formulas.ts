import { formulaText } from './latex.js';
import { LETTER_COMMANDS, OPERATOR_COMMANDS, UPRIGHT_COMMANDS } from './latex-symbols.js';
import { shield } from './shield.js';

/** The start of a formula: "$$", "\\[", "\\(", a dollar sign before a character, "\\begin{align}". */
const OPENING = /\$\$|\\[[(]|(?<![\w$\\])\$(?![\s$])|\\begin\{([a-z]{1,20}\*?)\}/g;
const CLOSINGS: Readonly<Record<string, string>> = { $$: '$$', '\\[': '\\]', '\\(': '\\)', $: '$' };
/** The most LaTeX between an opening and its closing, UTF-16 units: no part of a text is searched often. */
const MAX_SPAN = 600;

const COMMAND = /\\[A-Za-z%,;]|[\^_{]/;
const RELATION = /[=+<>≤≥≠≈×÷√]/;
const WORD = /\p{L}{3,}|\p{L}{2,} \p{L}{2,}/u;
const FUNCTIONS = /(?<!\p{L})(?:sin|cos|tan|log|exp|max|min|mod|lim)(?!\p{L})/gu;
const CAPITALS = /^[A-Z]{1,4}$/;
const NUMBER = /^[−+-]?\d[\d.,]*%?$/;
const TERM = /^[\p{L}\d()[\]|'′][\p{L}\d\s()[\]+\-−=<>≤≥≠≈*/,.'′|×·÷√π∞±°!]*$/u;
/** A number and the signs or the unknown that tell a formula from a price. */
const NUMBER_TERM = /[=+<>×÷]|^\d{1,4}\/\d{1,4}$|\d ?[a-z](?![\p{L}])/u;

/** A command outside of a formula, with its groups, and a power or an index in braces. */
const BARE_COMMAND = /(?<![:.\\])\\([A-Za-z]{2,20})(?:\[[^[\]]{0,10}\])?(?:\{[^{}]{0,80}\}){0,2}/g;
const BARE_INDEX = /[\p{L}\d)][\^_]\{[^{}]{1,20}\}/gu;
const WINDOWS_PATH = /[A-Za-z]:\\/;
const BARE_GROUPS: ReadonlySet<string> = new Set(['frac', 'dfrac', 'tfrac', 'sqrt', 'boxed', 'vec']);

/** A formula in a text. */
interface Formula {
  readonly start: number;
  /** The index after its closing; undefined = the text ends first. */
  readonly end: number | undefined;
  readonly latex: string;
  readonly closing: string;
}

/** A formula that a slice of the answer leaves open. */
export type OpenFormula = Pick<Formula, 'start' | 'latex' | 'closing'>;

/**
 * Replaces LaTeX by text in Unicode, where that can be read out.
 * @param word replaces any other formula; undefined = such a formula is left out
 */
export function sayFormulas(text: string, word: string | undefined): string {
  if (!mayHoldFormula(text)) return text;
  return sayBareCommands(replaceFormulas(text, (latex) => spokenFormula(latex) ?? word ?? ''));
}

/** Removes the formulas, whose letters tell nothing of the text's language. */
export const withoutFormulas = (text: string): string => replaceFormulas(text, () => '');

/** Returns true for every text with LaTeX, and is much faster. */
const mayHoldFormula = (text: string): boolean =>
  text.includes('\\') || text.includes('$') || text.includes('^{') || text.includes('_{');

function replaceFormulas(text: string, replace: (latex: string) => string): string {
  if (!mayHoldFormula(text)) return text;
  let replaced = '';
  let last = 0;
  for (const { start, end, latex } of formulasIn(text)) {
    if (end === undefined) break;
    const isInWord = /[\p{L}\d]$/u.test(text.slice(Math.max(0, start - 1), start));
    replaced += `${text.slice(last, start)}${isInWord ? ' ' : ''}${replace(latex)}`;
    if (/^[\p{L}\d]/u.test(text.slice(end, end + 1))) replaced += ' ';
    last = end;
  }
  return replaced + text.slice(last);
}

/** Returns the formula that the text opens and does not close; undefined = all of its formulas are closed. */
export function openFormulaIn(text: string): OpenFormula | undefined {
  if (!mayHoldFormula(text)) return undefined;
  // Code keeps its length, so that the index of the formula holds.
  const outsideCode = text.includes('`') ? text.replace(/`[^`]*`/g, (code) => ' '.repeat(code.length)) : text;
  for (const formula of formulasIn(outsideCode)) if (formula.end === undefined) return formula;
  return undefined;
}

/** Returns the formula as text; undefined = it cannot be read out. Its brackets are hidden from the rules for links. */
export function spokenFormula(latex: string): string | undefined {
  return formulaText(latex)?.replace(/[[\]]/g, shield);
}

/** Tells whether a line may belong to an open formula, so that prose after a forgotten closing is read. */
export const isFormulaLine = (line: string): boolean => COMMAND.test(line) || !hasWords(line);

function* formulasIn(text: string): Generator<Formula, void, undefined> {
  // Each closing is searched once through the text, however many openings it has.
  const closings = new Map<string, number>();
  const closingAt = (closing: string, from: number): number => {
    const known = closings.get(closing) ?? -1;
    if (known === text.length || known >= from) return known;
    const found = text.indexOf(closing, from);
    const at = found < 0 ? text.length : found;
    closings.set(closing, at);
    return at;
  };
  OPENING.lastIndex = 0;
  for (let found = OPENING.exec(text); found; found = OPENING.exec(text)) {
    const [opening, environment] = found;
    const start = found.index;
    const closing = environment === undefined ? CLOSINGS[opening]! : `\\end{${environment}}`;
    // An environment's name tells how to read it.
    const from = environment === undefined ? start + opening.length : start;
    const close = closingAt(closing, from);
    let next = start + opening.length;
    if ((close > from || close === text.length) && close - from <= MAX_SPAN) {
      const latex = text.slice(from, close);
      const isOpen = close === text.length;
      const end = close + closing.length;
      if (
        isOpen ? isOpenMaths(opening, latex, text.slice(0, start)) : isMaths(opening, latex, text.slice(end, end + 1))
      ) {
        next = isOpen ? text.length : end;
        yield { start, end: isOpen ? undefined : end, latex, closing };
      }
    }
    OPENING.lastIndex = next;
  }
}

/** Tells whether the text between an opening and its closing is a formula: "$" also stands for prices, "\[" for a bracket. */
function isMaths(opening: string, latex: string, after: string): boolean {
  const text = latex.trim();
  if (text === '') return false;
  if (opening.startsWith('\\begin')) return true;
  if (opening !== '$')
    return COMMAND.test(text) || RELATION.test(text) || !(hasWords(text) || (opening === '\\[' && NUMBER.test(text)));
  if (/\s$/.test(latex) || /[\w$]/.test(after)) return false;
  if (COMMAND.test(text)) return true;
  if (hasWords(text)) return CAPITALS.test(text);
  if (NUMBER.test(text)) return true;
  return TERM.test(text) && (!/^\d/.test(text) || NUMBER_TERM.test(text));
}

/** Tells the same of text up to the end of a slice. An opening that ends or starts a line may have its formula in the next. */
function isOpenMaths(opening: string, latex: string, before: string): boolean {
  if (opening.startsWith('\\begin')) return true;
  if (latex.trim() === '') return opening !== '$' && (opening !== '$$' || before.trim() === '');
  return opening === '$'
    ? /\\[A-Za-z]/.test(latex)
    : isMaths(opening, latex, '') && (opening !== '$$' || before.trim() === '' || COMMAND.test(latex));
}

const hasWords = (text: string): boolean => WORD.test(text.replace(FUNCTIONS, ''));

/** Replaces the commands that stand outside of any formula: "\boxed{42}", "10^{-9}". */
function sayBareCommands(text: string): string {
  if (!/\\[A-Za-z]{2}|[\^_]\{/.test(text) || WINDOWS_PATH.test(text)) return text;
  const said = (found: string): string => spokenFormula(found) ?? found;
  // Inner groups first, then those around them.
  let spoken = text;
  for (let depth = 0; depth < 2; depth++) {
    spoken = spoken.replace(BARE_INDEX, said).replace(BARE_COMMAND, (found, name: string) => {
      if (OPERATOR_COMMANDS.has(name)) return ` ${OPERATOR_COMMANDS.get(name)!} `;
      const isKnown = BARE_GROUPS.has(name) || LETTER_COMMANDS.has(name) || UPRIGHT_COMMANDS.has(name);
      return isKnown && (found.includes('{') || LETTER_COMMANDS.has(name)) ? said(found) : found;
    });
  }
  return spoken.replace(/ {2,}/g, ' ');
}
