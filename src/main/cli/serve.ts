import { isatty } from 'node:tty';
import type { Command } from 'commander';
import { LiveConfig } from '../config/live-config.js';
import { findUnknownVariables } from '../config/unknown-variables.js';
import { findWarnings } from '../config/warnings.js';
import { watchFiles } from '../config/watch-files.js';
import { DecisionLog } from '../log/decision-log.js';
import type { NexyServer } from '../server/server.js';
import { VERSION } from '../version.js';
import { EXIT_FAILURE } from './exit-codes.js';
import { explain } from './explain.js';
import { type ConfigOptions, configSource, parseHost, parsePort, print, withConfigOptions } from './options.js';
import { reloadConfig } from './reload-config.js';

/** The reason with which a signal aborts the start. */
const STOPPED_BY_SIGNAL = Symbol('stopped by a signal');
/** The time that the last lines of the log get to be written, ms. */
const LOG_CLOSE_TIMEOUT_MS = 500;

interface ServeOptions extends ConfigOptions {
  readonly host?: string;
  readonly port?: number;
}

export function addServeCommand(program: Command): void {
  withConfigOptions(program.command('serve', { isDefault: true }))
    .description('start the server; ctrl-c or SIGTERM stops it after its streams have ended, SIGHUP reloads its config')
    .option('--host <host>', 'address to listen on (default: grpc.host of the config)', parseHost)
    .option('--port <port>', 'gRPC port to listen on, 0 = any free port (default: grpc.port of the config)', parsePort)
    .action(serve);
}

async function serve(options: ServeOptions): Promise<void> {
  const overrides = {
    ...(options.host === undefined ? {} : { 'grpc.host': options.host }),
    ...(options.port === undefined ? {} : { 'grpc.port': options.port }),
  };
  const live = new LiveConfig(configSource(options, overrides));
  const config = live.current;
  const log = new DecisionLog(config.logging);
  const unknownVariables = findUnknownVariables(config);
  for (const { key, text } of unknownVariables) {
    log.write('warn', { scope: 'config', method: 'check', decision: 'degrade', ctx: { reason: `${key}: ${text}` } });
  }
  const terminals = [0, 1, 2].filter((fd) => isatty(fd));
  process.on('SIGHUP', function onHangUp() {
    if (terminals.every((fd) => isatty(fd))) return reloadConfig(live, log, 'signal');
    // A terminal that closes sends SIGHUP, too, and its descriptors are not terminals any more. The default action of
    // the signal applies then.
    process.off('SIGHUP', onHangUp);
    process.kill(process.pid, 'SIGHUP');
  });
  watchFiles(live.files, () => reloadConfig(live, log, 'file'));
  const startAbort = new AbortController();
  const starting = import('../server/server.js').then(({ startServer }) =>
    startServer(config, log, { current: () => live.current, signal: startAbort.signal }),
  );
  let isEnding = false;
  // A second signal during the shutdown changes nothing.
  const end = (exitCode: number): void => {
    if (isEnding) return;
    isEnding = true;
    startAbort.abort(STOPPED_BY_SIGNAL);
    void stop(starting, log, exitCode);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => end(0));
  // No error should get here. After one the state of the process is unknown, so the server stops.
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (cause) => {
      log.write('error', { scope: 'server', method: event, decision: 'error', ctx: { cause } });
      end(EXIT_FAILURE);
    });
  }
  let server: NexyServer;
  try {
    server = await starting;
  } catch (cause) {
    if (cause === STOPPED_BY_SIGNAL) return;
    throw cause;
  }

  const { grpc, workers } = config;
  const { provider, engines } = server.speech;
  const embedded = engines.map(({ name, sampleRateHz, voices }) => `${name} (${sampleRateHz} Hz, ${voices} voices)`);
  const speakers = provider ? [`${provider.model} at ${provider.url}`, ...embedded] : embedded;
  const speech =
    speakers.length > 0
      ? `${speakers.join('; fallback: ')}; output ${config.audio.sample_rate} Hz`
      : 'none: answers are text only';
  print(`Nexy Server ${VERSION}, environment ${live.environment}`);
  print(
    `  gRPC     ${server.host}:${server.port}  streaming.StreamingService, health${grpc.reflection ? ', reflection' : ''}`,
  );
  print(`  answers  ${config.llm.chain.join(', then ')}`);
  print(`  speech   ${speech}`);
  print(`  workers  ${workers.cpu_threads} cpu, ${workers.io_threads} io`);
  for (const { name, state, detail } of server.modules()) {
    if (state !== 'running') print(`  ${state.padEnd(8)} ${name}: ${detail}`);
  }
  for (const { key, text } of [...findWarnings(config), ...unknownVariables]) print(`  warning  ${key}: ${text}`);
  print(await report(server));
}

async function report(server: NexyServer): Promise<string> {
  try {
    const { selfCheck } = await import('./self-check.js');
    const { firstAudioMs, speechSeconds } = await selfCheck(server);
    if (firstAudioMs === undefined) return 'ready: text only';
    return `ready: first audio in ${Math.max(1, firstAudioMs).toFixed(0)} ms, ${speechSeconds.toFixed(1)} s of speech`;
  } catch (cause) {
    return `serving, but the self-check failed: ${explain(cause).message}`;
  }
}

async function stop(starting: Promise<NexyServer>, log: DecisionLog, exitCode: number): Promise<void> {
  // A failed start leaves nothing running, and `serve` throws its error.
  const started = await starting.catch((cause: unknown) => cause);
  const hasFailed = started instanceof Error;
  if (started !== STOPPED_BY_SIGNAL && !hasFailed) await (started as NexyServer).stop();
  await log.close(LOG_CLOSE_TIMEOUT_MS);
  process.exit(hasFailed ? EXIT_FAILURE : exitCode);
}
