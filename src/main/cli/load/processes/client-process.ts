/** A process of a load run: carries out the orders of its parent process and reports the turns of its listeners. */
import { LoadClient } from '../client/load-client.js';
import type { TurnRecord } from '../listener/turn-record.js';
import type { LoadPlan, Order, ProcessReport } from '../plan/plan.js';

/** The interval of the reports, ms. */
const REPORT_INTERVAL_MS = 250;

let client: LoadClient | undefined;
let records: TurnRecord[] = [];

const report = (message: ProcessReport): unknown => process.send?.(message);

async function connect(plan: LoadPlan): Promise<void> {
  try {
    client = await LoadClient.connect(plan, (record) => records.push(record));
    report({ type: 'connected' });
  } catch (cause) {
    report({ type: 'failed', message: cause instanceof Error ? cause.message : String(cause) });
  }
}

async function run(atEpochMs: number): Promise<void> {
  if (!client) return;
  const reportTimer = setInterval(reportTurns, REPORT_INTERVAL_MS);
  const health = await client.run(atEpochMs);
  clearInterval(reportTimer);
  reportTurns();
  report({ type: 'done', health });
}

function reportTurns(): void {
  report({ type: 'turns', records, active: client?.active ?? 0 });
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
