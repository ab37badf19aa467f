import type { Command } from 'commander';
import { DecisionLog } from '../log/decision-log.js';
import { type NexyServer, startServer } from '../server.js';
import { VERSION } from '../version.js';
import { explain } from './exit.js';
import { type ConfigOptions, configFrom, parsePort, print, withConfigOptions } from './options.js';
import { selfCheck } from './self-check.js';

interface ServeOptions extends ConfigOptions {
  readonly host?: string;
  readonly port?: number;
}

export function addServeCommand(program: Command): void {
  withConfigOptions(program.command('serve', { isDefault: true }))
    .description('start the server; ctrl-c or SIGTERM ends it when its streams have')
    .option('--host <host>', 'address to listen on (default: grpc.host of the config)')
    .option('--port <port>', 'gRPC port to listen on, 0 = any (default: grpc.port of the config)', parsePort)
    .action(serve);
}

async function serve(options: ServeOptions): Promise<void> {
  const overrides = {
    ...(options.host === undefined ? {} : { 'grpc.host': options.host }),
    ...(options.port === undefined ? {} : { 'grpc.port': options.port }),
  };
  const { config, environment } = configFrom(options, overrides);
  const server = await startServer(config, new DecisionLog(config.logging));
  // A second signal finds the stop under way and changes nothing.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(server));

  const { grpc, workers } = config;
  const engines = server.speech.engines.map(
    ({ name, sampleRateHz, voices }) => `${name} (${sampleRateHz} Hz, ${voices} voices)`,
  );
  const speech =
    engines.length > 0 ? `${engines.join(', ')} at ${config.audio.sample_rate} Hz` : 'none: answers are text only';
  print(`Nexy Server ${VERSION}, environment ${environment}`);
  print(
    `  gRPC     ${server.host}:${server.port}  streaming.StreamingService, health${grpc.reflection ? ', reflection' : ''}`,
  );
  print(`  answers  ${config.llm.provider}`);
  print(`  speech   ${speech}`);
  print(`  workers  ${workers.cpu_threads} cpu, ${workers.io_threads} io`);
  print(await report(server));
}

async function report(server: NexyServer): Promise<string> {
  try {
    const { firstAudioMs, speechSeconds } = await selfCheck(server);
    if (firstAudioMs === undefined) return 'ready: text only';
    return `ready: first audio in ${Math.max(1, firstAudioMs).toFixed(0)} ms, ${speechSeconds.toFixed(1)} s of speech`;
  } catch (cause) {
    return `serving, but the self-check failed: ${explain(cause).message}`;
  }
}

async function stop(server: NexyServer): Promise<void> {
  await server.stop();
  process.exit(0);
}
