export { Resampler } from './resampler.js';
export { resample, resampleFloat } from './whole.js';
