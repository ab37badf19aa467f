/** The names of the metadata of the protocol (docs/protocol.md). */

/** The request metadata with the language (BCP 47) of text in a script that several languages use. */
export const LANGUAGE_METADATA = 'nexy-language';
/** The request metadata with the token of the self-check, whose requests are left out of the metrics. */
export const SELF_CHECK_METADATA = 'nexy-self-check';

export const ERROR_TYPE_TRAILER = 'nexy-error-type';
export const ERROR_REASON_TRAILER = 'nexy-error-reason';
export const RETRY_AFTER_TRAILER = 'retry-after-ms';
