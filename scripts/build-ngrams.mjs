// Makes the file of the groups of letters by which the server tells languages apart, from the data of the library eld
// (github.com/nitotm/efficient-language-detector-js, Apache-2.0). The build runs it.
//   node scripts/build-ngrams.mjs <file>
// The package does not export its data, only detectors that keep all sixty languages as objects, so its files are imported by
// their place. package.json pins the version, and a test compares the results with those of the library.
import { writeFileSync } from 'node:fs';
import { encodeNgrams } from '#dist/text/language/ngrams/ngram-file.js';
import { packed, shapeOf } from '#dist/text/language/ngrams/ngram-table.js';

// On short sentences of 13 languages the larger sizes of the data are no better.
const ENTRY = import.meta.resolve('eld/extrasmall');
const { ngramsData } = await import(new URL('../ngrams/extrasmall.js', ENTRY).href);
const { dictionary } = await import(new URL('../dictionary.js', ENTRY).href);

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
const file = encodeNgrams({
  languages: Object.values(ngramsData.languages),
  bytes: Uint32Array.from(columns.bytes),
  shapes: Uint8Array.from(columns.shapes),
  scoreCounts: Uint8Array.from(columns.scoreCounts),
  scoreLanguages: Uint8Array.from(columns.scoreLanguages),
  scores: Uint8Array.from(columns.scores),
});
writeFileSync(process.argv[2], file);
