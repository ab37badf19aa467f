import { variablesOf } from '../../shared/config/key.js';
import { type Config, configKeys } from '../../shared/config/schema.js';
import { isOneEditAway } from '../../shared/edit-distance.js';
import type { ConfigWarning } from './warnings.js';

/** The variables that the program and its tests read beside those of the config's keys. */
const OTHER_VARIABLES: readonly string[] = [
  ...['NEXY_ENV', 'NEXY_CONFIG', 'NEXY_TEST_NODES', 'NEXY_RANDOM_SECONDS'],
  ...['DATABASE_URL', 'DATABASE_OWNER_URL', 'DB_PASSWORD'],
];
/**
 * Variables of other programs with a prefix of ours: those of gRPC's library and of proxies, and the addresses that Kubernetes and Docker
 * set for each service.
 */
const FOREIGN =
  /^(?:HTTPS?_PROXY|GRPC_(?:VERBOSITY|TRACE|NODE_\w+|EXPERIMENTAL_\w+|DNS_RESOLVER|SSL_\w+|DEFAULT_SSL_\w+))$|_SERVICE_(?:HOST|PORT)|_PORT_\d+_(?:TCP|UDP)/;
/** A prefix of our own is one that so many keys share. */
const MIN_SHARED_PREFIX = 2;
/** The shortest name that is compared letter by letter: a letter more or less makes another word of a shorter one. */
const MIN_LENGTH_FOR_MISSPELLING = 6;

/**
 * Finds environment variables that look like those of config keys, by their prefix or with one letter wrong, but belong to no key. Values are not
 * shown, as they may be secrets.
 */
export function findUnknownVariables({ llm, tts }: Config, env: NodeJS.ProcessEnv = process.env): ConfigWarning[] {
  const apiKeys = [tts.openai_key_env, ...Object.values(llm.providers).map(({ key_env }) => key_env)];
  const known = new Set([...configKeys().flatMap(({ spec }) => variablesOf(spec)), ...apiKeys, ...OTHER_VARIABLES]);
  const prefixes = sharedPrefixes([...known]);
  return Object.keys(env).flatMap((name) => {
    if (known.has(name) || FOREIGN.test(name)) return [];
    const similar = [...known].find((other) => name.length >= MIN_LENGTH_FOR_MISSPELLING && isOneEditAway(name, other));
    if (similar === undefined && !prefixes.has(prefixOf(name))) return [];
    const advice =
      similar === undefined ? '`nexy config` lists all keys with their variables' : `${similar} may be meant`;
    return [{ key: name, text: `this environment variable is not known, so it has no effect: ${advice}` }];
  });
}

function prefixOf(name: string): string {
  return name.slice(0, name.indexOf('_') + 1);
}

function sharedPrefixes(names: readonly string[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(prefixOf(name), (counts.get(prefixOf(name)) ?? 0) + 1);
  return new Set(
    [...counts].filter(([prefix, count]) => prefix !== '' && count >= MIN_SHARED_PREFIX).map(([prefix]) => prefix),
  );
}
