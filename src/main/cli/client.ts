import {
  type CallOptions,
  type ClientReadableStream,
  credentials,
  loadPackageDefinition,
  Metadata,
  type ServiceError,
} from '@grpc/grpc-js';
import { packageDefinition } from '../grpc/codec.js';
import type { HealthResponseReceived } from '../grpc/generated/streaming/HealthResponse.js';
import type { InterruptResponseReceived } from '../grpc/generated/streaming/InterruptResponse.js';
import type { StreamingServiceClient } from '../grpc/generated/streaming/StreamingService.js';
import type { StreamRequest } from '../grpc/generated/streaming/StreamRequest.js';
import type { StreamResponseReceived } from '../grpc/generated/streaming/StreamResponse.js';
import type { WelcomeRequest } from '../grpc/generated/streaming/WelcomeRequest.js';
import type { WelcomeResponseReceived } from '../grpc/generated/streaming/WelcomeResponse.js';
import type { ProtoGrpcType } from '../grpc/generated/streaming.js';
import { LANGUAGE_METADATA } from '../grpc/metadata-names.js';

/** A prompt with its ids; `screenshot` is a WebP picture as base64. */
export type TurnRequest = StreamRequest & Required<Pick<StreamRequest, 'prompt' | 'hardwareId' | 'sessionId'>>;

type Reply<T> = (error: ServiceError | null, reply?: T) => void;

/** The timeout of a unary call, ms. */
const REPLY_TIMEOUT_MS = 5_000;

export interface ClientOptions {
  /** The deadline of all streams, ms since 1970; undefined = no deadline. */
  readonly deadlineMs?: number;
  /** The metadata of all streams. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** A client of a running server, over a real connection. */
export class NexyClient {
  readonly #service: StreamingServiceClient;
  readonly #options: CallOptions;
  readonly #metadata: Metadata;

  constructor(host: string, port: number, { deadlineMs, metadata = {} }: ClientOptions = {}) {
    this.#options = deadlineMs === undefined ? {} : { deadline: deadlineMs };
    this.#metadata = Metadata.fromHttp2Headers(metadata);
    // `keepCase: false`, the loader's default, gives the names in camel case.
    const { streaming } = loadPackageDefinition(packageDefinition) as unknown as ProtoGrpcType;
    const target = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
    this.#service = new streaming.StreamingService(target, credentials.createInsecure());
  }

  /** @param language a BCP 47 tag, for text in a script that several languages use */
  streamAudio(request: TurnRequest, language?: string): ClientReadableStream<StreamResponseReceived> {
    const metadata = this.#metadata.clone();
    if (language) metadata.set(LANGUAGE_METADATA, language);
    return this.#service.streamAudio(request, metadata, this.#options);
  }

  welcome(request: WelcomeRequest): ClientReadableStream<WelcomeResponseReceived> {
    return this.#service.generateWelcomeAudio(request, this.#metadata.clone(), this.#options);
  }

  interrupt(hardwareId: string, sessionId?: string): Promise<InterruptResponseReceived> {
    const request = sessionId === undefined ? { hardwareId } : { hardwareId, sessionId };
    return reply((done) => this.#service.interruptSession(request, { deadline: Date.now() + REPLY_TIMEOUT_MS }, done));
  }

  health(): Promise<HealthResponseReceived> {
    return reply((done) => this.#service.healthCheck({}, { deadline: Date.now() + REPLY_TIMEOUT_MS }, done));
  }

  close(): void {
    this.#service.close();
  }
}

function reply<T>(call: (done: Reply<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => call((error, value) => (error ? reject(error) : resolve(value as T))));
}
