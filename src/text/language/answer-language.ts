import { withoutEmoticons } from '../emoticons.js';
import { candidateLanguages } from './choose-language.js';
import { detectScript } from './detect-script.js';
import { detectableText, withoutNames } from './detectable-text.js';
import type { LanguageDetector, LanguageEvidence } from './language-detector.js';
import { isWrittenIn, scriptFlagsOf } from './language-tag.js';
import { SCRIPTS, type ScriptCode } from './scripts.js';

/**
 * The reason for a language: the client requests it, only one language fits the script, the words tell it, or it was
 * expected and the words do not speak against it.
 */
export type LanguageReason = 'requested' | 'script' | 'detected' | 'expected';

/** The language of most of an answer, BCP 47. */
export interface MainLanguage {
  readonly language: string;
  readonly reason: LanguageReason;
}

export interface AnswerLanguageOptions {
  /** The language that the client requests, BCP 47; then nothing is detected. */
  readonly requested?: string | undefined;
  /** Returns the languages that the answer is probably in, BCP 47, the most probable first. */
  readonly expected?: () => readonly string[];
  readonly defaultLanguage: string;
  /** Finds the language by the words; undefined = the language follows from the script. */
  readonly detector: LanguageDetector | undefined;
}

/** The lead in evidence (`LanguageDetector`) that another language needs at the start: over an expected one, over the default. */
const EXPECTED_LEAD = 220;
const DEFAULT_LEAD = 120;
/**
 * The largest lead that another language needs within an answer, and the most that one sentence changes it. The evidence
 * of a sentence of three words is 150 to 500, that of ten words 1,000 and more.
 */
const MAX_LEAD = 400;
const MAX_CHANGE = 200;
/** The most by which a sentence without enough evidence for another language makes it more probable: it may be a name. */
const MAX_DOUBT = 60;

/** The scripts whose languages the words do not tell apart, or the script alone does. */
const BY_SCRIPT: ReadonlySet<ScriptCode> = new Set(['Hira', 'Kana', 'Hani', 'Hang']);

/**
 * Finds the language of an answer, sentence by sentence. Each turn has an instance of its own, which gets the sentences in
 * order. A sentence in another script has a language of that script. Among the languages of a script the words decide.
 * The more of the answer was in one language, the more evidence a sentence needs for another one: names and short
 * sentences change nothing, a translated sentence does.
 */
export class AnswerLanguage {
  readonly #options: AnswerLanguageOptions;
  /** The evidence of the earlier sentences in a script, by language; 0 for the language that it speaks for. */
  readonly #earlier = new Map<ScriptCode, Map<string, number>>();
  readonly #shares = new Map<string, { chars: number; reason: LanguageReason }>();
  #current: string | undefined;
  /** The language of the last sentence without words. */
  #wordless: MainLanguage | undefined;

  constructor(options: AnswerLanguageOptions) {
    this.#options = options;
  }

  /** Returns the language of the next sentence, BCP 47. A sentence without words has the language of the sentence before it. */
  of(sentence: string): string {
    const { requested, defaultLanguage } = this.#options;
    const text = withoutEmoticons(sentence);
    const script = detectScript(text);
    const wanted = requested ?? this.#current ?? this.#expected()[0];
    if (typeof script === 'string') {
      const language = this.#current ?? wanted ?? defaultLanguage;
      this.#wordless = { language, reason: language === requested ? 'requested' : 'expected' };
      return language;
    }
    const [likely = defaultLanguage] = candidateLanguages(text, wanted, defaultLanguage, script);
    const { language, reason } = this.#decide(text, likely, isWrittenIn(likely, script.code) ? script.code : undefined);
    const share = this.#shares.get(language) ?? { chars: 0, reason };
    share.chars += text.length;
    if (reason !== 'expected') share.reason = reason;
    this.#shares.set(language, share);
    return (this.#current = language);
  }

  /** The language of most of the answer so far; undefined before the first sentence. */
  get main(): MainLanguage | undefined {
    let main = this.#wordless;
    let most = 0;
    for (const [language, { chars, reason }] of this.#shares) {
      if (chars > most) [main, most] = [{ language, reason }, chars];
    }
    return main;
  }

  #expected(): readonly string[] {
    return this.#options.expected?.() ?? [];
  }

