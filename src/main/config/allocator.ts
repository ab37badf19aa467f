/**
 * The variable that limits the arenas of glibc's allocator. glibc reads it when a process starts, so the server cannot set
 * it.
 */
export const ARENAS_VARIABLE = 'MALLOC_ARENA_MAX';

/** Returns the limit that the environment sets; undefined when it sets none. */
export function arenaLimit(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return env[ARENAS_VARIABLE] || undefined;
}
