import type { ServiceDefinition, UntypedServiceImplementation } from '@grpc/grpc-js';
import { BoundedReader } from './bounded-reader.js';

/** Adds a service to a server. */
export type AddService = (definition: ServiceDefinition, implementation: UntypedServiceImplementation) => void;

/** Makes a service with proto-loader's decoders refuse messages with too many fields. */
export function boundedService(definition: ServiceDefinition): ServiceDefinition {
  return Object.fromEntries(
    Object.entries(definition).map(([name, method]) => {
      // The decoder takes a reader in place of bytes.
      const decode = method.requestDeserialize as unknown as (reader: BoundedReader) => object;
      return [name, { ...method, requestDeserialize: (bytes: Buffer) => decode(new BoundedReader(bytes)) }];
    }),
  );
}
