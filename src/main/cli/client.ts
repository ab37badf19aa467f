import type { CallOptions, ClientReadableStream, ServiceError } from '@grpc/grpc-js';
import {
  type Client,
  credentials,
  loadPackageDefinition,
  Metadata,
  type ServiceClientConstructor,
} from '@grpc/grpc-js';
import { packageDefinition } from '../grpc/codec.js';
import { LANGUAGE_METADATA } from '../grpc/stream-audio.js';

/** A chunk of audio. The messages have the fields that clients in other languages see, too. */
export interface AudioChunk {
  readonly audioData: Buffer;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly sampleRate: number;
  readonly channels: number;
}
export interface StreamMessage {
  readonly content: 'textChunk' | 'audioChunk' | 'endMessage' | 'errorMessage' | 'actionMessage';
  readonly textChunk?: string;
  readonly audioChunk?: AudioChunk;
  readonly endMessage?: string;
  readonly errorMessage?: string;
  readonly actionMessage?: { readonly actionJson: string; readonly sessionId: string; readonly featureId?: string };
}
export interface WelcomeMessage {
  readonly content: 'audioChunk' | 'metadata' | 'endMessage' | 'errorMessage';
  readonly audioChunk?: AudioChunk;
  readonly metadata?: { readonly method: string; readonly durationSec: number };
  readonly errorMessage?: string;
}
export interface InterruptReply {
  readonly success: boolean;
  readonly interruptedSessions: readonly string[];
  readonly message: string;
}
export interface HealthReply {
  readonly status: string;
  readonly version: string;
  readonly modules: readonly { readonly name: string; readonly state: string; readonly detail: string }[];
}

export interface TurnRequest {
  readonly prompt: string;
  readonly hardwareId: string;
  readonly sessionId: string;
  /** A WebP picture as base64. */
  readonly screenshot?: string | undefined;
  readonly screenWidth?: number | undefined;
  readonly screenHeight?: number | undefined;
}

type Reply<T> = (error: ServiceError | null, reply: T) => void;
type UnaryMethod<Request, Response> = (request: Request, options: { deadline: number }, reply: Reply<Response>) => void;

interface ServiceClient extends Client {
  streamAudio(request: object, metadata: Metadata, options: CallOptions): ClientReadableStream<StreamMessage>;
  generateWelcomeAudio(request: object, options: CallOptions): ClientReadableStream<WelcomeMessage>;
  interruptSession: UnaryMethod<{ hardwareId: string; sessionId?: string }, InterruptReply>;
  healthCheck: UnaryMethod<object, HealthReply>;
}

/** The timeout of a unary call, ms. */
const REPLY_TIMEOUT_MS = 5_000;

/** A client of a running server, over a real connection. */
export class NexyClient {
  readonly #service: ServiceClient;
  readonly #options: CallOptions;

  /** @param deadlineMs the deadline of all streams, ms since 1970; undefined when they have no deadline */
  constructor(host: string, port: number, deadlineMs?: number) {
    this.#options = deadlineMs === undefined ? {} : { deadline: deadlineMs };
    // `keepCase: false`, the loader's default, gives the names in camel case.
    const { streaming } = loadPackageDefinition(packageDefinition) as unknown as {
      streaming: { StreamingService: ServiceClientConstructor };
    };
    const target = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
    this.#service = new streaming.StreamingService(target, credentials.createInsecure()) as unknown as ServiceClient;
  }

  /** @param language a BCP 47 tag, for text in a script that several languages use */
  streamAudio(request: TurnRequest, language?: string): ClientReadableStream<StreamMessage> {
    const metadata = new Metadata();
    if (language) metadata.set(LANGUAGE_METADATA, language);
    return this.#service.streamAudio(request, metadata, this.#options);
  }

  welcome(request: {
    text: string;
    sessionId: string;
    voice: string;
    language: string;
  }): ClientReadableStream<WelcomeMessage> {
    return this.#service.generateWelcomeAudio(request, this.#options);
  }

  interrupt(hardwareId: string, sessionId?: string): Promise<InterruptReply> {
    const request = sessionId === undefined ? { hardwareId } : { hardwareId, sessionId };
    return reply((done) => this.#service.interruptSession(request, { deadline: Date.now() + REPLY_TIMEOUT_MS }, done));
  }

  health(): Promise<HealthReply> {
    return reply((done) => this.#service.healthCheck({}, { deadline: Date.now() + REPLY_TIMEOUT_MS }, done));
  }

  close(): void {
    this.#service.close();
  }
}

function reply<T>(call: (done: Reply<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => call((error, value) => (error ? reject(error) : resolve(value))));
}
