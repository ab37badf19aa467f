import type { Arena } from '../shared/arena.js';
import type { SpeakResult, SpeakTask, WorkerSetup } from '../shared/task-messages.js';
import type { TaskSlot } from '../shared/task-slots.js';
import type { Engine } from './engines/engine.js';
import { FrameWriter } from './frame-writer.js';
import { Resampler } from './resample/index.js';
import { chooseVoice } from './voices/choose-voice.js';

/** What became of a sentence; how long it took is for whoever asked. */
type Spoken = Omit<SpeakResult, 'tookMs'>;

/** Times each warm-up text is spoken: the engine's code is at full speed after the fourth (measured, Node 20). */
const WARM_UP_ROUNDS = 4;
const WARM_UP_TEXTS: Readonly<Record<string, string>> = {
  en: 'The first word must come at once. How are you today?',
  ru: 'Первое слово должно прозвучать сразу. Как дела?',
};
/** For other languages: every voice can count. */
const COUNTING = '1 2 3, 4 5 6, 7 8 9.';

/** Room for the resampled output of one call of the engine; grows to the largest ever seen (flite gives whole sentences). */
interface Output {
  readonly resampler: Resampler;
  buffer: Int16Array;
}

/** Speaks sentences: engine → resampler → frames in the arena. One per thread. */
export class Speaker {
  readonly #setup: WorkerSetup;
  readonly #arena: Arena;
  readonly #engines: readonly Engine[];
  readonly #outputs = new Map<Engine, Output>();

  constructor(setup: WorkerSetup, arena: Arena, engines: readonly Engine[]) {
    this.#setup = setup;
    this.#arena = arena;
    this.#engines = engines;
  }

  /** Speaks to nobody, with every engine, until engines and resamplers run at full speed. */
  warmUp(): void {
    for (const engine of this.#engines) {
      for (const language of this.#setup.speech.warmUpLanguages) {
        const voice = engine.voiceFor(language);
        if (voice === undefined) continue;
        for (let round = 0; round < WARM_UP_ROUNDS; round++) {
          this.#synthesise(engine, voice, WARM_UP_TEXTS[language] ?? COUNTING, () => true);
        }
      }
    }
  }

  /** Speaks one sentence into `slot`, until it is done, cancelled, or the arena stays full. */
  speak(task: SpeakTask, slot: TaskSlot): Spoken {
    const { defaultLanguage } = this.#setup.speech;
    const choice = chooseVoice({ ...task, defaultLanguage }, this.#engines);
    if ('silence' in choice) return silent(choice.silence, defaultLanguage);

    const { engine, voice, language, substituted } = choice;
    const writer = new FrameWriter(this.#arena, slot, this.#setup.audio, task.audioField);
    try {
      this.#synthesise(engine, voice, task.text, (samples, count) => {
        slot.beat();
        if (slot.cancelled) writer.refusal = 'cancelled';
        return writer.refusal === undefined && writer.write(samples, count);
      });
    } finally {
      writer.end();
    }
    const spoken = { engine: engine.name, language, substituted, samples: writer.samples, silence: undefined };
    if (writer.refusal !== undefined) return { outcome: writer.refusal, ...spoken };
    if (writer.samples === 0) return { ...silent('engine_silent', language), engine: engine.name };
    return { outcome: 'spoken', ...spoken };
  }

  /**
   * Engine → resampler → `take`, which gets a buffer and how many of its samples (mono int16, output rate) count, and returns
   * false to stop.
   */
  #synthesise(
    engine: Engine,
    voice: string,
    text: string,
    take: (samples: Int16Array, count: number) => boolean,
  ): void {
    const output = this.#outputOf(engine);
    const { resampler } = output;
    let wanted = true;
    try {
      engine.speak(text, voice, (samples) => {
        const room = resampler.maxOutputSamples(samples.length);
        if (output.buffer.length < room) output.buffer = new Int16Array(room);
        wanted = take(output.buffer, resampler.process(samples, output.buffer));
        return !wanted;
      });
      if (wanted) take(output.buffer, resampler.flush(output.buffer));
    } finally {
      // Also when the engine throws: the next sentence must not begin with the rest of this one.
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
}

function silent(silence: NonNullable<Spoken['silence']>, language: string): Spoken {
  return { outcome: 'silent', silence, engine: undefined, language, substituted: false, samples: 0 };
}
