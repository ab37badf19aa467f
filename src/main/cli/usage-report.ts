import { type Command, InvalidArgumentError, Option } from 'commander';
import { GROUPS, type Group, type UsageLine, usageReportQuery } from '../store/usage/usage-report.js';
import { hashOfHardware } from '../store/usage/usage-row.js';
import { PRICES_FILE, readPrices } from '../usage/prices.js';
import { withDatabase } from './database-client.js';
import { type ConfigOptions, configFrom, print, withConfigOptions } from './options.js';

const FORMATS = ['table', 'csv', 'json'] as const;
const DAY_MS = 86_400_000;
/** The number of days of a report without `--since`, today included. */
const DAYS = 30;

interface UsageOptions extends ConfigOptions {
  readonly device?: string;
  readonly since?: Date;
  readonly until?: Date;
  readonly by: Group;
  readonly format: (typeof FORMATS)[number];
  readonly prices: string;
}

export function addUsageCommand(program: Command): void {
  withConfigOptions(program.command('usage'))
    .description('report the tokens that were spent, and their cost')
    .option('--device <hardware-id>', 'only the tokens of this device')
    .option('--since <date>', `first day, such as 2026-01-31 (UTC; default: the last ${DAYS} days)`, parseDay)
    .option('--until <date>', 'last day (UTC; default: today)', parseDay)
    .addOption(new Option('--by <column>', 'the lines of the report').choices(GROUPS).default('day'))
    .addOption(new Option('--format <format>', 'the form of the report').choices(FORMATS).default('table'))
    .option('--prices <file>', 'price table', PRICES_FILE)
    .action(report);
}

async function report(
  { device, since, until, by, format, prices, ...options }: UsageOptions,
  command: Command,
): Promise<void> {
  const { config } = configFrom(options);
  const priceTable = readPrices(prices);
  const today = new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS);
  const lastDay = until ?? today;
  const filter = {
    hardwareHash: device === undefined ? undefined : hashOfHardware(device),
    since: since ?? new Date(lastDay.getTime() - (DAYS - 1) * DAY_MS),
    until: new Date(lastDay.getTime() + DAY_MS),
  };
  if (filter.since > lastDay) command.error('error: --since must not be after --until');
  const lines = await withDatabase(config.database, async ({ connect }) => {
    const client = await connect('app');
    const { rows } = await client.query<UsageLine>(usageReportQuery(by, filter, priceTable));
    return rows;
  });
  if (format === 'json') print(JSON.stringify(lines, undefined, 2));
  else if (format === 'csv') print(asCsv(by, lines));
  else if (lines.length > 0) print(asTable(by, lines));
  else print(`no tokens were spent from ${dayOf(filter.since)} to ${dayOf(lastDay)}`);
}

/** Parses a day as its first moment, UTC. @throws InvalidArgumentError */
function parseDay(text: string): Date {
  const day = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(day.getTime()) || dayOf(day) !== text) {
    throw new InvalidArgumentError('allowed: a day such as 2026-01-31.');
  }
  return day;
}

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

const HEADINGS = ['requests', 'input', 'output', 'cost, $', 'unpriced tokens'];
const cellsOf = ({ group, requests, inputTokens, outputTokens, cost, unpricedTokens }: UsageLine): string[] =>
  [group, requests, inputTokens, outputTokens, cost.toFixed(4), unpricedTokens].map(String);

/** Formats lines as CSV (RFC 4180). */
function asCsv(by: Group, lines: readonly UsageLine[]): string {
  const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const head = [by, 'requests', 'input_tokens', 'output_tokens', 'cost_usd', 'unpriced_tokens'];
  return [head, ...lines.map(cellsOf)].map((cells) => cells.map(quoted).join(',')).join('\r\n');
}

function asTable(by: Group, lines: readonly UsageLine[]): string {
  const sum = (key: Exclude<keyof UsageLine, 'group'>): number => lines.reduce((total, line) => total + line[key], 0);
  const total: UsageLine = {
    group: 'total',
    requests: sum('requests'),
    inputTokens: sum('inputTokens'),
    outputTokens: sum('outputTokens'),
    cost: sum('cost'),
    unpricedTokens: sum('unpricedTokens'),
  };
  // A client chooses the names of models and sources; control characters in them must not reach a terminal.
  const rows = [[by, ...HEADINGS], ...[...lines, total].map(cellsOf)].map(([name = '', ...numbers]) => [
    name.replace(/\p{Cc}/gu, '\uFFFD'),
    ...numbers,
  ]);
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const pad = (cell: string, column: number): string =>
    column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}
