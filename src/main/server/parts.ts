import type { GreetingTexts } from '../turn/greeting.js';
import { LlmModule } from './llm-module.js';
import { MemoryModule } from './memory-module.js';
import type { Module } from './module.js';
import { ScreenshotModule } from './screenshot-module.js';
import { SegmentingModule } from './segmenting-module.js';
import { SessionModule } from './session-module.js';
import { SpeechModule } from './speech-module.js';
import type { Wiring } from './wiring.js';

/** The modules of a server. */
export interface Parts {
  readonly segmenting: SegmentingModule;
  readonly speech: SpeechModule;
  readonly llm: LlmModule;
  readonly memory: MemoryModule;
  readonly screenshots: ScreenshotModule;
  readonly sessions: SessionModule;
  readonly greetingTexts: GreetingTexts;
}

/** Creates the modules, without starting them. */
export function createParts(wiring: Wiring): Parts {
  const { tts } = wiring.config;
  const segmenting = new SegmentingModule(wiring);
  const greetingTexts: GreetingTexts = {
    segmenting: segmenting.segmenting,
    defaultLanguage: tts.default_language,
    defaultText: tts.default_greeting,
    maxSentenceChars: tts.max_sentence_chars,
  };
  const llm = new LlmModule(wiring);
  return {
    segmenting,
    speech: new SpeechModule(wiring, greetingTexts),
    llm,
    memory: new MemoryModule(wiring, llm),
    screenshots: new ScreenshotModule(wiring),
    sessions: new SessionModule(),
    greetingTexts,
  };
}

/** Returns the modules in the order in which they start; they stop in reverse. */
export function startOrder({ segmenting, speech, llm, memory, screenshots, sessions }: Parts): readonly Module[] {
  return [segmenting, speech, llm, memory, screenshots, sessions];
}
