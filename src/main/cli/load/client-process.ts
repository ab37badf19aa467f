/** A process of a load run: does what it is told by the one that started it, and tells what its listeners heard. */
import { LoadClient } from './load-client.js';
import type { LoadPlan, News, Order } from './plan.js';
import type { TurnRecord } from './turn-record.js';

/** How often it tells, ms. */
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
// Ctrl-c reaches the whole group; the one that started us says when to end.
process.on('SIGINT', () => {});
// It has all it wanted, or it is gone.
process.on('disconnect', () => process.exit());
