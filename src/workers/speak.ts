import type { Arena } from '../shared/arena.js';
import { samplesIn } from '../shared/pcm.js';
import type { SilenceReason, SpeakResult, SpeakTask, WorkerSetup } from '../shared/task-messages.js';
import type { TaskSlot } from '../shared/task-slots.js';
import { type SpokenSound, speakChecked } from './engines/checked-speech.js';
import type { Engine } from './engines/engine.js';
import type { LoadedEngines } from './engines/load-engines.js';
import { FrameWriter } from './frame-writer.js';
import { Resampler } from './resample/index.js';
import { amplify, factorOf } from './sound/gain.js';
import { SilenceTrimmer } from './sound/silence-trimmer.js';
import { planVoices, type VoicePlan, type VoiceRun } from './voices/plan-voices.js';

/**
 * The number of times that each warm-up text is spoken: the engine's code is at full speed after the fourth (measured,
 * Node 20).
 */
const WARM_UP_ROUNDS = 4;
const WARM_UP_TEXTS: Readonly<Record<string, string>> = {
  en: 'The first word must come at once. How are you today?',
  ru: 'Первое слово должно прозвучать сразу. Как дела?',
};
/** The warm-up text for other languages: every voice can count. */
const COUNTING = '1 2 3, 4 5 6, 7 8 9.';
/** A language that every engine here speaks. */
const KNOWN_LANGUAGE = 'en';

/** The interval of the heartbeat while a thread waits, ms. */
const BEAT_MS = 50;
/**
 * The shortest sound for which a piece is spoken, ms. When less is left of the sentence's limit, the sentence is over.
 */
const SHORTEST_PIECE_MS = 200;

/**
 * The way of an engine's samples: their level is set, the silence at both ends is cut off, and the rest is resampled.
 * The buffers grow to the longest piece so far (flite gives long pieces).
 */
interface Output {
  readonly trimmer: SilenceTrimmer;
  readonly resampler: Resampler;
  amplified: Int16Array;
  buffer: Int16Array;
}

/** Speaks sentences: engine → level → trimmer → resampler → frames in the arena. One per thread, one sentence at a time. */
export class Speaker {
  readonly #setup: WorkerSetup;
  readonly #arena: Arena;
  readonly #engines: readonly Engine[];
  readonly #loadBackup: LoadedEngines['loadBackup'];
  readonly #outputs = new Map<Engine, Output>();
  /** Settles when all earlier work is done. */
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

  /** Speaks the warm-up texts and discards the sound, until engines and resamplers run at full speed. */
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

