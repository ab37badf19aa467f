/** What other programs may import. */
export { segmentText } from './text/segment/index.js';
