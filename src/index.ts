/** The parts that other programs may import. */
export { segmentText } from './text/segment/index.js';
