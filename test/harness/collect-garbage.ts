import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');

/** Runs the garbage collector, and returns when it is done. */
export const collectGarbage = runInNewContext('gc') as () => void;
