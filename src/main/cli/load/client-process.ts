/** A process of a load run: carries out the orders of its parent process and reports the turns of its listeners. */
import { LoadClient } from './load-client.js';
import type { LoadPlan, News, Order } from './plan.js';
import type { TurnRecord } from './turn-record.js';

/** The interval of the reports, ms. */
const TELL_INTERVAL_MS = 250;

let client: LoadClient | undefined;
let records: TurnRecord[] = [];

const tell = (news: News): unknown => process.send?.(news);

async function connect(plan: LoadPlan): Promise<void> {
  try {
    client = await LoadClient.connect(plan, (record) => records.push(record));
    tell({ type: 'connected' });
  } catch (cause) {
    tell({ type: 'failed', message: cause instanceof Error ? cause.message : String(cause) });
  }
}

async function run(atEpochMs: number): Promise<void> {
  if (!client) return;
  const telling = setInterval(tellTurns, TELL_INTERVAL_MS);
  const health = await client.run(atEpochMs);
  clearInterval(telling);
  tellTurns();
  tell({ type: 'done', health });
}

function tellTurns(): void {
  tell({ type: 'turns', records, active: client?.active ?? 0 });
  records = [];
}

process.on('message', (order: Order) => {
  if (order.type === 'connect') void connect(order.plan);
  else if (order.type === 'begin') void run(order.atEpochMs);
  else client?.end(order.finishMs);
});
// Ctrl-c reaches the whole process group; the parent process orders the end.
process.on('SIGINT', () => {});
// The parent process has received everything, or it has ended.
process.on('disconnect', () => process.exit());
