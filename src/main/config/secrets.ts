/**
 * Returns the secret in the environment variable `name`, without surrounding white space; undefined when the variable
 * is not set or blank. Secrets are not config: no file holds them, `nexy config` does not show them, and they are never
 * logged.
 */
export function readSecret(name: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  return env[name]?.trim() || undefined;
}
