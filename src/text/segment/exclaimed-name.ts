import type { Language } from './languages.js';
import type { Scan } from './scan.js';
import { tokenStart } from './token.js';

/** Tells whether the mark text[index] is the end of a name, such as "Yahoo!". */
export function isExclaimedName(scan: Scan, { exclaimedNames }: Language, index: number): boolean {
  if (exclaimedNames.size === 0) return false;
  return exclaimedNames.has(scan.text.slice(tokenStart(scan, index), index + 1).toLowerCase());
}
