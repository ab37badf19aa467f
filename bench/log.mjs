// One line of the log, with the context of a turn's end, to a sink that discards it. The floor is pino alone with the same values, which
// writes the level before the time.
import { pino } from 'pino';
import { DecisionLog } from '#dist/main/log/decision-log.js';
import { defineSuite, runAlone } from './lib/suite.mjs';
import { timeInTurns } from './lib/timing.mjs';

const CALLS = 1_000;
const LINE = {
  scope: 'grpc',
  method: 'StreamAudio',
  decision: /** @type {const} */ ('complete'),
  ctx: {
    hardware_id: 'a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c5d',
    session_id: '5d4c3b2a-1f0e-4d9c-8b7a-6f5e4d3c2b1a',
    sentences: 3,
    audio_ms: 4_250,
    first_text_ms: 212.41,
    first_audio_ms: 221.07,
  },
  dur_ms: 1_534.12,
};
const WHAT = { pino: 'pino alone', ours: 'our log' };
const SINK = { write: () => {} };

function repeated(write) {
  return () => {
    for (let i = 0; i < CALLS; i++) write();
  };
}

export const suite = defineSuite({
  name: 'log',
  title: 'One line of the log, as JSON',
  summary: 'Writes log lines to a sink that discards them, beside pino alone.',
  seconds: { whole: 10, quick: 1 },
  async run(how) {
    const alone = pino({ base: null, timestamp: () => `,"ts":"${new Date().toISOString()}"` }, SINK);
    const ours = new DecisionLog({ level: 'info', format: 'json', metrics_interval_seconds: 60 }, SINK);
    const times = await timeInTurns(
      {
        pino: { units: CALLS, run: repeated(() => alone.info(LINE)) },
        ours: { units: CALLS, run: repeated(() => ours.write('info', LINE)) },
      },
      how,
    );
    return Object.entries(WHAT).map(([name, what]) => ({
      id: `log.${name}_us`,
      what,
      value: times[name].ns / 1000,
      unit: 'µs',
      better: 'less',
      spread: times[name].spread,
      ...(name === 'pino' ? {} : { floor: 'log.pino_us' }),
    }));
  },
});
await runAlone(import.meta.url, suite);
