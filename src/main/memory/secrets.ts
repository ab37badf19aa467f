import { SECRET_PATTERNS, type SecretPattern } from './secret-patterns.js';

const NAMES = [...new Set(SECRET_PATTERNS.map(({ name }) => name))].join('|');
/** What secrets have left behind. No pattern looks into it or across it. */
const MARKERS = new RegExp(`(\\[(?:${NAMES}) removed\\])`);

/**
 * The text with every secret in it replaced by `[<name> removed]`. Scrubbing twice changes nothing: it goes on until
 * nothing is found, and it ends, as every round leaves less text to look at.
 */
export function scrubSecrets(text: string): string {
  let before: string;
  let scrubbed = text;
  do {
    before = scrubbed;
    scrubbed = SECRET_PATTERNS.reduce(scrubPattern, before);
  } while (scrubbed !== before);
  return scrubbed;
}

function scrubPattern(text: string, pattern: SecretPattern): string {
  const parts = text.split(MARKERS);
  return parts.map((part, n) => (n % 2 === 0 ? replaceIn(part, pattern) : part)).join('');
}

function replaceIn(text: string, { name, pattern, lengthOf }: SecretPattern): string {
  let result = '';
  let done = 0;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const found = match.groups?.secret ?? match[0];
    const start = match.index + match[0].length - found.length;
    const length = lengthOf ? lengthOf(found) : found.length;
    if (length > 0) {
      result += `${text.slice(done, start)}[${name} removed]`;
      done = start + length;
    }
    pattern.lastIndex = length > 0 ? done : match.index + 1;
  }
  return result + text.slice(done);
}
