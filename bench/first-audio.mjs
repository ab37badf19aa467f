// First audio at a local client, engine warm: request sent → first audio chunk received. One stream at a time, with the bare
// engine in this process as the floor (sentence given → first callback); and many turns at once on one engine thread, with
// their first sentences in a bare loop as the floor.
import { randomUUID } from 'node:crypto';
import { loadEspeak } from '../dist/workers/engines/espeak.js';
import { measureBursts, shareOfEach } from './lib/bursts.mjs';
import { serve } from './lib/processes.mjs';
import { openConnection } from './lib/raw-client.mjs';
import { percentile, spreadOfParts } from './lib/stats.mjs';
import { defineSuite, runAlone } from './lib/suite.mjs';
import { medianOf } from './lib/summaries.mjs';

const TURNS_AT_ONCE = 50;
const PROMPTS = [
  'Hello. How are you today?',
  'The first word must come at once. The rest may follow.',
  'It is five past nine, and the sun is shining. Shall we go out?',
  'I found three files with that name. Which one do you mean?',
];

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

async function measure({ warmUpTurns, measuredTurns, progress }) {
  const server = await serve();
  const client = await openConnection(server.port);
  const turn = (prompt) => client.turn({ prompt, hardwareId: 'bench', sessionId: randomUUID() });
  const engine = await loadEspeak(175);
  const turns = [];
  const floors = [];
  try {
    for (let i = -warmUpTurns; i < measuredTurns; i++) {
      if (i % 50 === 0) progress(i < 0 ? `warming up, ${-i} turns to go` : `turn ${i} of ${measuredTurns}`);
      const prompt = PROMPTS[Math.abs(i) % PROMPTS.length];
      // Alternating, so that both meet the same weather.
      const seen = await turn(prompt);
      const floor = bare(engine, prompt);
      if (i < 0) continue;
      turns.push(seen);
      floors.push(floor);
    }
  } finally {
    client.close();
    await server.stop();
  }
  return { turns, floors };
}

function figure(id, what, values, share) {
  const statistic = (of) => percentile(of, share);
  return {
    id: `first-audio.${id}_p${share * 100}_ms`,
    what: `${what}, p${share * 100}`,
    value: statistic(values),
    unit: 'ms',
    better: 'less',
    ...(values.length >= 100 ? { spread: spreadOfParts(values, statistic) } : {}),
  };
}

/** The middle one of all bursts. */
function burstFigure(id, what, bursts, share) {
  const values = shareOfEach(bursts, share);
  return {
    id: `first-audio.burst_${id}_p${share * 100}_ms`,
    what: `${what}, p${share * 100}`,
    unit: 'ms',
    better: 'less',
    ...medianOf(values),
  };
}

async function burstFigures(counts) {
  const { ours, bare } = await measureBursts(counts);
  const { turns } = counts;
  return [0.5, 0.95].flatMap((share) => {
    const floor = burstFigure('bare', `bare loop over ${turns} first sentences`, bare, share);
    return [floor, { ...burstFigure('ours', `first audio, ${turns} turns at once`, ours, share), floor: floor.id }];
  });
}

export const suite = defineSuite({
  name: 'first-audio',
  title: 'Request sent → first audio at a local client, engine warm',
  async run({ quick, progress }) {
    const counts = quick ? { warmUpTurns: 2, measuredTurns: 8 } : { warmUpTurns: 300, measuredTurns: 1000 };
    const bursts = quick
      ? { turns: 10, bursts: 1, warmUpBursts: 0 }
      : { turns: TURNS_AT_ONCE, bursts: 15, warmUpBursts: 3 };
    const { turns, floors } = await measure({ ...counts, progress });
    const audio = turns.map(({ audioMs }) => audioMs);
    const text = turns.map(({ textMs }) => textMs);
    return [
      ...[0.5, 0.95, 0.99].flatMap((share) => {
        const floor = figure('engine', 'bare engine, first callback', floors, share);
        return [floor, { ...figure('one_stream', 'first audio', audio, share), floor: floor.id }];
      }),
      figure('one_stream_text', 'first text', text, 0.95),
      ...(await burstFigures({ ...bursts, progress })),
    ];
  },
});
await runAlone(import.meta.url, suite);
