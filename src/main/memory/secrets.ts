import { SECRET_PATTERNS, type SecretPattern } from './secret-patterns.js';

const NAMES = [...new Set(SECRET_PATTERNS.map(({ name }) => name))].join('|');
/** Matches the markers that replace secrets. No pattern searches in a marker or across it. */
const MARKERS = new RegExp(`(\\[(?:${NAMES}) removed\\])`);

/** The replacement of a text with more possible secrets than are checked. */
const UNCHECKED = '[unchecked text removed]';
/**
 * The work that one text may take: the characters of possible secrets, and an allowance for each of them. The limit
 * bounds the time on the main thread to about 10 ms; without it, a text of 20,000 characters with nothing but possible
 * secrets took 1.7 s.
 */
const MAX_WORK = 100_000;
const WORK_PER_MATCH = 130;

/** The work that is left for a text. */
interface Budget {
  left: number;
}

/**
 * Replaces every secret in a text by `[<name> removed]`. The search is repeated until nothing is found, so scrubbing
 * twice changes nothing. It ends, because every round leaves less text to search. A text that would take too long is
 * replaced as a whole.
 */
export function scrubSecrets(text: string): string {
  const budget: Budget = { left: MAX_WORK };
  let before: string;
  let scrubbed = text;
  do {
    before = scrubbed;
    for (const pattern of SECRET_PATTERNS) {
      scrubbed = scrubPattern(scrubbed, pattern, budget);
      if (budget.left < 0) return UNCHECKED;
    }
  } while (scrubbed !== before);
  return scrubbed;
}

function scrubPattern(text: string, pattern: SecretPattern, budget: Budget): string {
  const parts = text.split(MARKERS);
  return parts.map((part, n) => (n % 2 === 0 ? replaceIn(part, pattern, budget) : part)).join('');
}

function replaceIn(text: string, { name, pattern, lengthOf }: SecretPattern, budget: Budget): string {
  let result = '';
  let done = 0;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match && budget.left >= 0; match = pattern.exec(text)) {
    budget.left -= match[0].length + WORK_PER_MATCH;
    const candidate = match.groups?.secret ?? match[0];
    const start = match.index + match[0].length - candidate.length;
    const length = lengthOf ? lengthOf(candidate) : candidate.length;
    if (length > 0) {
      result += `${text.slice(done, start)}[${name} removed]`;
      done = start + length;
    }
    pattern.lastIndex = length > 0 ? done : match.index + 1;
  }
  return result + text.slice(done);
}
