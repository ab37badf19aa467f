import { BadResponse } from './bad-response.js';
import { AUDIBLE_PEAK, judgeWindow, looksSuspicious, type Suspicion } from './sound-window.js';

/** Samples (mono int16) and their rate. */
export interface Sound {
  readonly samples: Int16Array;
  readonly sampleRateHz: number;
}

const WINDOWS_PER_SECOND = 50;
/** The fewest samples that are judged: a shorter window, at the end of a sentence, tells nothing. */
const MIN_JUDGED_SAMPLES = 80;
/** The number of audible windows that are judged in full when a sentence begins; later only suspicious windows are. */
const OPENING_WINDOWS = 10;
/**
 * The number of suspicious windows, less the clean ones, that makes a sentence noise: 200 ms. Clipped speech has 160 ms
 * in a row.
 */
const MAX_SUSPICION = 10;

/**
 * Keeps noise from being heard: bytes of another format that are read as samples. It judges windows of 20 ms, and holds
 * back suspicious windows until clean ones follow or there are too many. It also holds back the sound before the first
 * audible window, so that a sentence of nothing but silence, dither or hiss fails before any of it is heard.
 */
export class SoundGuard {
  #window = new Int16Array(0);
  #filled = 0;
  #sampleRateHz = 0;
  #held: Sound[] = [];
  #isAudible = false;
  #openingLeft = OPENING_WINDOWS;
  #suspicion = 0;
  #suspicious = 0;
  #audible = 0;
  #loudestRms = 0;
  #latest: Suspicion = 'noise';

  /** The level of the loudest window that was judged: RMS, dB of full scale. */
  get levelDbfs(): number {
    return 20 * Math.log10(this.#loudestRms);
  }

  /**
   * Takes samples and returns the sound that may be heard by now.
   * @throws BadResponse `noise`
   */
  take({ samples, sampleRateHz }: Sound): Sound[] {
    const released: Sound[] = [];
    if (sampleRateHz !== this.#sampleRateHz) {
      released.push(...this.#closeWindow());
      this.#sampleRateHz = sampleRateHz;
    }
    const windowSamples = Math.round(sampleRateHz / WINDOWS_PER_SECOND);
    for (let taken = 0; taken < samples.length; ) {
      const passed = this.#unsuspiciousWindows(samples.subarray(taken), windowSamples);
      if (passed.length > 0) released.push({ samples: passed, sampleRateHz });
      taken += passed.length;
      const part = samples.subarray(taken, taken + windowSamples - this.#filled);
      if (this.#filled === 0) this.#window = new Int16Array(windowSamples);
      this.#window.set(part, this.#filled);
      this.#filled += part.length;
      taken += part.length;
      if (this.#filled === windowSamples) released.push(...this.#closeWindow());
    }
    return joined(released);
  }

  /**
   * Ends the sentence and returns the rest of its sound.
   * @throws BadResponse `noise` or `silent`
   */
  end(): Sound[] {
    const released = this.#closeWindow();
    if (this.#suspicion > 0 && 2 * this.#suspicious > this.#audible) throw new BadResponse('noise', this.#latest);
    if (!this.#isAudible) throw new BadResponse('silent');
    return joined([...released, ...this.#held.splice(0)]);
  }

  /** Returns the whole windows at the start of `samples` that need no judgement; they are passed on without a copy. */
  #unsuspiciousWindows(samples: Int16Array, windowSamples: number): Int16Array {
    let end = 0;
    if (this.#openingLeft <= 0 && this.#suspicion === 0 && this.#filled === 0) {
      while (end + windowSamples <= samples.length && !looksSuspicious(samples.subarray(end, end + windowSamples)))
        end += windowSamples;
    }
    this.#audible += end / windowSamples;
    return samples.subarray(0, end);
  }

  #closeWindow(): Sound[] {
    if (this.#filled === 0) return [];
    const samples = this.#window.subarray(0, this.#filled);
    this.#filled = 0;
    this.#judge(samples);
    this.#held.push({ samples, sampleRateHz: this.#sampleRateHz });
    return this.#isAudible && this.#suspicion === 0 ? this.#held.splice(0) : [];
  }

  #judge(samples: Int16Array): void {
    if (samples.length < MIN_JUDGED_SAMPLES) return;
    const inFull = this.#openingLeft > 0 || this.#suspicion > 0 || looksSuspicious(samples);
    const { kind, rms, peak } = inFull ? judgeWindow(samples) : ({ kind: 'clean', rms: 0, peak: 0 } as const);
    this.#loudestRms = Math.max(this.#loudestRms, rms);
    if (kind === 'silent') return;
    this.#audible++;
    if (kind === 'clean') {
      this.#isAudible ||= peak >= AUDIBLE_PEAK;
      if (this.#isAudible) this.#openingLeft--;
      this.#suspicion = Math.max(0, this.#suspicion - 1);
      return;
    }
    this.#latest = kind;
    this.#suspicious++;
    this.#suspicion++;
    if (this.#suspicion >= MAX_SUSPICION) throw new BadResponse('noise', kind);
  }
}

/** Joins neighbouring sounds of one rate. */
function joined(sounds: Sound[]): Sound[] {
  if (sounds.length < 2) return sounds;
  const pieces: Sound[] = [];
  for (let from = 0; from < sounds.length; ) {
    const { sampleRateHz } = sounds[from]!;
    let to = from + 1;
    while (sounds[to]?.sampleRateHz === sampleRateHz) to++;
    const samples = concat(sounds.slice(from, to).map((sound) => sound.samples));
    pieces.push({ samples, sampleRateHz });
    from = to;
  }
  return pieces;
}

function concat(parts: readonly Int16Array[]): Int16Array {
  const samples = new Int16Array(parts.reduce((sum, { length }) => sum + length, 0));
  let filled = 0;
  for (const part of parts) {
    samples.set(part, filled);
    filled += part.length;
  }
  return samples;
}
