import { Speakable } from '../../src/text/speakable/speakable.js';
import { speechOf } from '../harness/speech-text.js';

/** Inputs with the text to be spoken, by language (BCP 47). */
export type HeardTables = Readonly<Record<string, readonly (readonly [input: string, spoken: string])[]>>;

/** Returns the tables as the product speaks them, each input in an answer of its own. */
export const spoken = (tables: HeardTables): HeardTables =>
  Object.fromEntries(
    Object.entries(tables).map(([language, rows]) => [
      language,
      rows.map(([input]) => [input, speechOf(new Speakable(language), input, language)] as const),
    ]),
  );
