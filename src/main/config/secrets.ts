/**
 * A secret from the environment variable `name`, without the white space around it; undefined when it is not set or blank.
 * Secrets are no config: they are in no file, `nexy config` does not show them, and nothing logs them.
 */
export function readSecret(name: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  return env[name]?.trim() || undefined;
}
