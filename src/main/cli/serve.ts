import type { Command } from 'commander';
import { DecisionLog } from '../log/decision-log.js';
import { type NexyServer, startServer } from '../server.js';
import { VERSION } from '../version.js';
import { EXIT_FAILURE, explain } from './exit.js';
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
  const log = new DecisionLog(config.logging);
  const starting = startServer(config, log);
  // A signal while the server starts stops it when it has; a second one finds the stop under way and changes nothing.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(starting, log, 0));
  // Nothing should ever get here; when it does, nobody knows what state the process is in.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (cause) => {
      log.write('error', { scope: 'server', method: event, decision: 'error', ctx: { cause } });
      void stop(starting, log, EXIT_FAILURE);
    });
  }
  const server = await starting;

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

async function stop(starting: Promise<NexyServer>, log: DecisionLog, exitCode: number): Promise<void> {
  // A start that failed has left nothing running; whoever waits for it says why.
  const server = await starting.catch(() => undefined);
  await server?.stop();
  await log.flush();
  process.exit(server ? exitCode : EXIT_FAILURE);
}
