// First audio at a local client, one stream at a time, engine warm: request sent → first audio chunk received.
// The floor is the bare engine in this process: sentence given → first callback. Run it alone: npm run bench
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { loadEspeak } from '../dist/workers/engines/espeak.js';
import { openConnection } from './raw-client.mjs';

const AIM_P95_MS = 5;
const WARM_UP_TURNS = Number(process.env.BENCH_WARM_UP ?? 300);
const TURNS = Number(process.env.BENCH_TURNS ?? 1000);
const CLI = fileURLToPath(new URL('../dist/main/cli/index.js', import.meta.url));
/** As `npm start` and the `nexy` command have it. */
const NODE_FLAGS = ['--initial-heap-size=128'];
const PROMPTS = [
  'Hello. How are you today?',
  'The first word must come at once. The rest may follow.',
  'It is five past nine, and the sun is shining. Shall we go out?',
  'I found three files with that name. Which one do you mean?',
];

/** A server in a process of its own, as users run it. */
async function serve() {
  const env = { ...process.env, LOG_LEVEL: 'error', BACKPRESSURE_MAX_RATE: '0', TTS_WARM_UP_LANGUAGES: 'en' };
  const child = spawn(process.execPath, [...NODE_FLAGS, CLI, 'serve', '--host', '127.0.0.1', '--port', '0'], { env });
  child.stderr.pipe(process.stderr);
  let out = '';
  for await (const data of child.stdout) {
    out += data;
    if (out.includes('ready')) break;
  }
  return { child, port: Number(/127\.0\.0\.1:(\d+)/.exec(out)[1]) };
}

/** The engine alone: ms to its first callback for the prompt's first sentence. */
function bare(engine, prompt) {
  const startedAt = performance.now();
  let firstMs;
  engine.speak(prompt.slice(0, prompt.search(/[.?!]/) + 1), 'en-us', () => {
    firstMs ??= performance.now() - startedAt;
    return false;
  });
  return firstMs;
}

function percentile(values, share) {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
}

const { child, port } = await serve();
const client = await openConnection(port);
const turn = (prompt) => client.turn({ prompt, hardwareId: 'bench', sessionId: randomUUID() });
const engine = await loadEspeak(175);
const prompt = (index) => PROMPTS[index % PROMPTS.length];
for (let i = 0; i < WARM_UP_TURNS; i++) {
  await turn(prompt(i));
  bare(engine, prompt(i));
}
const turns = [];
const floors = [];
for (let i = 0; i < TURNS; i++) {
  // Alternating, so that both meet the same weather.
  turns.push(await turn(prompt(i)));
  floors.push(bare(engine, prompt(i)));
}
client.close();
child.kill();

const [cpu] = cpus();
console.log(`${cpu.model}, ${cpus().length} cores, Node ${process.version}, ${TURNS} turns after ${WARM_UP_TURNS}`);
const rows = {
  'bare engine, first callback': floors,
  'first text at the client': turns.map(({ textMs }) => textMs),
  'first audio at the client': turns.map(({ audioMs }) => audioMs),
};
const table = Object.entries(rows).map(([what, values]) => {
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(values, share));
  const ms = (value) => Number(value.toFixed(2));
  return {
    what,
    'p50 ms': ms(p50),
    'p95 ms': ms(p95),
    'p99 ms': ms(p99),
    'p95 / floor': ms(p95 / percentile(floors, 0.95)),
  };
});
console.table(Object.fromEntries(table.map(({ what, ...figures }) => [what, figures])));
const p95 = percentile(rows['first audio at the client'], 0.95);
console.log(`${p95 <= AIM_P95_MS ? 'holds' : 'MISSES'}: first audio p95 ${p95.toFixed(2)} ms, aim ≤ ${AIM_P95_MS} ms`);
process.exitCode = p95 <= AIM_P95_MS ? 0 : 1;
