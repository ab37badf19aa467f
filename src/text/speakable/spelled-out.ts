import { ORDINAL_ENDINGS } from '../languages/ordinal-endings.js';

const ENGLISH_ENDINGS: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };
const ENGLISH_ORDINALS = new Intl.PluralRules('en', { type: 'ordinal' });

/**
 * Returns text in the form that SSML's `say-as` asks for; unknown kinds leave it as it is.
 * @param kind the value of `interpret-as`, in lower case
 * @param format the format of a date ("dmy") or of a number ("telephone"), in lower case
 */
export function spelledOut(text: string, kind: string, format: string, language: string): string {
  const content = text.trim();
  switch (kind === 'number' || kind === 'vxml:digits' ? format || 'digits' : kind) {
    case 'characters':
    case 'spell-out':
    case 'verbatim':
    case 'letters':
      return inCharacters(content);
    case 'digits':
      return inCharacters(content.replace(/[\s-]/g, ''));
    case 'telephone':
    case 'phone':
      return content
        .split(/[\s()/.-]+/)
        .filter((group) => group !== '')
        .map((group) => [...group].join(' '))
        .join(', ');
    case 'ordinal':
      return asOrdinal(content, language);
    case 'date':
      return asIsoDate(content, format);
    default:
      return content;
  }
}

/** Returns the characters one by one: an engine reads digits apart at a space, and letters at a comma ("a" is also a word). */
const inCharacters = (text: string): string => {
  const characters = [...text].filter((character) => /[\p{L}\p{N}\p{S}]/u.test(character));
  return characters.join(characters.every((character) => /\p{N}/u.test(character)) ? ' ' : ', ');
};

function asOrdinal(text: string, language: string): string {
  if (!/^\d{1,9}$/.test(text)) return text;
  const ending = language === 'en' ? ENGLISH_ENDINGS[ENGLISH_ORDINALS.select(Number(text))] : ORDINAL_ENDINGS[language];
  return `${text}${ending ?? ''}`;
}

/** Returns a date whose order of day, month and year is given as year, month and day, which the rules for dates know in every language. */
function asIsoDate(text: string, format: string): string {
  const numbers = /^(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})$/.exec(text)?.slice(1);
  if (!numbers || !/^(?:dmy|mdy|ymd)$/.test(format)) return text;
  const [year, month, day] = ['y', 'm', 'd'].map((part) => numbers[format.indexOf(part)]!);
  return year!.length === 4 ? `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}` : text;
}
