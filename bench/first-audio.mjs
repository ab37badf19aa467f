// The time to first audio at a local client with a warm engine: request sent → first audio chunk received, and to the
// first sound that its listener hears. With one stream at a time, the floor is the bare engine in this process (call of the engine → first callback). With many turns
// at once on one engine thread, the floor is a bare loop over their first sentences. A long text that is read aloud
// starts with its first sentence, too: its floor is a turn with the same text as its answer.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from '#dist/shared/measurement/percentile.js';
import { loadEspeak } from '#dist/workers/engines/espeak.js';
import { measureBursts, percentileOfEach } from './lib/bursts.mjs';
import { serve } from './lib/processes.mjs';
import { openConnection } from './lib/raw-client.mjs';
import { spreadOfParts } from './lib/stats.mjs';
import { defineSuite, runAlone } from './lib/suite.mjs';
import { medianOf } from './lib/summaries.mjs';

/**
 * @import { Engine } from '#dist/workers/engines/engine.js'
 * @import { Counts } from './lib/bursts.mjs'
 * @import { MeasuredFigure } from './lib/figures.mjs'
 */

const TURNS_AT_ONCE = 50;
const PROMPTS = [
  'Hello. How are you today?',
  'The first word must come at once. The rest may follow.',
  'It is five past nine, and the sun is shining. Shall we go out?',
  'I found three files with that name. Which one do you mean?',
];

/** The number of measured turns to one text that is read aloud. */
const TURNS_TO_A_WELCOME = 4;
/** The pause after a cancelled call, ms, in which its sentence in synthesis ends. */
const PAUSE_MS = 50;
const LONG_CHARS = 6_000;
const LONG_TEXT = 'Ann wrote that she will be at the station at ten past nine tomorrow. '
  .repeat(100)
  .slice(0, LONG_CHARS);

/**
 * Speaks the first sentence of a prompt with the engine alone; returns the time to the first callback, ms.
 * @param {Engine} engine
 * @param {string} prompt
 */
function bare(engine, prompt) {
  const startedAt = performance.now();
  let firstMs = 0;
  engine.speak(prompt.slice(0, prompt.search(/[.?!]/) + 1), 'en-us', () => {
    firstMs ||= performance.now() - startedAt;
    return false;
  });
  return firstMs;
}

/** @param {{ warmUpTurns: number, measuredTurns: number, progress: (step: string) => void }} counts */
async function measure({ warmUpTurns, measuredTurns, progress }) {
  const server = await serve();
  const client = await openConnection(server.port);
  /** @param {string} prompt */
  const turn = (prompt) => client.turn({ prompt, hardwareId: 'bench', sessionId: randomUUID() });
  const engine = await loadEspeak(175);
  const turns = [];
  const floors = [];
  /** @type {number[]} */
  const longTurns = [];
  /** @type {number[]} */
  const welcomes = [];
  try {
    for (let i = -warmUpTurns; i < measuredTurns; i++) {
      if (i % 50 === 0) progress(i < 0 ? `warming up, ${-i} turns to go` : `turn ${i} of ${measuredTurns}`);
      const prompt = PROMPTS[Math.abs(i) % PROMPTS.length] ?? '';
      // Server and engine alternate, so that both are measured under the same conditions.
      const { textMs, audioMs, soundMs } = await turn(prompt);
      const floor = bare(engine, prompt);
      if (i < 0) continue;
      if (textMs === undefined || audioMs === undefined) throw new Error('a turn had no text or no audio');
      if (soundMs === undefined) throw new Error('a turn had no sound');
      turns.push({ textMs, audioMs, soundMs });
      floors.push(floor);
    }
    for (let i = 0; i < measuredTurns; i += TURNS_TO_A_WELCOME) {
      if (i % 100 === 0) progress(`long text, ${i} of ${measuredTurns}`);
      const answer = await client.beginTurn({ prompt: LONG_TEXT, hardwareId: 'bench', sessionId: randomUUID() });
      await sleep(PAUSE_MS);
      const aloud = await client.beginWelcome(LONG_TEXT);
      await sleep(PAUSE_MS);
      if (answer.audioMs === undefined || aloud.audioMs === undefined) throw new Error('a long text had no audio');
      longTurns.push(answer.audioMs);
      welcomes.push(aloud.audioMs);
    }
  } finally {
    client.close();
    await server.stop();
  }
  return { turns, floors, longTurns, welcomes };
}

