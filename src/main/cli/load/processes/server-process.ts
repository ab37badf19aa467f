/** The process of a server for one load run; it ends when its parent process disconnects. */
import { DecisionLog } from '../../../log/decision-log.js';
import { type NexyServer, startServer } from '../../../server/server.js';
import { explain } from '../../explain.js';
import { type Address, type ConfigOptions, configFrom } from '../../options.js';

/** The message from the run to its server; afterwards the run only disconnects. */
export interface ServerOrder {
  readonly options: ConfigOptions;
}
/** The message from the server to the run. */
export type ServerReport = Address | { readonly failed: string };

const OVERRIDES = { 'grpc.host': '127.0.0.1', 'grpc.port': 0, 'logging.level': 'error' };

async function serve({ options }: ServerOrder): Promise<NexyServer> {
  const { config } = configFrom(options, OVERRIDES);
  return startServer(config, new DecisionLog(config.logging));
}

process.once('message', (order: ServerOrder) => {
  const starting = serve(order);
  starting.then(
    ({ host, port }) => process.send?.({ host, port }),
    (cause: unknown) => process.send?.({ failed: explain(cause).message }),
  );
  process.once('disconnect', async () => {
    await (await starting.catch(() => undefined))?.stop();
    process.exit();
  });
});
// Ctrl-c reaches the whole process group; the server must outlive the run.
process.on('SIGINT', () => {});
