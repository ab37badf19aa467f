// The real worker on a machine where the picture decoder cannot be loaded.
import { register } from 'node:module';

const hook = `export async function resolve(name, context, next) {
  if (name === 'sharp') throw new Error('no decoder for this machine');
  return next(name, context);
}`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
const worker = await import('../../dist/workers/index.js');
export const { describe, segment, speak, speakHttp, screenshot } = worker;
