// What a server's memory holds when its garbage is gone.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { answerProbe } from './probe-answer.mjs';

answerProbe(() => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc');
  return () => {
    // Twice: the first one may only find what the second one frees.
    collectGarbage();
    collectGarbage();
    const { rss, heapUsed, external } = process.memoryUsage();
    return { rssBytes: rss, heapBytes: heapUsed + external };
  };
});
