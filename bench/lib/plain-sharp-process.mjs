// sharp as its documentation has it, in a process of its own: our pool sets the decoder up for the whole process it is in.
// Takes a file's path once, then a word a message, and answers with the ms that it took.
import { readFileSync } from 'node:fs';
import sharp from 'sharp';

const [, , path, edge, quality] = process.argv;
const file = readFileSync(path);
const WORK = {
  decode: () => sharp(file).raw().toBuffer(),
  fit: () =>
    sharp(file)
      .resize({ width: Number(edge) })
      .jpeg({ quality: Number(quality) })
      .toBuffer(),
};
process.on('message', async (word) => {
  const startedAt = performance.now();
  await WORK[word]();
  process.send(performance.now() - startedAt);
});
