import { cardNumberLength, dictatedCardLength, GAP, ibanLength } from './check-digits.js';
import {
  ACCESS_CODE,
  ANNOUNCED,
  CODE,
  END,
  LATIN_WORD,
  LINK,
  MIXED_WORD,
  NUMBER,
  PASSWORD,
  PIN,
  PURPOSE,
  SPACE,
  START,
  WORD_WITH_DIGIT,
} from './spoken-secrets.js';

/** A form in which a secret is written. */
export interface SecretPattern {
  /** The kind of secret, for the text that replaces it. */
  readonly name: string;
  /**
   * Matches in linear time. The secret is the group `secret`, at the end of the match; without that group, the whole
   * match.
   */
  readonly pattern: RegExp;
  /**
   * Returns how many characters at the start of the found text are the secret; 0 when it is no secret. Without this
   * function, all of them are.
   */
  readonly lengthOf?: (found: string) => number;
}

const spoken = (...parts: readonly string[]): RegExp => new RegExp(START + parts.join(''), 'giu');

/** Returns the length of text that cannot be spoken words, with a digit or 20 letters in a row; otherwise 0. */
const keyLikeLength = (found: string): number => (/\d|[a-z\d]{20}/i.test(found) ? found.length : 0);

const KEY_LABEL = [
  '(?:(?:api|access|secret|private|auth|client)[ _-]?(?:key|token|secret)|token)',
  '(?:api[- ]?ключ|ключ api|api-schlüssel|clave (?:de )?api|clé api)',
].join('|');
const AUTHORIZATION = String.raw`authorization["']?\s{0,3}[:=]\s{0,3}["']?(?:(?:basic|bearer|digest|apikey)\s{1,3})?`;

/**
 * The secrets that are never remembered, in the order of the search: first forms that enclose others, then secrets that
 * a word announces, then forms of their own. The forms of keys are those that their issuers document; letter case never
 * counts, because spoken or repeated text may have any.
 */
export const SECRET_PATTERNS: readonly SecretPattern[] = [
  // A key without an end mark goes on to the end of the text: so every match succeeds, and time stays linear.
  {
    name: 'private key',
    pattern: /-----BEGIN [A-Z ]{0,30}PRIVATE KEY( BLOCK)?-----[\s\S]*?(?:-----END [A-Z ]{0,30}KEY( BLOCK)?-----|$)/gi,
  },
  // RFC 3986, 3.2.1: the userinfo of a URL.
  { name: 'credentials', pattern: /(?<=:\/\/)[^\s/?#:@]{0,255}:[^\s/?#]{1,255}(?=@)/g },
  { name: 'token', pattern: spoken(AUTHORIZATION, ANNOUNCED) },
  { name: 'token', pattern: spoken(String.raw`bearer${SPACE}(?<secret>[\w.~+/=-]{8,})`), lengthOf: keyLikeLength },
  {
    name: 'key',
    pattern: spoken(`(?:${KEY_LABEL})`, END, LINK, String.raw`["']?(?<secret>[\w.~+/=-]{8,})`),
    lengthOf: keyLikeLength,
  },
  { name: 'password', pattern: spoken(PASSWORD, END, `(?:${PURPOSE})?`, LINK, ANNOUNCED) },
  {
    name: 'password',
    pattern: spoken(PASSWORD, END, `${SPACE}(?:(?:to|as|на|auf|in|como)${SPACE})?`, WORD_WITH_DIGIT),
  },
  { name: 'password', pattern: spoken(PASSWORD, END, PURPOSE, SPACE, MIXED_WORD) },
  { name: 'password', pattern: spoken('парол(?:ь|я|ем)', SPACE, LATIN_WORD) },

  // RFC 7519: two Base64url JSON objects, of which the first begins with {", and a signature.
  { name: 'token', pattern: /(?<![\w-])eyJ[\w-]{5,}\.[\w-]{2,}\.[\w-]*/gi },
  { name: 'API key', pattern: /(?<![a-z\d])sk-[\w-]{20,200}/gi, lengthOf: keyLikeLength },
  { name: 'API key', pattern: /(?<![a-z\d])AIza[\w-]{35}/gi },
  { name: 'GitHub token', pattern: /(?<![a-z\d])(?:gh[opusr]_[a-z\d]{36,255}|github_pat_\w{22,255})/gi },
  { name: 'AWS key', pattern: /(?<![a-z\d])A(?:KI|SI)A[a-z\d]{16}(?![a-z\d])/gi },
  { name: 'Slack token', pattern: /(?<![a-z\d])(?:xox[a-z]|xapp)-[a-z\d-]{10,255}/gi, lengthOf: keyLikeLength },
  { name: 'Stripe key', pattern: /(?<![a-z\d])(?:[sr]k_(?:live|test)|whsec)_[a-z\d]{16,255}/gi },
  { name: 'Telegram token', pattern: /(?<!\d)\d{8,10}:[\w-]{35}(?![\w-])/g },

  {
    name: 'IBAN',
    pattern: new RegExp(`(?<![a-z\\d])[a-z]{2}${GAP}{0,3}\\d{2}(?:${GAP}{0,3}[a-z\\d]){11,30}(?![a-z\\d])`, 'gi'),
    lengthOf: ibanLength,
  },
  // Digits after a plus are a phone number; digits among letters, a hash.
  {
    name: 'card number',
    pattern: new RegExp(`(?<![a-z\\d+])\\d{4}(?:${GAP}{0,3}\\d){9,15}(?![a-z\\d])`, 'gi'),
    lengthOf: cardNumberLength,
  },
  {
    name: 'card number',
    pattern: new RegExp(`(?<![a-z\\d+]|\\d${GAP}{1,3})\\d(?:${GAP}{1,3}\\d){12,18}(?!${GAP}{0,3}[\\da-z])`, 'gi'),
    lengthOf: dictatedCardLength,
  },
  // Areas 000, 666 and 9xx, group 00 and serial 0000 were never issued (Social Security Administration, RM 10201.035).
  { name: 'SSN', pattern: /(?<![\d-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])/g },
  {
    name: 'SSN',
    pattern: spoken(
      '(?:ssn|social security(?: number)?)',
      END,
      String.raw`(?:${LINK}|${SPACE})(?<secret>\d{3}[ -]?\d\d[ -]?\d{4}(?!\d))`,
    ),
  },
  { name: 'PIN', pattern: spoken(PIN, END, `(?:${PURPOSE})?(?:${LINK}|${SPACE})`, NUMBER) },
  { name: 'code', pattern: spoken(CODE, END, `(?:${PURPOSE})?`, LINK, NUMBER) },
  { name: 'code', pattern: spoken(ACCESS_CODE, END, `(?:${PURPOSE})?(?:${LINK}|${SPACE})`, NUMBER) },
];
