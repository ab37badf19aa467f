import { randomUUID } from 'node:crypto';
import { GrpcServer } from '../grpc/grpc-server.js';
import { SELF_CHECK_METADATA } from '../grpc/metadata-names.js';
import { RpcMetrics } from '../metrics/rpc-metrics.js';
import { Admission } from '../sessions/admission.js';
import { DeviceLanguages } from '../sessions/device-languages.js';
import type { GreetingServices } from '../turn/greeting.js';
import type { TurnServices } from '../turn/turn.js';
import { VERSION } from '../version.js';
import type { Modules } from './modules.js';
import type { Parts } from './parts.js';
import type { Wiring } from './wiring.js';

/** The parts that listen to clients. */
export interface Service {
  readonly admission: Admission;
  readonly metrics: RpcMetrics;
  readonly grpc: GrpcServer;
  /** The value of the metadata `SELF_CHECK_METADATA` that keeps a request out of the metrics. */
  readonly selfCheckToken: string;
}

/** Makes the gRPC service over modules that have started. It does not listen yet. */
export function createService(wiring: Wiring, parts: Parts, modules: Modules): Service {
  const { config, current, log, usage, pools } = wiring;
  const { segmenting, speech, llm, memory, screenshots, sessions, greetingTexts } = parts;
  const turn: TurnServices = {
    llm: llm.llm,
    policy: llm.policy,
    memory: memory.memory,
    segmenting: segmenting.segmenting,
    response: 'StreamResponse',
    speech: speech.canSpeak ? speech.cache : undefined,
    silence: speech.silence,
    pictures: screenshots.pictures,
    canPrefetch: () => !pools.isFull,
    lookaheadMs: config.audio.lookahead_seconds * 1000,
    sampleRateHz: config.audio.sample_rate,
    defaultLanguage: config.tts.default_language,
    detector: speech.detector,
    deviceLanguages: new DeviceLanguages(),
  };
  const greeting: GreetingServices = {
    ...turn,
    ...greetingTexts,
    speech: speech.cache,
    speakerName: () => speech.speakerName,
  };
  const metrics = new RpcMetrics();
  const selfCheckMetrics = new RpcMetrics();
  const selfCheckToken = randomUUID();
  const admission = new Admission(current, sessions.registry, speech.forecast, () => pools.isFull);
  const grpc = new GrpcServer({
    get config() {
      return current();
    },
    registry: sessions.registry,
    admission,
    collected: sessions.collected,
    turn,
    greeting: speech.canSpeak ? greeting : undefined,
    log,
    metricsFor: (metadata) => (metadata.get(SELF_CHECK_METADATA)[0] === selfCheckToken ? selfCheckMetrics : metrics),
    usage,
    version: VERSION,
    modules: () => modules.states(),
  });
  return { admission, metrics, grpc, selfCheckToken };
}
