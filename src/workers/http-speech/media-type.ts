/** A media type as in `audio/L16; rate=24000`, in lower case. */
export interface MediaType {
  /** The name, such as `audio/l16`; empty when there is no media type. */
  readonly name: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const PARAMETER = /[;,]\s*([\w.-]+)\s*=\s*(?:"([^"]*)"|([^;,\s"]*))/g;

/**
 * Parses the value of a `content-type` header (RFC 9110, 8.3). It never throws, and skips the parts that it cannot
 * read.
 */
export function parseMediaType(header: string | undefined): MediaType {
  const text = (header ?? '').toLowerCase();
  const name = text.split(/[;,]/, 1)[0]!.trim();
  const parameters = new Map<string, string>();
  for (const [, key = '', quoted, plain = ''] of text.matchAll(PARAMETER))
    parameters.set(key, (quoted ?? plain).trim());
  return { name, parameters };
}
