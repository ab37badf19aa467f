import { isIPv6 } from 'node:net';
import { z } from 'zod';

/** A key of the unified config. */
export interface KeySpec<T> {
  readonly schema: z.ZodType<T>;
  readonly doc: string;
  /** The environment variable that overrides the file. */
  readonly env: string;
  /** The second name of the variable, which existing installations use; `env` goes before it. */
  readonly otherEnv?: string;
  /**
   * Tells whether a new value takes effect while the server runs, from the next request on; otherwise it needs a
   * restart.
   */
  readonly live: boolean;
}

export function key<T>(schema: z.ZodType<T>, env: string, doc: string): KeySpec<T> {
  return { schema, doc, env, live: false };
}

export function live<T>(schema: z.ZodType<T>, env: string, doc: string): KeySpec<T> {
  return { schema, doc, env, live: true };
}

/** Adds another name for the environment variable of a key. */
export function alsoFrom<T>(otherEnv: string, spec: KeySpec<T>): KeySpec<T> {
  return { ...spec, otherEnv };
}

/** Returns the environment variables of a key; the first one that is set goes before the others. */
export function variablesOf({ env, otherEnv }: KeySpec<unknown>): readonly string[] {
  return otherEnv === undefined ? [env] : [env, otherEnv];
}

export const integer = (minimum: number, maximum: number) => z.number().int().min(minimum).max(maximum);
export const seconds = (maximum: number) => z.number().min(0.05).max(maximum);
/** Accepts 0, which switches a limit off, and the values of `limit`. */
export const offOr = <Limit extends z.ZodType>(limit: Limit) => z.union([z.literal(0), limit]);
export const flag = z.boolean();
export const port = integer(0, 65_535);
export const text = (maximum: number) => z.string().max(maximum);
export const host = z
  .string()
  .max(255)
  .refine((text) => /^[^\s:/[\]]+$/.test(text) || isIPv6(text))
  .meta({ description: 'a host name or an IP address, without a port' });
export const threads = z.union([z.literal('auto'), integer(1, 64)]);
export const nice = integer(0, 19);
