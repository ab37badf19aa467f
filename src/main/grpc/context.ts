import type { Metadata } from '@grpc/grpc-js';
import type { Config } from '../../shared/config/schema.js';
import type { DecisionLog } from '../log/decision-log.js';
import type { RpcMetrics } from '../metrics/rpc-metrics.js';
import type { CollectedPrompts } from '../prompts/collected-prompts.js';
import type { Admission } from '../sessions/admission.js';
import type { SessionRegistry } from '../sessions/session-registry.js';
import type { GreetingServices } from '../turn/greeting.js';
import type { TurnServices } from '../turn/turn.js';
import type { UsageSink } from '../usage/usage-sink.js';

/** The state of a module, as HealthCheck reports it. */
export interface ModuleHealth {
  readonly name: string;
  readonly state: 'starting' | 'running' | 'degraded' | 'failed' | 'stopped' | 'disabled';
  /** The reason for the state, in words fit for a client; empty without a reason. */
  readonly detail: string;
}

/** The parts of the server that every RPC uses. The composition root creates them once. */
export interface RpcContext {
  /** The config in force. The next request may find another one. */
  readonly config: Config;
  readonly registry: SessionRegistry;
  readonly admission: Admission;
  readonly collected: CollectedPrompts;
  readonly turn: TurnServices;
  /** The services of the greeting; undefined when no engine could be started. */
  readonly greeting: GreetingServices | undefined;
  readonly log: DecisionLog;
  /** Returns the metrics that count a request with this metadata. */
  readonly metricsFor: (metadata: Metadata) => RpcMetrics;
  /** Receives the tokens that turns spent. */
  readonly usage: UsageSink;
  readonly version: string;
  readonly modules: () => readonly ModuleHealth[];
}
