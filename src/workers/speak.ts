import type { Arena } from '../shared/arena.js';
import type { Silence, SpeakResult, SpeakTask, WorkerSetup } from '../shared/task-messages.js';
import type { TaskSlot } from '../shared/task-slots.js';
import type { Engine } from './engines/engine.js';
import type { LoadedEngines } from './engines/load-engines.js';
import { type SpokenSound, speakSteadily } from './engines/steady-speech.js';
import { FrameWriter } from './frame-writer.js';
import { Resampler } from './resample/index.js';
import { chooseVoice, type VoiceChoice } from './voices/choose-voice.js';

/** Times each warm-up text is spoken: the engine's code is at full speed after the fourth (measured, Node 20). */
const WARM_UP_ROUNDS = 4;
const WARM_UP_TEXTS: Readonly<Record<string, string>> = {
  en: 'The first word must come at once. How are you today?',
  ru: 'Первое слово должно прозвучать сразу. Как дела?',
};
/** For other languages: every voice can count. */
const COUNTING = '1 2 3, 4 5 6, 7 8 9.';
/** Every engine here speaks it. */
const KNOWN_LANGUAGE = 'en';

/** A sentence that may sound only this much longer is over, ms. */
const SHORTEST_PIECE_MS = 200;

/** Room for the resampled output of one call of the engine; grows to the largest ever seen (flite gives long pieces). */
interface Output {
  readonly resampler: Resampler;
  buffer: Int16Array;
}

type ChosenVoice = Exclude<VoiceChoice, { silence: Silence }>;

/** Speaks sentences: engine → resampler → frames in the arena. One per thread, one sentence at a time. */
export class Speaker {
  readonly #setup: WorkerSetup;
  readonly #arena: Arena;
  readonly #engines: readonly Engine[];
  readonly #loadBackup: LoadedEngines['loadBackup'];
  readonly #outputs = new Map<Engine, Output>();
  /** Settles when the work before the next one is done. */
  #previous: Promise<unknown> = Promise.resolve();

  constructor(
    setup: WorkerSetup,
    arena: Arena,
    { engines, loadBackup }: Pick<LoadedEngines, 'engines' | 'loadBackup'>,
  ) {
    this.#setup = setup;
    this.#arena = arena;
    this.#engines = engines;
    this.#loadBackup = loadBackup;
  }

  /** Speaks the warm-up texts and drops the sound, until engines and resamplers run at full speed. */
  async warmUp(): Promise<void> {
    for (const engine of this.#engines) {
      for (const language of this.#setup.speech.warmUpLanguages) {
        const voice = engine.voiceFor(language);
        if (voice === undefined) continue;
        for (let round = 0; round < WARM_UP_ROUNDS; round++) {
          const text = WARM_UP_TEXTS[language] ?? COUNTING;
          await this.#synthesise(engine, voice, text, this.#setup.speech.maxSentenceMs, () => true);
        }
      }
    }
  }

