// A probe that measures a server's memory after garbage collection.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { answerProbe } from './probe-answer.mjs';

answerProbe(() => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc');
  return () => {
    // The second collection frees objects that the first one may only have found.
    collectGarbage();
    collectGarbage();
    const { rss, heapUsed, external } = process.memoryUsage();
    return { rssBytes: rss, heapBytes: heapUsed + external };
  };
});
