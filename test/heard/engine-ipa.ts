import { espeakText } from '../../src/workers/engines/espeak-text.js';

interface EspeakWorker {
  set_voice(name: string, language: string, gender: number, age: number, variant: number): void;
  synthesize_ipa(text: string): { readonly ipa: string };
}
interface EspeakModule {
  readonly eSpeakNGWorker: new () => EspeakWorker;
}

/** Returns a function that gives the phonemes which eSpeak NG speaks for a text, without its marks of stress and length. */
export async function loadIpa(): Promise<(voice: string, text: string) => string> {
  // The package has no types.
  const packageName: string = '@echogarden/espeak-ng-emscripten';
  const { default: load } = (await import(packageName)) as { default: (options: object) => Promise<EspeakModule> };
  const { eSpeakNGWorker: Worker } = await load({ print() {}, printErr() {} });
  const worker = new Worker();
  return (voice, text) => {
    worker.set_voice(voice, '', 0, 0, 0);
    return worker
      .synthesize_ipa(espeakText(text))
      .ipa.replace(/[_ˈˌː\s]+/g, ' ')
      .trim();
  };
}
