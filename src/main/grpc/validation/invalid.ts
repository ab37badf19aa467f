import { NexyError, type ValidationReason } from '../../../shared/errors.js';

/** Returns the error `validation_failed` for one reason; `limit` is the value that the config allows, with its unit. */
export function validationError(reason: ValidationReason, limit?: string): NexyError {
  return new NexyError('validation_failed', limit === undefined ? { reason } : { reason, limit });
}
