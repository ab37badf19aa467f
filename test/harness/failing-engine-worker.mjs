// The real worker with an eSpeak that fails at a sentence with one of the words below: it traps, or it makes no sound
// from then on, like an engine with a damaged state.
import { register } from 'node:module';

const espeak = import.meta.resolve('@echogarden/espeak-ng-emscripten');
const faults = `import load from ${JSON.stringify(espeak)};
export default async (options) => {
  const module = await load(options);
  let muted = false;
  class Worker extends module.eSpeakNGWorker {
    synth_(text, callback) {
      if (/Trap|Ловушка/.test(text)) throw new WebAssembly.RuntimeError('unreachable');
      if (text.includes('Mutes')) muted = true;
      if (!muted) super.synth_(text, callback);
    }
  }
  return new Proxy(module, { get: (target, name) => (name === 'eSpeakNGWorker' ? Worker : target[name]) });
};`;
const hook = `export async function resolve(name, context, next) {
  if (name !== '@echogarden/espeak-ng-emscripten') return next(name, context);
  return { url: ${JSON.stringify(`data:text/javascript,${encodeURIComponent(faults)}`)}, shortCircuit: true };
}`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
const worker = await import('../../dist/workers/index.js');
export const { describe, segment, speak, speakHttp, screenshot } = worker;
