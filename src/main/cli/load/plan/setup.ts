import type { Address, AddressOptions } from '../../options.js';
import type { LoadSetup } from './plan.js';
import { BUILT_IN_PROMPTS } from './prompts.js';

export const DEFAULT_LISTENERS = 10;
/** The default limit of connections: up to it each listener has its own, beyond it listeners share. */
export const MAX_DEFAULT_CONNECTIONS = 50;

export interface LoadOptions extends AddressOptions {
  readonly serve?: boolean;
  readonly rate?: number;
  readonly listeners?: number;
  readonly duration: number;
  readonly warmUp: number;
  readonly processes: number;
  readonly connections?: number;
  readonly seed: number;
  readonly prompts?: readonly string[];
  readonly unique?: boolean;
  /** A WebP picture as base64. */
  readonly screenshot?: string;
  readonly screenshots?: number;
  readonly slow: number;
  readonly interrupts: number;
  /** A file, or true for standard output. */
  readonly json?: string | true;
  readonly html?: string;
}

/** Returns the setup of the run that the options describe. */
export function setupOf(options: LoadOptions, { host, port }: Address): LoadSetup {
  const { rate, listeners = DEFAULT_LISTENERS, screenshot } = options;
  const connections = Math.min(MAX_DEFAULT_CONNECTIONS, rate === undefined ? listeners : MAX_DEFAULT_CONNECTIONS);
  return {
    host,
    port,
    arrivals: rate === undefined ? { listeners } : { ratePerSecond: rate },
    connections: options.connections ?? connections,
    behaviour: {
      prompts: options.prompts ?? BUILT_IN_PROMPTS,
      unique: options.unique === true,
      screenshot,
      screenshotShare: options.screenshots ?? (screenshot === undefined ? 0 : 1),
      slowShare: options.slow,
      interruptShare: options.interrupts,
    },
    warmUpMs: options.warmUp * 1000,
    durationMs: options.duration * 1000,
    seed: options.seed,
    processes: options.processes,
  };
}
