import type { GreetingTexts } from '../turn/greeting.js';
import { DatabaseModule } from './database-module.js';
import { LlmModule } from './llm-module.js';
import { MemoryModule } from './memory-module.js';
import type { Module } from './module.js';
import { ScreenshotModule } from './screenshot-module.js';
import { SegmentingModule } from './segmenting-module.js';
import { SessionModule } from './session-module.js';
import { SpeechModule } from './speech-module.js';
import type { Wiring } from './wiring.js';

/** The modules of a server; those by name are used by other parts of it. */
export interface Parts {
  readonly database: DatabaseModule;
  readonly segmenting: SegmentingModule;
  readonly speech: SpeechModule;
  readonly llm: LlmModule;
  readonly memory: MemoryModule;
  readonly screenshots: ScreenshotModule;
  readonly sessions: SessionModule;
  readonly greetingTexts: GreetingTexts;
  /** All modules, in the order in which they start; they stop in reverse. */
  readonly modules: readonly Module[];
}

/** Creates the modules, without starting them. */
export function createParts(wiring: Wiring): Parts {
  const { tts } = wiring.config;
  const database = new DatabaseModule(wiring);
  const segmenting = new SegmentingModule(wiring);
  const greetingTexts: GreetingTexts = {
    segmenting: segmenting.segmenting,
    defaultLanguage: tts.default_language,
    defaultText: tts.default_greeting,
    maxSentenceChars: tts.max_sentence_chars,
  };
  const speech = new SpeechModule(wiring, greetingTexts);
  const llm = new LlmModule(wiring);
  const memory = new MemoryModule(wiring, llm);
  const screenshots = new ScreenshotModule(wiring);
  const sessions = new SessionModule(wiring, screenshots);
  // A module that no other part uses is one more entry of this list.
  const modules = [database, segmenting, speech, llm, memory, screenshots, sessions];
  return { database, segmenting, speech, llm, memory, screenshots, sessions, greetingTexts, modules };
}
