import type { Config } from '../../shared/config/schema.js';
import type { DecisionLog } from '../log/decision-log.js';
import type { Metrics } from '../metrics.js';
import type { ModuleState } from '../modules.js';
import type { Admission } from '../sessions/admission.js';
import type { SessionRegistry } from '../sessions/registry.js';
import type { GreetingServices } from '../turn/greeting.js';
import type { TurnServices } from '../turn/turn.js';
import type { UsageSink } from '../usage.js';

/** What every RPC works with. Made once, by the composition root. */
export interface RpcContext {
  /** The one in force: the next request may find another. */
  readonly config: Config;
  readonly registry: SessionRegistry;
  readonly admission: Admission;
  readonly turn: TurnServices;
  /** undefined = no engine could be started. */
  readonly greeting: GreetingServices | undefined;
  readonly log: DecisionLog;
  readonly metrics: Metrics;
  /** Told of the tokens that turns spent. */
  readonly usage: UsageSink;
  readonly version: string;
  readonly modules: () => readonly ModuleState[];
}
