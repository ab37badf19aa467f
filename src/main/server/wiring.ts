import type { Config } from '../../shared/config/schema.js';
import type { DecisionLog } from '../log/decision-log.js';
import type { UsageSink } from '../usage/usage-sink.js';
import type { Pools } from './pools.js';

/** The parts that every module may use. */
export interface Wiring {
  /** The config with which the server was started. */
  readonly config: Config;
  /** Returns the config in force, whose live keys may have changed since the start. */
  readonly current: () => Config;
  readonly log: DecisionLog;
  readonly usage: UsageSink;
  readonly pools: Pools;
}
