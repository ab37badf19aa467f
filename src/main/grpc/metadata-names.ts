/** The names of the metadata of the protocol (docs/protocol.md). */

/** Request: the language (BCP 47) of text in a script that several languages use. */
export const LANGUAGE_METADATA = 'nexy-language';
/** Request: its value keeps the request of a server to itself out of the metrics. */
export const SELF_CHECK_METADATA = 'nexy-self-check';

export const ERROR_TYPE_TRAILER = 'nexy-error-type';
export const ERROR_REASON_TRAILER = 'nexy-error-reason';
export const RETRY_AFTER_TRAILER = 'retry-after-ms';
