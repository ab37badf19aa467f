/** What other programs may import. */
export { segmentText } from './workers/segment/index.js';
