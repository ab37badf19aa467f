import type { SilenceReason } from '../../shared/task-messages.js';
import { COMBINING, propertiesOf } from '../../text/character-properties.js';
import { isSpeakable } from '../../text/is-speakable.js';
import { isWrittenIn } from '../../text/language/language-tag.js';
import { type ForeignWords, scriptRuns } from '../../text/language/script-runs.js';
import { SCRIPTS, scriptIndexAt } from '../../text/language/scripts.js';
import type { Engine } from '../engines/engine.js';
import { chooseVoice, type Voice, type VoiceRequest, voiceFor } from './choose-voice.js';

/** A part of a sentence that one voice speaks. */
export interface VoiceRun extends Voice {
  readonly text: string;
}

/** The voices of a sentence, or of a piece of it. */
export interface VoicePlan {
  /** The runs in the order in which they are spoken; empty when `silence` is set. */
  readonly runs: readonly VoiceRun[];
  /** The reason why there is nothing to speak. */
  readonly silence: SilenceReason | undefined;
  /** The language of the sentence, BCP 47. */
  readonly language: string;
  /** Tells whether the requested language or voice could not be used for the sentence. */
  readonly substituted: boolean;
  /** The scripts (ISO 15924) of the words that no voice reads, which are left out; '' = all words are spoken. */
  readonly leftOut: string;
}

/** The code of an unknown script (ISO 15924). */
const UNKNOWN_SCRIPT = 'Zzzz';

/**
 * Finds the voices for a piece of a sentence. The voice of the sentence speaks the words in the scripts of its language, and those
 * that it reads by a switch of its own, such as English words in a Russian sentence. Other words are spoken by the voice of
 * their script, and left out where no voice reads them.
 *
 * @param request its `text` is the whole sentence
 */
export function planVoices(piece: string, request: VoiceRequest, engines: readonly Engine[]): VoicePlan {
  const choice = chooseVoice(request, engines);
  const base = 'silence' in choice ? undefined : choice;
  const language = base?.language ?? request.answerLanguage ?? request.language ?? request.defaultLanguage;
  const substituted = base?.substituted === true;
  const runs = scriptRuns(piece, language, (words) => languageFor(words, base, request));
  const leftOut = new Set<string>();
  const spoken: VoiceRun[] = [];
  for (const run of runs) {
    const isBase = run.language === base?.language;
    const voice = isBase || run.language === undefined ? base : voiceFor(run.language, engines);
    const text = readable(run.text, run.language === undefined ? undefined : voice, leftOut);
    if (!voice || text === '') continue;
    const last = spoken.at(-1);
    if (last?.engine === voice.engine && last.voice === voice.voice) {
      spoken[spoken.length - 1] = { ...last, text: last.text + text };
    } else {
      spoken.push({ engine: voice.engine, voice: voice.voice, language: voice.language, text });
    }
  }
  const heard = spoken.filter(({ text }) => isSpeakable(text));
  const silence = heard.length > 0 ? undefined : isSpeakable(piece) ? 'no_engine' : 'nothing_to_speak';
  return { runs: heard, silence, language, substituted, leftOut: [...leftOut].join(' ') };
}

/** Returns the language for words in another script than the sentence's; undefined = none is known. */
function languageFor(
  { script, isSymbols }: ForeignWords,
  base: Voice | undefined,
  { language, answerLanguage, defaultLanguage }: VoiceRequest,
): string | undefined {
  if (!script) return undefined;
  if (base?.engine.reads(base.voice, script.code, isSymbols)) return base.language;
  const wanted = [language, answerLanguage, defaultLanguage];
  return wanted.find((tag) => tag !== undefined && isWrittenIn(tag, script.code)) ?? script.usualLanguage;
}

/**
 * Returns a run without the letters that its voice does not read; '' when no voice reads it.
 * @param leftOut gets the scripts of these letters
 */
function readable(text: string, voice: Voice | undefined, leftOut: Set<string>): string {
  const read = voice && scriptsReadBy(voice);
  let kept = '';
  let keptFrom = 0;
  for (let i = 0; i < text.length; i++) {
    const index = scriptIndexAt(text, i);
    if (index < 0 || read?.[index] === 1) continue;
    leftOut.add(SCRIPTS[index - 1]?.code ?? UNKNOWN_SCRIPT);
    kept += text.slice(keptFrom, i);
    if (text.charCodeAt(i) >= 0xd800 && text.charCodeAt(i) <= 0xdbff) i++;
    while (i + 1 < text.length && (propertiesOf(text.charCodeAt(i + 1)) & COMBINING) !== 0) i++;
    keptFrom = i + 1;
  }
  if (!voice) return '';
  return keptFrom === 0 ? text : kept + text.slice(keptFrom);
}

const readByVoice = new WeakMap<Engine, Map<string, Uint8Array>>();

/** Returns a flag for each script, by the index of `scriptIndexAt`: 1 = the voice reads its letters, of words or of symbols. */
function scriptsReadBy({ engine, voice }: Voice): Uint8Array {
  const byVoice = readByVoice.get(engine) ?? new Map<string, Uint8Array>();
  readByVoice.set(engine, byVoice);
  let flags = byVoice.get(voice);
  if (!flags) {
    flags = Uint8Array.from([0, ...SCRIPTS.map(({ code }) => (engine.reads(voice, code, true) ? 1 : 0))]);
    byVoice.set(voice, flags);
  }
  return flags;
}
