// One line of the log, with the context of a completed turn, as JSON to a sink that discards it. The floor is pino
// alone with the same fields; it writes the level before the time.
import { pino } from 'pino';
import { loadConfig } from '#dist/main/config/load.js';
import { DecisionLog } from '#dist/main/log/decision-log.js';
import { defineSuite, runAlone } from './lib/suite.mjs';
import { timeInTurns } from './lib/timing.mjs';

/** @import { MeasuredFigure } from './lib/figures.mjs' */

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

/** A sink that keeps the last line only. */
class LastLine {
  text = '';

  /** @param {string} line */
  write(line) {
    this.text = line;
  }
}

/** @param {() => void} writeLine */
function repeated(writeLine) {
  return () => {
    for (let i = 0; i < CALLS; i++) writeLine();
  };
}

/**
 * Returns the fields of a line, without its time.
 * @param {LastLine} sink
 */
function fieldsOf({ text }) {
  const { ts: _, ...fields } = JSON.parse(text);
  return JSON.stringify(fields);
}

export const suite = defineSuite({
  name: 'log',
  title: 'One line of the log, as JSON to a sink that discards it',
  summary: 'Writes a line of the log as JSON, compared with pino alone.',
  seconds: { whole: 3, quick: 1 },
  async run(options) {
    const sinks = { ours: new LastLine(), pino: new LastLine() };
    const { logging } = loadConfig({
      env: {},
      overrides: { 'logging.level': 'info', 'logging.format': 'json' },
    }).config;
    const ours = new DecisionLog(logging, sinks.ours);
    const alone = pino(
      {
        base: null,
        timestamp: () => `,"ts":"${new Date().toISOString()}"`,
        formatters: { level: (label) => ({ level: label }) },
      },
      sinks.pino,
    );
    const times = await timeInTurns(
      {
        pino: { units: CALLS, run: repeated(() => alone.info(LINE)) },
        ours: { units: CALLS, run: repeated(() => ours.write('info', LINE)) },
      },
      options,
    );
    if (fieldsOf(sinks.ours) !== fieldsOf(sinks.pino)) throw new Error('the lines of the log and of pino differ');
    /** @type {(name: 'ours' | 'pino', what: string) => MeasuredFigure} */
    const figure = (name, what) => {
      const { ns, spread } = times[name];
      return { id: `log.${name}_us`, what, value: ns / 1000, unit: 'µs', better: 'less', spread };
    };
    return [figure('pino', 'pino alone'), { ...figure('ours', 'ours (aim: at most 3 µs)'), floor: 'log.pino_us' }];
  },
});
await runAlone(import.meta.url, suite);
