/** A gRPC client that is made from the proto file alone and shares no code with the server. */
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import {
  type ClientReadableStream,
  type ClientUnaryCall,
  credentials,
  loadPackageDefinition,
  Metadata,
  type ServiceError,
  type StatusObject,
  status,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import type { ActionMessageReceived } from './generated/streaming/ActionMessage.js';
import type { AudioChunkReceived } from './generated/streaming/AudioChunk.js';
import type { WelcomeMetadataReceived } from './generated/streaming/WelcomeMetadata.js';
import type { ProtoGrpcType } from './generated/streaming.js';

const PROTO_FILE = fileURLToPath(new URL('../../proto/streaming.proto', import.meta.url));

export interface Message {
  readonly content: string;
  readonly text_chunk?: string;
  readonly audio_chunk?: AudioChunkReceived;
  readonly end_message?: string;
  readonly error_message?: string;
  readonly action_message?: ActionMessageReceived;
  readonly metadata?: WelcomeMetadataReceived;
}

export interface Reply {
  readonly messages: readonly Message[];
  readonly status: StatusObject;
}

type Unary = (
  request: object,
  options: { deadline: number },
  done: (error: ServiceError | null, reply: object) => void,
) => ClientUnaryCall;

export interface Stub {
  StreamAudio(request: object, metadata?: Metadata, options?: object): ClientReadableStream<Message>;
  GenerateWelcomeAudio(request: object): ClientReadableStream<Message>;
  InterruptSession: Unary;
  ReportUsage: Unary;
  HealthCheck: Unary;
  close(): void;
}

const definition = loadPackageDefinition(loadSync(PROTO_FILE, { keepCase: true, oneofs: true, arrays: true }));
const { StreamingService } = (definition as unknown as ProtoGrpcType).streaming;

/** Returns a client with a connection of its own. */
export function connect(port: number): Stub {
  return new StreamingService(`127.0.0.1:${port}`, credentials.createInsecure(), {
    'grpc.use_local_subchannel_pool': 1,
  }) as unknown as Stub;
}

export function request(fields: object = {}): object {
  return { prompt: 'Hello. How are you today?', hardware_id: 'test-device', session_id: randomUUID(), ...fields };
}

/** Reads a stream until its status arrives; `onMessage` is called with each message. */
export function collect(
  stream: ClientReadableStream<Message>,
  onMessage: (message: Message, stream: ClientReadableStream<Message>) => void = () => {},
): Promise<Reply> {
  return new Promise((resolve) => {
    const messages: Message[] = [];
    stream.on('data', (message: Message) => {
      messages.push(message);
      onMessage(message, stream);
    });
    // Every error is reported as a status, too.
    stream.on('error', () => {});
    stream.on('status', (ended: StatusObject) => resolve({ messages, status: ended }));
  });
}

/** Runs a whole turn and returns its reply. */
export function turn(client: Stub, fields: object = {}, metadata: Record<string, string> = {}): Promise<Reply> {
  const sent = new Metadata();
  for (const [key, value] of Object.entries(metadata)) sent.set(key, value);
  return collect(client.StreamAudio(request(fields), sent));
}

/** Makes a unary call. Returns its reply, or the error that holds its status. */
export function call<Response>(
  client: Stub,
  method: 'InterruptSession' | 'ReportUsage' | 'HealthCheck',
  message: object,
): Promise<{ reply?: Response; error?: ServiceError }> {
  return new Promise((resolve) => {
    client[method](message, { deadline: Date.now() + 10_000 }, (error, reply) => {
      resolve(error ? { error } : { reply: reply as Response });
    });
  });
}

export const kinds = ({ messages }: Reply): string[] => messages.map((message) => message.content);
export const texts = ({ messages }: Reply): string[] => messages.flatMap(({ text_chunk }) => text_chunk ?? []);
export const chunks = ({ messages }: Pick<Reply, 'messages'>): AudioChunkReceived[] =>
  messages.flatMap(({ audio_chunk }) => audio_chunk ?? []);
export const trailer = ({ status: ended }: Reply, name: string): string | undefined =>
  ended.metadata.get(name)[0]?.toString();

/** Returns all samples of a reply, mono int16. */
export function samples(reply: Pick<Reply, 'messages'>): Int16Array {
  const bytes = Buffer.concat(chunks(reply).map(({ audio_data }) => audio_data));
  return new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

export { status };
