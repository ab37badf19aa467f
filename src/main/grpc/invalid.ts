import { NexyError, type ValidationReason } from '../../shared/errors.js';

/** A `validation_failed` for one reason; `limit` is what the config allows, with its unit. */
export function invalid(reason: ValidationReason, limit?: string): NexyError {
  return new NexyError('validation_failed', limit === undefined ? { reason } : { reason, limit });
}