  /**
   * Runs `work` after all earlier work is done: an engine speaks one sentence at a time, and it takes time to replace
   * an engine.
   */
  async enqueue<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#previous.then(work);
    this.#previous = done.catch(() => {});
    return await done;
  }

  /**
   * Speaks one sentence into `slot`, until it is done or cancelled, or needs more room than a full arena has. Call it
   * within `enqueue`. When an engine fails, another engine speaks the sentence; when there is no other engine for it, the
   * sentence has no sound.
   */
  async speak(task: SpeakTask, slot: TaskSlot): Promise<SpeakResult> {
    const startedMs = performance.now();
    const tookMs = (): number => performance.now() - startedMs;
    let plan = this.#plan(task, this.#engines);
    if (plan.silence) return { ...this.#silent(plan.silence, plan), tookMs: tookMs() };
    if (this.#maxMs(task) < SHORTEST_PIECE_MS) return { ...this.#silent('too_long', plan), tookMs: tookMs() };

    const writer = new FrameWriter(this.#arena, slot, this.#setup.audio, task.audioField);
    // While the thread waits for an engine in another process, or for another engine to load, the task goes on.
    const beating = setInterval(() => slot.beat(), BEAT_MS);
    const [{ engine: first }] = plan.runs as [VoiceRun];
    let sound: SpokenSound;
    try {
      sound = await this.#utter(plan.runs, task, slot, writer);
      if (sound.fault === 'threw' && writer.samples === 0) {
        // The sound that the engine made before it failed was not published.
        writer.drop();
        const backup = await this.#loadBackup();
        const second = backup && this.#plan(task, [backup]);
        if (!second || second.silence) {
          return { ...this.#silent('engine_failed', plan), engine: first.name, fault: 'threw', tookMs: tookMs() };
        }
        plan = second;
        sound = { ...(await this.#utter(plan.runs, task, slot, writer)), fault: 'threw' };
      }
    } finally {
      clearInterval(beating);
      writer.end();
    }
    const { language, substituted, leftOut } = plan;
    const engine = plan.runs[0]?.engine.name;
    const about = { engine, language, substituted, leftOut, samples: writer.samples, fault: sound.fault };
    if (writer.refusal !== undefined)
      return { ...about, outcome: writer.refusal, silence: undefined, tookMs: tookMs() };
    const isHeard = writer.samples > 0 && (sound.audible || sound.fault === 'threw');
    if (isHeard) return { ...about, outcome: 'spoken', silence: undefined, tookMs: tookMs() };
    return { ...about, outcome: 'silent', silence: 'engine_silent', tookMs: tookMs() };
  }

  #plan(task: SpeakTask, engines: readonly Engine[]): VoicePlan {
    const { defaultLanguage } = this.#setup.speech;
    return planVoices(task.text, { ...task, text: task.sentence, defaultLanguage }, engines);
  }

  /** Speaks runs one after the other, until the writer or a fault stops them. */
  async #utter(runs: readonly VoiceRun[], task: SpeakTask, slot: TaskSlot, writer: FrameWriter): Promise<SpokenSound> {
    let pauseSamples = samplesIn(task.pauseMs, this.#setup.audio.sampleRateHz);
    const take = (samples: Int16Array, count: number): boolean => {
      slot.beat();
      if (slot.cancelled) writer.refusal = 'cancelled';
      if (pauseSamples > 0) writer.write(new Int16Array(pauseSamples), pauseSamples);
      pauseSamples = 0;
      return writer.refusal === undefined && writer.write(samples, count);
    };
    let all: SpokenSound = { stopped: false, audible: false, fault: undefined };
    for (const { engine, voice, text } of runs) {
      const maxMs = this.#maxMs(task) - writer.soundMs;
      if (maxMs < SHORTEST_PIECE_MS) break;
      const sound = await this.#synthesise(engine, voice, text, maxMs, take);
      all = { ...sound, audible: all.audible || sound.audible, fault: sound.fault ?? all.fault };
      if (sound.stopped || sound.fault === 'threw') break;
    }
    return all;
  }

  /** Returns the longest sound of a piece, ms: the part of the sentence's limit that is left. */
  #maxMs({ earlierSoundMs }: SpeakTask): number {
    return this.#setup.speech.maxSentenceMs - earlierSoundMs;
  }

  /**
   * Runs engine → level → trimmer → resampler → `take`. `take` gets a buffer and the number of valid samples in it (mono
   * int16, output rate), and returns false to stop. Sound of more than `maxMs` is stopped, too.
   */
  async #synthesise(
    engine: Engine,
    voice: string,
    text: string,
    maxMs: number,
    take: (samples: Int16Array, count: number) => boolean,
  ): Promise<SpokenSound> {
    const output = this.#outputOf(engine);
    const { trimmer, resampler } = output;
    const factor = factorOf(engine.gainDb(voice));
    const knownVoice = engine.voiceFor(KNOWN_LANGUAGE);
    const known = knownVoice === undefined ? undefined : { text: COUNTING, voice: knownVoice };
    try {
      let isWanted = true;
      const resample = (samples: Int16Array): void => {
        if (!isWanted) return;
        const room = resampler.maxOutputSamples(samples.length);
        if (output.buffer.length < room) output.buffer = new Int16Array(room);
        isWanted = take(output.buffer, resampler.process(samples, output.buffer));
      };
      const sink = (samples: Int16Array): boolean => {
        trimmer.push(factor === 1 ? samples : withLevel(samples, factor, output), resample);
        return !isWanted;
      };
      const sound = await speakChecked(engine, text, voice, maxMs, sink, known);
      if (!sound.stopped) {
        trimmer.end(resample);
        if (isWanted) take(output.buffer, resampler.flush(output.buffer));
      }
      return sound;
    } finally {
      // Also after a failure: the next sentence must not begin with the rest of this one.
      trimmer.reset();
      resampler.reset();
    }
  }

  #outputOf(engine: Engine): Output {
    let output = this.#outputs.get(engine);
    if (!output) {
      const resampler = new Resampler(engine.sampleRateHz, this.#setup.audio.sampleRateHz);
      // `flush` writes the tail of the filter even when the stream is empty.
      output = {
        trimmer: new SilenceTrimmer(engine.sampleRateHz),
        resampler,
        amplified: new Int16Array(0),
        buffer: new Int16Array(resampler.maxOutputSamples(engine.sampleRateHz / 10)),
      };
      this.#outputs.set(engine, output);
    }
    return output;
  }

  #silent(silence: SilenceReason, { language, leftOut }: VoicePlan): Omit<SpeakResult, 'tookMs'> {
    const nothing = { engine: undefined, language, substituted: false, leftOut, samples: 0, fault: undefined };
    return { outcome: 'silent', silence, ...nothing };
  }
}

/** Returns the samples, amplified, in the buffer of `output`: the engine's own memory is not changed. */
function withLevel(samples: Int16Array, factor: number, output: Output): Int16Array {
  if (output.amplified.length < samples.length) output.amplified = new Int16Array(samples.length);
  return amplify(samples, factor, output.amplified);
}