/**
 * Makes a figure of a percentile of times.
 * @param {string} id
 * @param {string} description
 * @param {readonly number[]} values ms
 * @param {number} percent
 * @returns {MeasuredFigure}
 */
function figure(id, description, values, percent) {
  /** @param {readonly number[]} part */
  const statistic = (part) => percentile(part, percent);
  return {
    id: `first-audio.${id}_p${percent}_ms`,
    what: `${description}, p${percent}`,
    value: statistic(values),
    unit: 'ms',
    better: 'less',
    ...(values.length >= 100 ? { spread: spreadOfParts(values, statistic) } : {}),
  };
}

/**
 * Makes a figure of the median over all bursts.
 * @param {string} id
 * @param {string} description
 * @param {readonly (readonly number[])[]} bursts ms
 * @param {number} percent
 * @returns {MeasuredFigure}
 */
function burstFigure(id, description, bursts, percent) {
  const values = percentileOfEach(bursts, percent);
  return {
    id: `first-audio.burst_${id}_p${percent}_ms`,
    what: `${description}, p${percent}`,
    unit: 'ms',
    better: 'less',
    ...medianOf(values),
  };
}

/**
 * @param {Counts} counts
 * @returns {Promise<MeasuredFigure[]>}
 */
async function burstFigures(counts) {
  const { ours, bare } = await measureBursts(counts);
  const { turns } = counts;
  return [50, 95].flatMap((percent) => {
    const floor = burstFigure('bare', `bare loop over ${turns} first sentences`, bare, percent);
    return [floor, { ...burstFigure('ours', `first audio, ${turns} turns at once`, ours, percent), floor: floor.id }];
  });
}

export const suite = defineSuite({
  name: 'first-audio',
  title: 'Request sent → first audio at a local client, engine warm',
  summary: 'Times the first audio of single turns and of bursts of 50, compared with the bare engine.',
  seconds: { whole: 100, quick: 8 },
  async run({ quick, progress }) {
    const counts = quick ? { warmUpTurns: 1, measuredTurns: 4 } : { warmUpTurns: 300, measuredTurns: 1000 };
    const bursts = quick
      ? { turns: 4, bursts: 1, warmUpBursts: 0 }
      : { turns: TURNS_AT_ONCE, bursts: 15, warmUpBursts: 3 };
    const { turns, floors, longTurns, welcomes } = await measure({ ...counts, progress });
    const audio = turns.map(({ audioMs }) => audioMs);
    const sound = turns.map(({ soundMs }) => soundMs);
    const text = turns.map(({ textMs }) => textMs);
    return [
      ...[50, 95, 99].flatMap((percent) => {
        const floor = figure('engine', 'bare engine, first callback', floors, percent);
        return [floor, { ...figure('one_stream', 'first audio', audio, percent), floor: floor.id }];
      }),
      ...[50, 95].map((percent) => figure('one_stream_sound', 'first sound above −50 dBFS', sound, percent)),
      ...[50, 95].map((percent) => figure('one_stream_text', 'first text', text, percent)),
      ...[50, 95].flatMap((percent) => {
        const floor = figure('long_turn', `first audio of an answer of ${LONG_CHARS} characters`, longTurns, percent);
        const aloud = figure('welcome', `first audio of ${LONG_CHARS} characters read aloud`, welcomes, percent);
        return [floor, { ...aloud, floor: floor.id }];
      }),
      ...(await burstFigures({ ...bursts, progress })),
    ];
  },
});
await runAlone(import.meta.url, suite);