  /** @param likely the language of the text by its script. @param code the script of the text, if `likely` is written in it */
  #decide(text: string, likely: string, code = mainScriptOf(likely)): MainLanguage {
    const { requested, detector } = this.#options;
    if (requested !== undefined) return { language: likely, reason: likely === requested ? 'requested' : 'script' };
    const candidates = code === undefined ? [] : (detector?.writtenIn(code) ?? []);
    if (!detector || code === undefined || BY_SCRIPT.has(code) || candidates.length === 0) {
      return { language: likely, reason: 'script' };
    }
    if (candidates.length === 1) return { language: candidates[0]!, reason: 'script' };

    let earlier = this.#earlier.get(code);
    if (!earlier) {
      earlier = firstEvidence(candidates, this.#expected(), likely);
      this.#earlier.set(code, earlier);
    }
    const clean = detectableText(text);
    let evidence = detector.evidence(clean);
    let language = bestOf(candidates, earlier, evidence);
    const usual = bestOf(candidates, earlier);
    if (language !== usual) {
      // Names alone do not make another language.
      const ofWords = detector.evidence(withoutNames(clean));
      if (bestOf(candidates, earlier, ofWords) !== language) [language, evidence] = [usual, ofWords];
    }
    learn(earlier, candidates, usual, evidence, language === usual ? MAX_DOUBT : MAX_CHANGE);
    return { language, reason: isTold(candidates, language, evidence) ? 'detected' : 'expected' };
  }
}

function mainScriptOf(language: string): ScriptCode | undefined {
  return SCRIPTS[scriptFlagsOf(language).indexOf(1) - 1]?.code;
}

/** Returns the evidence for each language before the first sentence. */
function firstEvidence(candidates: readonly string[], expected: readonly string[], usual: string): Map<string, number> {
  const known = expected.filter((language) => candidates.includes(language));
  const lead = known.length > 0 ? EXPECTED_LEAD : DEFAULT_LEAD;
  const order = known.length > 0 ? known : [usual];
  return new Map(
    candidates.map((language) => {
      const place = order.indexOf(language);
      return [language, place < 0 ? -lead : (-lead * place) / order.length];
    }),
  );
}

/** Returns the language with the most evidence, earlier and of a sentence. */
function bestOf(
  candidates: readonly string[],
  earlier: ReadonlyMap<string, number>,
  evidence?: LanguageEvidence,
): string {
  let best = candidates[0]!;
  let most = Number.NEGATIVE_INFINITY;
  for (const language of candidates) {
    const sum = (earlier.get(language) ?? 0) + (evidence?.get(language) ?? 0);
    if (sum > most) [best, most] = [language, sum];
  }
  return best;
}

/**
 * Adds the evidence of a sentence, bounded, to the earlier evidence.
 * @param maxGain the most that another language than the usual one gains
 */
function learn(
  earlier: Map<string, number>,
  candidates: readonly string[],
  usual: string,
  evidence: LanguageEvidence,
  maxGain: number,
): void {
  const before = evidence.get(usual) ?? 0;
  const sums = candidates.map((language) => {
    const lead = (evidence.get(language) ?? 0) - before;
    return (earlier.get(language) ?? 0) + Math.max(-MAX_CHANGE, Math.min(maxGain, lead));
  });
  const most = Math.max(...sums);
  for (let i = 0; i < candidates.length; i++) earlier.set(candidates[i]!, Math.max(-MAX_LEAD, sums[i]! - most));
}

/** Tells whether the words of a sentence speak for a language more than for any other. */
function isTold(candidates: readonly string[], language: string, evidence: LanguageEvidence): boolean {
  const own = evidence.get(language) ?? 0;
  return own > 0 && candidates.every((other) => other === language || (evidence.get(other) ?? 0) < own);
}
