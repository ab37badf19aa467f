/** The reasons why a request to a provider (a model or a speech server) fails, in words fit for the log. */
export type ProviderFailureReason =
  | 'unreachable' // no connection, or the connection ended before a response
  | 'redirected' // 3xx: never followed, as the key is only for the address in the config
  | 'refused' // 401, 403: the key
  | 'not_found' // 404: the model or the address
  | 'bad_request' // other 4xx
  | 'throttled' // 429
  | 'server_error' // 5xx, or an error that the provider reports inside of a reply
  | 'timeout' // no data in time, or 408
  | 'connection_lost' // the response ended too early
  | 'invalid_response' // the data is not of the protocol or the format
  | 'empty'; // a response without content

/** Returns the reason for an HTTP status other than 2xx (RFC 9110, 15). */
export function reasonOfStatus(status: number): ProviderFailureReason {
  if (status >= 300 && status < 400) return 'redirected';
  if (status === 401 || status === 403) return 'refused';
  if (status === 404) return 'not_found';
  if (status === 408) return 'timeout';
  if (status === 429) return 'throttled';
  return status >= 400 && status < 500 ? 'bad_request' : 'server_error';
}
