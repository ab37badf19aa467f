import { type Command, InvalidArgumentError } from 'commander';
import { host as hostSchema } from '../../shared/config/key.js';
import { describeAllowed } from '../config/allowed.js';
import { type ConfigSource, type LoadedConfig, loadConfig } from '../config/load.js';
import type { NexyClient } from './client.js';

export interface ConfigOptions {
  readonly config?: string;
  readonly env?: string;
}

export interface AddressOptions extends ConfigOptions {
  readonly host?: string;
  readonly port?: number;
}

export interface TargetOptions extends AddressOptions {
  readonly json?: boolean;
}

export function withConfigOptions(command: Command): Command {
  return command
    .option('--config <file>', 'config file that overrides the one that ships with the server (default: $NEXY_CONFIG)')
    .option('--env <environment>', 'dev, stage or prod (default: $NEXY_ENV, or dev)');
}

export function withAddressOptions(command: Command, hostDefault: string): Command {
  return withConfigOptions(command)
    .option('--host <host>', `host of the server (default: ${hostDefault})`, parseHost)
    .option('--port <port>', 'gRPC port of the server (default: grpc.port of the config)', parsePort);
}

export function withTargetOptions(command: Command, hostDefault: string): Command {
  return withAddressOptions(command, hostDefault).option('--json', 'print one JSON object instead of text');
}

/**
 * Parses a host as the config does; an IPv6 address may stand in brackets, as in a URL.
 * @throws InvalidArgumentError naming the allowed values
 */
export function parseHost(text: string): string {
  const { success, data } = hostSchema.safeParse(text.replace(/^\[(.*)\]$/, '$1'));
  if (success) return data;
  throw new InvalidArgumentError(`allowed: ${describeAllowed(hostSchema)}; for the port use --port.`);
}

export function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('allowed: a number from 0 to 65535.');
  return port;
}

/** Returns the source of the config that the options name. `overrides` are those of `ConfigSource`. */
export function configSource(options: ConfigOptions, overrides?: ConfigSource['overrides']): ConfigSource {
  return { file: options.config, environment: options.env, overrides };
}

/** Loads the config that the options name. `overrides` are those of `ConfigSource`. @throws ConfigError */
export function configFrom(options: ConfigOptions, overrides?: ConfigSource['overrides']): LoadedConfig {
  return loadConfig(configSource(options, overrides));
}

/** Returns the address at which a client on the same machine reaches a server that listens on `host`. */
export function clientHostFor(host: string): string {
  return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Returns the address of the server that the options name. @throws ConfigError */
export function addressFrom(options: AddressOptions): Address {
  const { grpc } = configFrom(options).config;
  return { host: options.host ?? clientHostFor(grpc.host), port: options.port ?? grpc.port };
}

/** Runs `use` with a client of the server that the options name, then closes the client. */
export async function withClient<T>(options: AddressOptions, use: (client: NexyClient) => Promise<T>): Promise<T> {
  const { host, port } = addressFrom(options);
  const { NexyClient } = await import('./client.js');
  const client = new NexyClient(host, port);
  try {
    return await use(client);
  } finally {
    client.close();
  }
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
