import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Server, ServerDuplexStream, ServiceDefinition, UntypedServiceImplementation } from '@grpc/grpc-js';
import type { PackageDefinition } from '@grpc/proto-loader';
import { ReflectionService } from '@grpc/reflection';
import protobuf from 'protobufjs';
import { type AddService, boundedService } from './standard-service.js';

/**
 * The file with the descriptors of our protocol and of gRPC's health service. It is built by buf (`node
 * scripts/check-proto.mjs --write`), as clients that check descriptors reject those that protobufjs builds.
 */
const DESCRIPTORS = fileURLToPath(new URL('../../../proto/descriptors.binpb', import.meta.url));
/** The tag of `repeated FileDescriptorProto file = 1` in a FileDescriptorSet. */
const FILE_TAG = 10;

type Call = ServerDuplexStream<object, object>;

/** Serves reflection (v1 and v1alpha) of our service and of gRPC's health service. */
export function addReflection(add: AddService): void {
  const server: Pick<Server, 'addService'> = {
    addService: (definition: ServiceDefinition, { ServerReflectionInfo }: UntypedServiceImplementation) => {
      const handle = ServerReflectionInfo as (call: Call) => void;
      add(boundedService(definition), { ServerReflectionInfo: (call: Call) => handle(waitingForReader(call)) });
    },
  };
  // The library reads only this property of a package.
  const described = { all: { fileDescriptorProtos: fileDescriptors() } } as unknown as PackageDefinition;
  new ReflectionService(described).addToServer(server);
}

function fileDescriptors(): Uint8Array[] {
  const reader = protobuf.Reader.create(readFileSync(DESCRIPTORS));
  const files: Uint8Array[] = [];
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag === FILE_TAG) files.push(reader.bytes());
    else reader.skipType(tag & 7);
  }
  return files;
}

/**
 * Stops reading from a call while its client does not read the answers. An answer is a hundred times as large as its
 * question, and the library buffers all answers.
 */
function waitingForReader(call: Call): Call {
  const write = call.write.bind(call) as (answer: object) => boolean;
  call.write = (answer: object): boolean => {
    const hasRoom = write(answer);
    if (!hasRoom) {
      call.pause();
      call.once('drain', () => call.resume());
    }
    return hasRoom;
  };
  return call;
}
