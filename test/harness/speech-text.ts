import type { Speakable } from '../../src/text/speakable/speakable.js';

/** Returns the text that an engine gets for a sentence. A comma stands for each pause that the sentence asks for. */
export function speechOf(speakable: Speakable, sentence: string, language?: string): string {
  const texts = speakable.read(sentence, language).map(({ text }) => text);
  return texts.reduce(
    (before, text) => (/[.,!?;:…]$/.test(before) ? `${before} ${text}` : `${before}, ${text}`),
    texts.shift() ?? '',
  );
}
