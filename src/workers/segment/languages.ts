import { LETTER, propertiesOf } from './characters.js';
import { BY_SCRIPT, LANGUAGES } from './rules/registry.js';
import { SCRIPT_RANGES } from './rules/scripts.js';
import type { AbbreviationKinds, LanguageRules, Script } from './rules/types.js';
import { newWordFilter, type WordFilter } from './word-filter.js';

export type AbbreviationKind = keyof AbbreviationKinds;

/** A language's rules, ready for look-up. Words are in lower case but for the abbreviations written with a capital. */
export interface Language {
  readonly abbreviations: ReadonlyMap<string, AbbreviationKind>;
  readonly starters: ReadonlySet<string>;
  readonly pronouns: ReadonlySet<string>;
  readonly timeOpeners: ReadonlySet<string>;
  readonly timeFollowers: ReadonlySet<string>;
  /** What the words of `timeFollowers` start with, at any length. */
  readonly timeFollowerStarts: ReadonlySet<string>;
  readonly exclaimedNames: ReadonlySet<string>;
  readonly months: ReadonlySet<string>;
  readonly ordinals: 'words' | 'nouns' | undefined;
  readonly dashAttribution: boolean;
  /** Code units of `endMarks`. */
  readonly endMarks: ReadonlySet<number>;
  readonly fullStopIsClause: boolean;
  /** Holds every abbreviation and exclaimed name. */
  readonly doubtful: WordFilter;
}

/** The language to use for each script. */
export type Languages = Readonly<Record<Script, Language>>;

/** Marks that end a sentence in some language only. */
export const END_MARKS: ReadonlySet<number> = new Set(
  LANGUAGES.flatMap((rules) => [...(rules.endMarks ?? '')].map((mark) => mark.charCodeAt(0))),
);

const KINDS: readonly AbbreviationKind[] = ['joined', 'end', 'number', 'name', 'time', 'unit'];
const compiled = new Map<LanguageRules, Language>();
const choices = new Map<string, Languages>();

/** The rules for a BCP-47 language hint; scripts it is not written in get their usual language. */
export function languagesFor(hint: string | undefined): Languages {
  const subtag = hint === undefined ? '' : primarySubtag(hint);
  let choice = choices.get(subtag);
  if (choice === undefined) {
    const rules = LANGUAGES.find((candidate) => candidate.languages.includes(subtag));
    // An unknown language is no key of its own: the hint comes from outside and the map must not grow with it.
    if (rules === undefined && subtag !== '') return languagesFor(undefined);
    const byScript = Object.entries(BY_SCRIPT).map(([script, usual]) => {
      const fits = rules?.scripts.includes(script as Script) === true;
      return [script, compile(fits ? rules : usual)] as const;
    });
    choice = Object.fromEntries(byScript) as Record<Script, Language>;
    choices.set(subtag, choice);
  }
  return choice;
}

/** Units looked back for a letter that tells the script. */
const SCRIPT_WINDOW = 64;

/** The language of the text that ends before `index`, by its last letter in text[start, index). */
export function languageAt(languages: Languages, text: string, start: number, index: number): Language {
  const from = Math.max(start, index - SCRIPT_WINDOW);
  for (let i = index - 1; i >= from; i--) {
    const code = text.charCodeAt(i);
    if ((propertiesOf(code) & LETTER) !== 0) return languages[scriptOf(code)];
  }
  return languages.latin;
}

function scriptOf(code: number): Script {
  for (const [first, last, script] of SCRIPT_RANGES) {
    if (code <= last) return code >= first ? script : 'other';
  }
  return 'other';
}

function primarySubtag(hint: string): string {
  const end = hint.search(/[-_]/);
  return (end < 0 ? hint : hint.slice(0, end)).toLowerCase();
}

function compile(rules: LanguageRules): Language {
  let language = compiled.get(rules);
  if (language === undefined) {
    const lowerCase = (pick: (of: LanguageRules) => string | undefined): Set<string> =>
      new Set(chainOf(rules).flatMap((link) => wordsOf(pick(link)).map((word) => word.toLowerCase())));
    const abbreviations = abbreviationsOf(rules);
    const exclaimedNames = lowerCase((of) => of.exclaimedNames);
    const timeFollowers = lowerCase((of) => of.timeFollowers);
    language = {
      abbreviations,
      starters: lowerCase((of) => of.starters),
      pronouns: new Set(chainOf(rules).flatMap((link) => wordsOf(link.pronouns))),
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

function abbreviationsOf(rules: LanguageRules): Map<string, AbbreviationKind> {
  const table = new Map<string, AbbreviationKind>();
  for (const link of chainOf(rules)) {
    for (const kind of KINDS) {
      for (const word of wordsOf(link.abbreviations?.[kind])) table.set(word, kind);
    }
  }
  return table;
}

/** The rules this language shares first, its own last. */
const chainOf = (rules: LanguageRules): LanguageRules[] =>
  rules.base === undefined ? [rules] : [...chainOf(rules.base), rules];

const wordsOf = (list: string | undefined): string[] => (list ?? '').split(/\s+/).filter((word) => word !== '');
