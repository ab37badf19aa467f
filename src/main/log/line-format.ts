const ORDER = ['ts', 'level', 'scope', 'method', 'decision', 'ctx', 'dur_ms'];

/** Formats a pino line with its keys in the log's own order, as JSON or as `key=value`. */
export function orderedLine(json: string, format: 'json' | 'logfmt'): string {
  const line = JSON.parse(json) as Record<string, unknown>;
  const keys = ORDER.filter((key) => key in line);
  if (format === 'json') return `${JSON.stringify(line, keys.concat(contextKeys(line.ctx)))}\n`;
  const fields = keys.flatMap((key) => (key === 'ctx' ? fieldsOf(line[key]) : [field(key, line[key])]));
  return `${fields.join(' ')}\n`;
}

/**
 * Returns the keys of the context at every depth. `JSON.stringify` omits all keys, at any depth, that are not in its
 * list.
 */
function contextKeys(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...contextKeys(inner)]);
}

function fieldsOf(context: unknown): string[] {
  return Object.entries(context as Record<string, unknown>).map(([key, value]) => field(key, value));
}

function field(key: string, value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `${key}=${/^[^\s"=]+$/.test(text) ? text : JSON.stringify(text)}`;
}
