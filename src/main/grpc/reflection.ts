import type { Server, ServerDuplexStream, ServiceDefinition, UntypedServiceImplementation } from '@grpc/grpc-js';
import { ReflectionService } from '@grpc/reflection';
import { packageDefinition } from './codec.js';
import { healthPackage } from './health-service.js';
import { type AddService, boundedService } from './standard-service.js';

type Call = ServerDuplexStream<object, object>;

/** Serves reflection, v1 and v1alpha, of our service and of gRPC's health service. */
export function addReflection(add: AddService): void {
  const server: Pick<Server, 'addService'> = {
    addService: (definition: ServiceDefinition, { ServerReflectionInfo }: UntypedServiceImplementation) => {
      const handle = ServerReflectionInfo as (call: Call) => void;
      add(boundedService(definition), { ServerReflectionInfo: (call: Call) => handle(waitingForReader(call)) });
    },
  };
  new ReflectionService({ ...packageDefinition, ...healthPackage }).addToServer(server);
}

/**
 * Makes a call read no further while its client takes no answers: an answer is a hundred times as large as its question, and the
 * library writes whatever it is asked for.
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
