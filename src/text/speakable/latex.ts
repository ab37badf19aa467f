import { LETTER_COMMANDS, OPERATOR_COMMANDS, SILENT_COMMANDS, UPRIGHT_COMMANDS } from './latex-symbols.js';

/** The longest formula that is read out, and the longest LaTeX that is looked at, UTF-16 units. */
const MAX_SPOKEN = 60;
const MAX_LATEX = 400;
const MAX_DEPTH = 6;

const TOKEN = /\\[A-Za-z]+\*?|\\.|\d+(?:[.,]\d+)*|\s+|./gsu;
const FUNCTION = /^(?:sin|cos|tan|log|ln|exp|max|min|mod)$/;
const OPERATORS: Readonly<Record<string, string>> = { '-': '−', '*': '×', ':': ':' };
/** The characters that an engine or a later rule says as they are. */
const READABLE = /^[\p{L}\d.,;()[\]°%$€£′+−=<>×÷±≤≥≠≈≡∞√∛∜→←↔…/:^₀-₉⁰¹²³⁴-⁹⁻⁺ -]*$/u;
const SIGN = /^[+−=<>×÷±≤≥≠≈≡→←↔/:]$/;
const RAISED: Readonly<Record<string, string>> = { ...scriptDigits('⁰¹²³⁴⁵⁶⁷⁸⁹'), '-': '⁻', '−': '⁻', '+': '⁺' };
const LOWERED: Readonly<Record<string, string>> = scriptDigits('₀₁₂₃₄₅₆₇₈₉');
const ROOTS: Readonly<Record<string, string>> = { '': '√', 2: '√', 3: '∛', 4: '∜' };
/** The environments that only align lines. */
const LINES = /^(?:align|aligned|gather|gathered|split|equation|displaymath|math|multline)\*?$/;

function scriptDigits(digits: string): Record<string, string> {
  return Object.fromEntries([...digits].map((digit, i) => [String(i), digit]));
}

/** The state of the reading of one formula. */
interface Reader {
  readonly tokens: readonly string[];
  at: number;
  depth: number;
}

/**
 * Returns a short formula as text in Unicode, "x² ≤ 5", with spaces around its signs.
 * @param latex a formula without its delimiters
 * @returns undefined when the formula is too long, or has a part that cannot be read out: a matrix, an integral, a sum
 */
export function formulaText(latex: string): string | undefined {
  if (latex.length > MAX_LATEX) return undefined;
  const reader = { tokens: latex.match(TOKEN) ?? [], at: 0, depth: 0 };
  const text = readUntil(reader, undefined, false)?.trim();
  return text !== undefined && text.length <= MAX_SPOKEN && READABLE.test(text) ? text : undefined;
}

/** Reads up to the token `end`, which is taken. `upright` = letters side by side are a word. */
function readUntil(reader: Reader, end: string | undefined, upright: boolean): string | undefined {
  if (reader.depth >= MAX_DEPTH) return undefined;
  reader.depth += 1;
  let text = '';
  while (reader.at < reader.tokens.length && reader.tokens[reader.at] !== end) {
    const next = readPart(reader, text, upright);
    if (next === undefined) return undefined;
    text = next;
  }
  reader.at += 1;
  reader.depth -= 1;
  return text;
}

/** Reads one part, and returns `text` with it. */
function readPart(reader: Reader, text: string, upright: boolean): string | undefined {
  const token = reader.tokens[reader.at++]!;
  if (token.startsWith('\\')) return readCommand(reader, token.slice(1), text);
  if (/^\s/.test(token)) return upright ? `${text} ` : text;
  switch (token) {
    case '{': {
      const group = readUntil(reader, '}', upright);
      // "3{,}14" is a decimal number.
      if (group?.trim() === ',') return `${text},`;
      return group === undefined ? undefined : withOperand(text, group, upright);
    }
    case '^':
      return readRaised(reader, text);
    case '_':
      return readLowered(reader, text);
    case '~':
      return `${text} `;
    case "'":
      return `${text}′`;
    case '(':
    case '[':
      return `${text}${token}`;
    case ')':
    case ']':
      return `${text.trimEnd()}${token}`;
    case ',':
    case ';':
      return `${text.trimEnd()}${token} `;
    case '&':
      return text;
    default:
      if (upright) return `${text}${token}`;
      return /^\p{L}$/u.test(token) ? withOperand(text, wordAt(reader, token), false) : withSign(text, token);
  }
}

/** Returns the function's name or the word that starts with the letter `first`, else the letter: letters side by side are factors. */
function wordAt(reader: Reader, first: string): string {
  let end = reader.at;
  while (/^\p{Ll}$/u.test(reader.tokens[end] ?? '')) end++;
  const word = first + reader.tokens.slice(reader.at, end).join('');
  if (!FUNCTION.test(word) && word.length < 4) return first;
  reader.at = end;
  return word;
}