  /** Runs `work` once the work before it is done: an engine speaks one sentence at a time, and replacing an engine takes its time. */
  async next<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#previous.then(work);
    this.#previous = done.catch(() => {});
    return await done;
  }

  /**
   * Speaks one sentence into `slot`, until it is done, cancelled, or outgrows a full arena; within `next`. An engine that fails costs
   * the sentence only its voice: another engine speaks it, or it has no sound.
   */
  async speak(task: SpeakTask, slot: TaskSlot): Promise<SpeakResult> {
    const startedMs = performance.now();
    const tookMs = (): number => performance.now() - startedMs;
    const choice = this.#choose(task, this.#engines);
    if ('silence' in choice) return { ...this.#silent(choice.silence), tookMs: tookMs() };
    if (this.#maxMs(task) < SHORTEST_PIECE_MS) return { ...this.#silent('too_long'), tookMs: tookMs() };

    const writer = new FrameWriter(this.#arena, slot, this.#setup.audio, task.audioField);
    let chosen = choice;
    let sound: SpokenSound;
    try {
      sound = await this.#utter(chosen, task, slot, writer);
      if (sound.fault === 'threw' && writer.samples === 0) {
        // What the engine made before it failed was not published.
        writer.drop();
        const backup = await this.#loadBackup();
        const second = backup && this.#choose(task, [backup]);
        if (!second || 'silence' in second) {
          return { ...this.#silent('engine_failed'), engine: choice.engine.name, fault: 'threw', tookMs: tookMs() };
        }
        chosen = second;
        sound = { ...(await this.#utter(chosen, task, slot, writer)), fault: 'threw' };
      }
    } finally {
      writer.end();
    }
    const { engine, language, substituted } = chosen;
    const about = { engine: engine.name, language, substituted, samples: writer.samples, fault: sound.fault };
    if (writer.refusal !== undefined)
      return { ...about, outcome: writer.refusal, silence: undefined, tookMs: tookMs() };
    const isHeard = writer.samples > 0 && (sound.heard || sound.fault === 'threw');
    if (isHeard) return { ...about, outcome: 'spoken', silence: undefined, tookMs: tookMs() };
    return { ...about, outcome: 'silent', silence: 'engine_silent', tookMs: tookMs() };
  }

  #choose(task: SpeakTask, engines: readonly Engine[]): VoiceChoice {
    return chooseVoice({ ...task, text: task.sentence, defaultLanguage: this.#setup.speech.defaultLanguage }, engines);
  }

  #utter({ engine, voice }: ChosenVoice, task: SpeakTask, slot: TaskSlot, writer: FrameWriter): Promise<SpokenSound> {
    return this.#synthesise(engine, voice, task.text, this.#maxMs(task), (samples, count) => {
      slot.beat();
      if (slot.cancelled) writer.refusal = 'cancelled';
      return writer.refusal === undefined && writer.write(samples, count);
    });
  }

  /** Longest sound of a piece, ms: what is left of the sentence's. */
  #maxMs({ madeMs }: SpeakTask): number {
    return this.#setup.speech.maxSentenceMs - madeMs;
  }

  /**
   * Engine → resampler → `take`, which gets a buffer and how many of its samples (mono int16, output rate) count, and returns
   * false to stop. Sound of more than `maxMs` is stopped, too.
   */
  async #synthesise(
    engine: Engine,
    voice: string,
    text: string,
    maxMs: number,
    take: (samples: Int16Array, count: number) => boolean,
  ): Promise<SpokenSound> {
    const output = this.#outputOf(engine);
    const { resampler } = output;
    const knownVoice = engine.voiceFor(KNOWN_LANGUAGE);
    const known = knownVoice === undefined ? undefined : { text: COUNTING, voice: knownVoice };
    try {
      const sink = (samples: Int16Array): boolean => {
        const room = resampler.maxOutputSamples(samples.length);
        if (output.buffer.length < room) output.buffer = new Int16Array(room);
        return !take(output.buffer, resampler.process(samples, output.buffer));
      };
      const sound = await speakSteadily(engine, text, voice, maxMs, sink, known);
      if (!sound.stopped) take(output.buffer, resampler.flush(output.buffer));
      return sound;
    } finally {
      // Also after a failure: the next sentence must not begin with the rest of this one.
      resampler.reset();
    }
  }

  #outputOf(engine: Engine): Output {
    let output = this.#outputs.get(engine);
    if (!output) {
      const resampler = new Resampler(engine.sampleRateHz, this.#setup.audio.sampleRateHz);
      // The tail of an empty stream is the least that flush may need.
      output = { resampler, buffer: new Int16Array(resampler.maxOutputSamples(engine.sampleRateHz / 10)) };
      this.#outputs.set(engine, output);
    }
    return output;
  }

  #silent(silence: Silence): Omit<SpeakResult, 'tookMs'> {
    const language = this.#setup.speech.defaultLanguage;
    const nothing = { engine: undefined, language, substituted: false, samples: 0, fault: undefined };
    return { outcome: 'silent', silence, ...nothing };
  }
}
