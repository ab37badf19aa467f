// Makes the file of the groups of letters by which the server tells languages apart, from the data of the library eld
// (github.com/nitotm/efficient-language-detector-js, Apache-2.0). The build calls it. The package does not export its data, only detectors that
// keep all sixty languages as objects, so the files are imported by their place; package.json pins the version, and a test
// compares the results with those of the library.
import { writeFileSync } from 'node:fs';
import { encodeNgrams } from '#dist/text/language/ngrams/ngram-file.js';
import { packed, shapeOf } from '#dist/text/language/ngrams/ngram-table.js';

/** Writes the file. @throws Error when the package is not installed, keeps its data elsewhere, or has a score that is larger than a byte */
export async function buildNgrams(file) {
  // On short sentences of 13 languages the larger sizes of the data are no better.
  const entry = import.meta.resolve('eld/extrasmall');
  const { ngramsData } = await import(new URL('../ngrams/extrasmall.js', entry).href);
  const { dictionary } = await import(new URL('../dictionary.js', entry).href);
  // A character of a group stands for a byte of UTF-8; bytes of ASCII stand for themselves.
  const byteOf = new Map(dictionary.map((character, byte) => [character, byte]).slice(0x80));
  const numbers = Object.keys(ngramsData.languages);
  const columns = { bytes: [], shapes: [], scoreCounts: [], scoreLanguages: [], scores: [] };
  for (const [group, scores] of Object.entries(ngramsData.ngrams)) {
    const bytes = Array.from(group.trim(), (character) => byteOf.get(character) ?? character.charCodeAt(0));
    columns.bytes.push(packed(bytes, 0, bytes.length));
    columns.shapes.push(shapeOf(bytes.length, group.startsWith(' '), group.endsWith(' ')));
    columns.scoreCounts.push(Object.keys(scores).length);
    for (const [number, score] of Object.entries(scores)) {
      if (score > 0xff) throw new Error(`the score ${score} of a group of letters is larger than a byte`);
      columns.scoreLanguages.push(numbers.indexOf(number));
      columns.scores.push(score);
    }
  }
  const { bytes, ...others } = columns;
  const smallColumns = Object.fromEntries(
    Object.entries(others).map(([name, values]) => [name, Uint8Array.from(values)]),
  );
  writeFileSync(
    file,
    encodeNgrams({ languages: Object.values(ngramsData.languages), bytes: Uint32Array.from(bytes), ...smallColumns }),
  );
}
