import type { SpokenWords } from '../languages/spoken-words.js';

const ADDRESS = /<?(?<![\p{L}\p{N}])(?:https?:\/\/|www\.)[!#-;=?-Z\\\]_a-z~[\p{L}\p{N}]+>?/giu;
const MAIL = /<(?:mailto:)?([^\s<>@]{1,64}@[^\s<>@]{1,255})>/g;
const TRAILING = new Set([...'.,;:!?\'")]}*_~>\\']);
/** The fewest characters of a key. */
const MIN_RUN = 19;
/** A run of characters that may be a key, a hash, an id or encoded data. */
const RUN = new RegExp(`(?<![\\p{L}\\p{N}+/=_.-])[A-Za-z0-9][A-Za-z0-9+/=_.-]{${MIN_RUN - 1},}`, 'gu');
const LONG_RUN = new RegExp(`[A-Za-z0-9+/=_.-]{${MIN_RUN}}`);
const WWW = /www\./i;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const LONG_PART = 16;
/** The number of changes between letters and digits that no word or name reaches. */
const CHANGES = 4;

/**
 * Replaces an address by its host, "link to example.com", and a key, a hash or encoded data by a phrase, because an
 * engine would read it out character by character.
 */
export function sayAddresses(text: string, words: SpokenWords | undefined): string {
  if (!mayHoldAddress(text)) return text;
  return text
    .replace(MAIL, '$1')
    .replace(ADDRESS, (found) => {
      const start = found.startsWith('<') ? 1 : 0;
      let end = found.length;
      while (end > start && TRAILING.has(found[end - 1]!)) end--;
      const rest = found.endsWith('>') && start === 1 ? '' : found.slice(end);
      const host = hostOf(found.slice(start, end));
      return `${words?.linkTo ? `${words.linkTo} ` : ''}${host}${rest}`;
    })
    .replace(RUN, (found) => {
      const end = found.replace(/[.,]$/, '').length;
      return isLongCode(found.slice(0, end)) ? `${words?.longCode ?? ''}${found.slice(end)}` : found;
    });
}

/** Returns true for every text that holds an address or a key, and is much faster than the search for them. */
const mayHoldAddress = (text: string): boolean =>
  text.includes('@') ||
  text.includes('//') ||
  (text.includes('.') && WWW.test(text)) ||
  (holdsLongWord(text) && LONG_RUN.test(text));

/** Tells whether a text has a word that is as long as a key; a text in a script without spaces is a single word. */
function holdsLongWord(text: string): boolean {
  let start = 0;
  while (text.length - start >= MIN_RUN) {
    const space = text.indexOf(' ', start);
    if (space < 0 || space - start >= MIN_RUN) return true;
    start = space + 1;
  }
  return false;
}

/** Returns true when a word is no real word, but hexadecimal, base64 or a key. */
function isLongCode(word: string): boolean {
  return (
    UUID.test(word) || word.split(/[+/=_.-]/).some((part) => part.length >= LONG_PART && changesOf(part) >= CHANGES)
  );
}

function hostOf(address: string): string {
  const authority = address.replace(/^https?:\/\//i, '').split(/[/?#]/, 1)[0]!;
  const host = authority.slice(authority.lastIndexOf('@') + 1).replace(/:\d*$/, '');
  return host.replace(/^www\./i, '');
}

function changesOf(part: string): number {
  let changes = 0;
  for (let i = 1; i < part.length; i++) {
    if (isDigit(part.charCodeAt(i)) !== isDigit(part.charCodeAt(i - 1))) changes += 1;
  }
  return changes;
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
