/** The endings of ordinal numbers in digits, by primary subtag: "3-й". English has several, and no entry. */
export const ORDINAL_ENDINGS: Readonly<Record<string, string>> = {
  de: '.',
  es: '.º',
  fr: 'e',
  it: 'º',
  pt: 'º',
  ru: '-й',
  uk: '-й',
};
