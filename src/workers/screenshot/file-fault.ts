import type { ValidationReason } from '../../shared/errors.js';

/**
 * A fault of a screenshot's file: `truncated` and `undecodable` cost only the picture, any other fault is a reason to
 * refuse the request.
 */
export type FileFault = 'truncated' | 'undecodable' | ValidationReason;
