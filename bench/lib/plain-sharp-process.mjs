// sharp, used as its documentation shows. It runs in its own process, because our pool configures the decoder for its
// whole process. The process takes the path of a file as an argument. Each message is the name of a piece of work; the
// reply is its time, ms.
import { readFileSync } from 'node:fs';
import sharp from 'sharp';

const [, , path = '', edge, quality] = process.argv;
const file = readFileSync(path);
const WORK = {
  decode: () => sharp(file).raw().toBuffer(),
  fit: () =>
    sharp(file)
      .resize({ width: Number(edge) })
      .jpeg({ quality: Number(quality) })
      .toBuffer(),
};
process.on('message', async (/** @type {keyof typeof WORK} */ work) => {
  const startedAt = performance.now();
  await WORK[work]();
  process.send?.(performance.now() - startedAt);
});