function readCommand(reader: Reader, name: string, text: string): string | undefined {
  const letter = LETTER_COMMANDS.get(name);
  if (letter !== undefined) return withOperand(text, letter, false);
  const operator = OPERATOR_COMMANDS.get(name);
  if (operator !== undefined) return withSign(text, operator);
  if (SILENT_COMMANDS.has(name)) {
    // "\left." draws no bracket.
    if ((name === 'left' || name === 'right') && reader.tokens[reader.at] === '.') reader.at += 1;
    return /^[ ,;:>]$|quad|space$/.test(name) ? `${text} ` : text;
  }
  if (UPRIGHT_COMMANDS.has(name)) {
    const words = readArgument(reader, true);
    return words === undefined ? undefined : withOperand(text, name === 'ce' ? withIndices(words) : words, true);
  }
  switch (name) {
    case 'frac':
    case 'dfrac':
    case 'tfrac':
    case 'cfrac':
      return readFraction(reader, text);
    case 'sqrt':
      return readRoot(reader, text);
    case 'circ':
    case 'prime':
      return `${text}${name === 'circ' ? '°' : '′'}`;
    case '\\':
      return `${text.trimEnd()}, `;
    case 'begin':
    case 'end': {
      const environment = readArgument(reader, true);
      return environment !== undefined && LINES.test(environment) ? text : undefined;
    }
    default:
      return undefined;
  }
}

/** Reads the argument of a command: a group, or a single token. */
function readArgument(reader: Reader, upright: boolean): string | undefined {
  while (/^\s/.test(reader.tokens[reader.at] ?? '')) reader.at += 1;
  if (reader.at >= reader.tokens.length) return undefined;
  if (reader.tokens[reader.at] === '{') {
    reader.at += 1;
    return readUntil(reader, '}', upright);
  }
  return readPart(reader, '', upright)?.trim();
}

function readFraction(reader: Reader, text: string): string | undefined {
  const over = readArgument(reader, false);
  const under = readArgument(reader, false);
  if (over === undefined || under === undefined) return undefined;
  const areNumbers = /^\d+$/.test(over) && /^\d+$/.test(under);
  return withOperand(text, areNumbers ? `${over}/${under}` : `${inBrackets(over)} ÷ ${inBrackets(under)}`, false);
}

function readRoot(reader: Reader, text: string): string | undefined {
  let degree = '';
  if (reader.tokens[reader.at] === '[') {
    reader.at += 1;
    degree = readUntil(reader, ']', false) ?? '?';
  }
  const root = ROOTS[degree.trim()];
  const radicand = readArgument(reader, false);
  return root === undefined || radicand === undefined
    ? undefined
    : withOperand(text, root + inBrackets(radicand), false);
}

function readRaised(reader: Reader, text: string): string | undefined {
  const power = readArgument(reader, false)?.replaceAll(' ', '');
  if (power === undefined || power === '') return undefined;
  const base = text.trimEnd();
  // A raised number after a word would be a footnote.
  if (/\p{L}{4}$/u.test(base.slice(-8))) return undefined;
  if (/^[°′]+$/.test(power) || /^(?:st|nd|rd|th)$/.test(power)) return base + power;
  const raised = [...power].map((character) => RAISED[character]);
  if (!raised.includes(undefined)) return base + raised.join('');
  return /^\p{L}$/u.test(power) ? `${base}^${power}` : undefined;
}

function readLowered(reader: Reader, text: string): string | undefined {
  const index = readArgument(reader, false);
  if (index === undefined) return undefined;
  const lowered = [...index].map((character) => LOWERED[character]);
  return (
    text.trimEnd() +
    (lowered.includes(undefined) ? ` ${index.replaceAll(/(?<=\b\p{L}) (?=\p{L}\b)/gu, ' ')}` : lowered.join(''))
  );
}

/** Returns `text` with an operand after it; two operands side by side are separated, except in "H₂O" and "3,14". */
function withOperand(text: string, operand: string, isText: boolean): string {
  const end = text.slice(-8);
  const joins =
    /(?:^|[\s(°√∛∜[/])$|(?:^|[ (])−$|\d,$/.test(end) || (/[A-Z][a-z]?[₀-₉]{1,4}$/.test(end) && /^[A-Z]/.test(operand));
  const startsWord = /^[\p{L}\d]/u.test(operand) || (!isText && operand !== '' && !/^[\s°%′]/.test(operand));
  return startsWord && !joins ? `${text} ${operand}` : text + operand;
}

/** Returns `text` with a sign or any other character after it. */
function withSign(text: string, character: string): string {
  const sign = OPERATORS[character] ?? character;
  if (!SIGN.test(sign)) return /^[\d√]/.test(sign) ? withOperand(text, sign, false) : text + sign;
  const before = text.trimEnd();
  if (sign === '/') return /\d$/.test(before) ? `${before}/` : `${before} ÷ `;
  const isUnary = before === '' || /[+−=<>×÷±≤≥≠≈≡([,]$/.test(before);
  return isUnary && /[+−±]/.test(sign) ? `${text}${sign}` : `${before} ${sign} `;
}

const inBrackets = (operand: string): string => (operand.trim().includes(' ') ? `(${operand.trim()})` : operand.trim());

/** Lowers the numbers in a chemical formula: "H2O". */
const withIndices = (formula: string): string =>
  formula.replace(/(?<=[\p{L})])\d+/gu, (digits) => [...digits].map((digit) => LOWERED[digit]).join(''));
