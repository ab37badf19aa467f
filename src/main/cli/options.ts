import { type Command, InvalidArgumentError } from 'commander';
import { type LoadedConfig, loadConfig } from '../config/load.js';
import { NexyClient } from './client.js';

export interface ConfigOptions {
  readonly config?: string;
  readonly env?: string;
}

export interface TargetOptions extends ConfigOptions {
  readonly host?: string;
  readonly port?: number;
  readonly json?: boolean;
}

export function withConfigOptions(command: Command): Command {
  return command
    .option('--config <file>', 'a config laid over the one that ships (default: $NEXY_CONFIG)')
    .option('--env <environment>', 'dev, stage or prod (default: $NEXY_ENV, or dev)');
}

export function withTargetOptions(command: Command, hostDefault: string): Command {
  return withConfigOptions(command)
    .option('--host <host>', `server to talk to (default: ${hostDefault})`)
    .option('--port <port>', 'its gRPC port (default: grpc.port of the config)', parsePort)
    .option('--json', 'print one JSON object instead of text');
}

export function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('a port is a number from 0 to 65535.');
  return port;
}

/** The config that the options name. `overrides` as of `loadConfig`. @throws ConfigError */
export function configFrom(options: ConfigOptions, overrides?: Readonly<Record<string, unknown>>): LoadedConfig {
  return loadConfig({ file: options.config, environment: options.env, overrides });
}

/** Where a client reaches a server that listens on `host`. */
export function reachable(host: string): string {
  return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
}

/** Runs `use` with a client of the server that the options name, and closes it. */
export async function withClient<T>(options: TargetOptions, use: (client: NexyClient) => Promise<T>): Promise<T> {
  const { grpc } = configFrom(options).config;
  const client = new NexyClient(options.host ?? reachable(grpc.host), options.port ?? grpc.port);
  try {
    return await use(client);
  } finally {
    client.close();
  }
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
