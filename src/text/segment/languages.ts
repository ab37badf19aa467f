import { LETTER, propertiesOf } from '../character-properties.js';
import { primarySubtag } from '../language/language-tag.js';
import { SCRIPTS, scriptIndexOf } from '../language/scripts.js';
import { OTHER_RULES, RULES_BY_SCRIPT, SENTENCE_RULES } from '../languages/registry.js';
import type { AbbreviationKinds, SentenceRules } from '../languages/types.js';
import { wordsOf } from '../languages/words-of.js';
import { newWordFilter, type WordFilter } from './word-filter.js';

export type AbbreviationKind = keyof AbbreviationKinds;

/**
 * A language's rules, ready for look-up. Words are in lower case, except pronouns and the abbreviations written with a
 * capital.
 */
export interface Language {
  readonly abbreviations: ReadonlyMap<string, AbbreviationKind>;
  readonly compoundEnd: string | undefined;
  readonly starters: ReadonlySet<string>;
  readonly pronouns: ReadonlySet<string>;
  readonly interjections: ReadonlySet<string>;
  readonly timeOpeners: ReadonlySet<string>;
  readonly timeFollowers: ReadonlySet<string>;
  /** The beginnings, of any length, of the words of `timeFollowers`. */
  readonly timeFollowerStarts: ReadonlySet<string>;
  readonly exclaimedNames: ReadonlySet<string>;
  readonly months: ReadonlySet<string>;
  readonly ordinals: 'words' | 'nouns' | undefined;
  readonly dashAttribution: boolean;
  /** The code units of `endMarks`. */
  readonly endMarks: ReadonlySet<number>;
  readonly fullStopIsClause: boolean;
  /** The filter that holds every abbreviation and exclaimed name. */
  readonly doubtful: WordFilter;
}

/** The language to use for each script, by the script's index in the table of scripts; 0 is for all other letters. */
export type Languages = readonly Language[];

/** The marks that end a sentence in some languages only. */
export const END_MARKS: ReadonlySet<number> = new Set(
  SENTENCE_RULES.flatMap((rules) => [...(rules.endMarks ?? '')].map((mark) => mark.charCodeAt(0))),
);

const KINDS: readonly AbbreviationKind[] = ['joined', 'end', 'number', 'name', 'time', 'unit'];
const compiled = new Map<SentenceRules, Language>();
const choices = new Map<string, Languages>();

/**
 * Returns the rules for a BCP-47 language hint; scripts in which that language is not written get their usual language.
 */
export function languagesFor(hint: string | undefined): Languages {
  const subtag = hint === undefined ? '' : primarySubtag(hint);
  let choice = choices.get(subtag);
  if (choice === undefined) {
    const rules = SENTENCE_RULES.find((candidate) => candidate.languages.includes(subtag));
    // An unknown language gets no key of its own: the hint comes from outside, and the map must not grow with it.
    if (rules === undefined && subtag !== '') return languagesFor(undefined);
    const byScript = SCRIPTS.map(({ code }) => {
      const fits = rules?.scripts.includes(code) === true;
      return compile(fits ? rules : (RULES_BY_SCRIPT[code] ?? OTHER_RULES));
    });
    choice = [compile(OTHER_RULES), ...byScript];
    choices.set(subtag, choice);
  }
  return choice;
}

/** The index of the Latin script in `Languages`. */
export const LATIN_INDEX = scriptIndexOf('a'.charCodeAt(0));

/** The number of units that are searched backwards for a letter that tells the script. */
const SCRIPT_WINDOW = 64;

/** Returns the language of the text that ends before `index`, by its last letter in text[start, index). */
export function languageAt(languages: Languages, text: string, start: number, index: number): Language {
  const from = Math.max(start, index - SCRIPT_WINDOW);
  for (let i = index - 1; i >= from; i--) {
    const code = text.charCodeAt(i);
    if ((propertiesOf(code) & LETTER) !== 0) return languages[scriptIndexOf(code)]!;
  }
  return languages[LATIN_INDEX]!;
}

/** Returns the kind of an abbreviation, written without its last full stop; undefined = no abbreviation. */
export const abbreviationKind = (language: Language, word: string): AbbreviationKind | undefined =>
  language.abbreviations.get(word) ?? language.abbreviations.get(word.toLowerCase());

function compile(rules: SentenceRules): Language {
  let language = compiled.get(rules);
  if (language === undefined) {
    const lowerCase = (pick: (of: SentenceRules) => string | undefined): Set<string> =>
      new Set(chainOf(rules).flatMap((link) => wordsOf(pick(link) ?? '').map((word) => word.toLowerCase())));
    const abbreviations = abbreviationsOf(rules);
    const exclaimedNames = lowerCase((of) => of.exclaimedNames);
    const timeFollowers = lowerCase((of) => of.timeFollowers);
    language = {
      abbreviations,
      compoundEnd: rules.compoundEnd,
      starters: lowerCase((of) => of.starters),
      pronouns: new Set(chainOf(rules).flatMap((link) => wordsOf(link.pronouns ?? ''))),
      interjections: lowerCase((of) => of.interjections),
      timeOpeners: lowerCase((of) => of.timeOpeners),
      timeFollowers,
      timeFollowerStarts: new Set([...timeFollowers].flatMap((word) => [...word].map((_, i) => word.slice(0, i + 1)))),
      exclaimedNames,
      months: lowerCase((of) => of.months),
      ordinals: rules.ordinals,
      dashAttribution: rules.dashAttribution ?? false,
      endMarks: new Set([...(rules.endMarks ?? '')].map((mark) => mark.charCodeAt(0))),
      fullStopIsClause: rules.fullStopIsClause ?? false,
      doubtful: newWordFilter([...abbreviations.keys(), ...[...exclaimedNames].map((name) => name.slice(0, -1))]),
    };
    compiled.set(rules, language);
  }
  return language;
}

function abbreviationsOf(rules: SentenceRules): Map<string, AbbreviationKind> {
  const table = new Map<string, AbbreviationKind>();
  for (const link of chainOf(rules)) {
    for (const kind of KINDS) {
      for (const word of wordsOf(link.abbreviations?.[kind] ?? '')) table.set(word, kind);
    }
  }
  return table;
}

/** Returns the rules that this language shares, then its own. */
const chainOf = (rules: SentenceRules): SentenceRules[] =>
  rules.base === undefined ? [rules] : [...chainOf(rules.base), rules];
