// Sentence segmentation: speed at several lengths of text and the rules of public test sets. Our segmenter is compared
// with Intl.Segmenter, sentencex and sentence-splitter. It is also measured as the server uses it: token by token, with
// a search only where a sentence can have ended.
import { prose } from './lib/prose.mjs';
import { byOurs, FINDERS, findInTokens } from './lib/sentence-finders.mjs';
import { ruleScores } from './lib/sentence-rules.mjs';
import { defineSuite, runAlone } from './lib/suite.mjs';
import { timeInTurns } from './lib/timing.mjs';
import { tokensOf } from './lib/tokens.mjs';

/**
 * @import { Figure } from './lib/figures.mjs'
 * @import { Language } from './lib/prose.mjs'
 * @import { RunOptions } from './lib/suite.mjs'
 * @import { Task } from './lib/timing.mjs'
 *
 * @typedef {{ units: number, ms: number }} Call the time of a call for a text of `units` characters
 */

/** @type {readonly Language[]} */
const LANGUAGES = ['en', 'ru'];
/** The lengths of the texts, UTF-16 units. */
const LENGTHS = { '2k': 2_000, '20k': 20_000, '100k': 100_000, '1m': 1_000_000 };
/** The limit of the expected time for a text, ms; a finder that would need longer is not timed with it. */
const MAX_CALL_MS = 500;

/**
 * Returns the least time that a call is expected to take, ms. It is extrapolated from the growth between the last two
 * lengths: at least linear, at most quadratic.
 * @param {readonly Call[]} calls the calls so far, by ascending length
 * @param {number} units the length of the next text
 */
function expectedMs(calls, units) {
  const [before, last] = calls.slice(-2);
  if (!before || !last) return 0;
  const growth = Math.log(last.ms / before.ms) / Math.log(last.units / before.units);
  return last.ms * (units / last.units) ** Math.min(2, Math.max(1, growth));
}

/**
 * @param {Language} language
 * @param {RunOptions} options
 * @returns {Promise<Figure[]>}
 */
async function speeds(language, { quick, progress }) {
  /** @type {Figure[]} */
  const figures = [];
  const calls = new Map(Object.keys(FINDERS).map((name) => [name, /** @type {Call[]} */ ([])]));
  for (const [length, fullUnits] of Object.entries(LENGTHS)) {
    const units = quick ? LENGTHS['2k'] : fullUnits;
    const text = prose(language, units);
    const tokens = tokensOf(text);
    /** @param {string} name */
    const id = (name) => `segment.${language}_${length}_${name}_mchars_s`;
    /** @type {Record<string, Task>} */
    const tasks = { streamed: { units, run: () => findInTokens(tokens, language) } };
    for (const [name, { find }] of Object.entries(FINDERS)) {
      const callMs = quick ? 0 : expectedMs(calls.get(name) ?? [], units);
      if (callMs < MAX_CALL_MS) tasks[name] = { units, run: () => find(text, language) };
      else figures.push({ id: id(name), skipped: `a call would take ${Math.ceil(callMs / 1000)} s or more` });
    }
    const times = await timeInTurns(tasks, {
      quick,
      progress: (step) => progress(`${language}, ${length}: ${step}`),
      rounds: 5,
      roundMs: 50,
      warmUpMs: 100,
    });
    for (const [name, { ns, spread }] of Object.entries(times)) {
      calls.get(name)?.push({ units, ms: (ns * units) / 1e6 });
      const finder = FINDERS[name]?.name ?? 'ours, token by token';
      figures.push({
        id: id(name),
        what: `${finder}, ${language}, ${length}`,
        value: 1000 / ns,
        unit: 'M chars/s',
        better: 'more',
        spread,
        ...(name !== 'intl' && times.intl ? { floor: id('intl') } : {}),
      });
    }
  }
  return figures;
}

/**
 * Returns the number of sentences that differ when the text comes in tokens.
 * @param {boolean} quick
 */
function differingSentences(quick) {
  const counts = LANGUAGES.map((language) => {
    const text = prose(language, LENGTHS[quick ? '2k' : '100k']);
    const whole = byOurs(text, language);
    const streamed = findInTokens(tokensOf(text), language);
    // White space at the very end is ignored: it may join the last sentence or not, and it is never spoken.
    const differing = whole.filter((sentence, index) => sentence.trim() !== streamed[index]?.trim()).length;
    return differing + Math.max(0, streamed.length - whole.length);
  });
  return counts.reduce((sum, count) => sum + count, 0);
}

export const suite = defineSuite({
  name: 'segment',
  title: 'Sentences: speed by length of text, and the rules of public test sets that are followed',
  summary:
    'Finds sentences in texts of four lengths, compared with Intl.Segmenter, sentencex and sentence-splitter, and counts the followed rules.',
  seconds: { whole: 37, quick: 1 },
  async run({ quick, progress }) {
    const figures = [];
    for (const language of LANGUAGES) figures.push(...(await speeds(language, { quick, progress })));
    progress('rules');
    return [
      ...figures,
      {
        id: 'segment.streamed_differing',
        what: 'ours: sentences that differ when the text comes in tokens, 100k, en and ru',
        value: differingSentences(quick),
        unit: 'sentences',
        better: 'less',
        spread: 0,
      },
      ...ruleScores(),
    ];
  },
});
await runAlone(import.meta.url, suite);
