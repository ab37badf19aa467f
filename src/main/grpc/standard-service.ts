import type { ServiceDefinition, UntypedServiceImplementation } from '@grpc/grpc-js';
import { BoundedReader } from './bounded-reader.js';

/** Adds a service to a server. */
export type AddService = (definition: ServiceDefinition, implementation: UntypedServiceImplementation) => void;

/** Makes the decoders of a service, which proto-loader built, reject messages with too many fields. */
export function boundedService(definition: ServiceDefinition): ServiceDefinition {
  return Object.fromEntries(
    Object.entries(definition).map(([name, method]) => {
      // The decoder accepts a reader instead of bytes.
      const decode = method.requestDeserialize as unknown as (reader: BoundedReader) => object;
      return [name, { ...method, requestDeserialize: (bytes: Buffer) => decode(new BoundedReader(bytes)) }];
    }),
  );
}
