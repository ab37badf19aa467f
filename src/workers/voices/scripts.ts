/** Scripts of the world that speech engines know, with the language to speak them in when nothing else tells. */
export interface ScriptRule {
  /** ISO 15924. */
  readonly code: string;
  /** One letter of the script; Unicode's Script property. */
  readonly letters: RegExp;
  /** BCP 47. */
  readonly language: string;
}

const rule = (code: string, property: string, language: string): ScriptRule => ({
  code,
  letters: new RegExp(`\\p{Script=${property}}`, 'gu'),
  language,
});

export const SCRIPT_RULES: readonly ScriptRule[] = [
  rule('Latn', 'Latin', 'en'),
  rule('Cyrl', 'Cyrillic', 'ru'),
  rule('Grek', 'Greek', 'el'),
  rule('Armn', 'Armenian', 'hy'),
  rule('Geor', 'Georgian', 'ka'),
  rule('Hebr', 'Hebrew', 'he'),
  rule('Arab', 'Arabic', 'ar'),
  rule('Ethi', 'Ethiopic', 'am'),
  rule('Deva', 'Devanagari', 'hi'),
  rule('Beng', 'Bengali', 'bn'),
  rule('Guru', 'Gurmukhi', 'pa'),
  rule('Gujr', 'Gujarati', 'gu'),
  rule('Orya', 'Oriya', 'or'),
  rule('Taml', 'Tamil', 'ta'),
  rule('Telu', 'Telugu', 'te'),
  rule('Knda', 'Kannada', 'kn'),
  rule('Mlym', 'Malayalam', 'ml'),
  rule('Sinh', 'Sinhala', 'si'),
  rule('Thai', 'Thai', 'th'),
  rule('Laoo', 'Lao', 'lo'),
  rule('Mymr', 'Myanmar', 'my'),
  rule('Khmr', 'Khmer', 'km'),
  rule('Tibt', 'Tibetan', 'bo'),
  rule('Mong', 'Mongolian', 'mn'),
  rule('Cher', 'Cherokee', 'chr'),
  rule('Hang', 'Hangul', 'ko'),
  rule('Hira', 'Hiragana', 'ja'),
  rule('Kana', 'Katakana', 'ja'),
  rule('Hani', 'Han', 'zh'),
];

/** Writing systems of several scripts (ISO 15924), as `Intl.Locale` names them. */
export const COMPOUND_SCRIPTS: Readonly<Record<string, readonly string[]>> = {
  Jpan: ['Hira', 'Kana', 'Hani'],
  Kore: ['Hang', 'Hani'],
  Hans: ['Hani'],
  Hant: ['Hani'],
};
