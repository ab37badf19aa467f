// Sentences: speed at several lengths and the rules of public test sets, ours beside Intl.Segmenter, sentencex and
// sentence-splitter. Ours also as the server uses it: token by token, looking only where a sentence can have ended.
import { prose } from './lib/prose.mjs';
import { FINDERS, findInTokens } from './lib/sentence-finders.mjs';
import { ruleScores } from './lib/sentence-rules.mjs';
import { defineSuite, runAlone } from './lib/suite.mjs';
import { timeInTurns } from './lib/timing.mjs';
import { tokensOf } from './lib/tokens.mjs';

const LANGUAGES = ['en', 'ru'];
/** UTF-16 units. */
const LENGTHS = { '2k': 2_000, '20k': 20_000, '100k': 100_000, '1m': 1_000_000 };
/** A finder that is expected to need longer for a text is not timed with it. */
const MAX_CALL_MS = 500;

/** What a call takes at least, by how its time grew from one length to the next: with the text or, at most, with its square. */
function expectedMs(calls, units) {
  const [before, last] = calls.slice(-2);
  if (!last) return 0;
  const growth = Math.log(last.ms / before.ms) / Math.log(last.units / before.units);
  return last.ms * (units / last.units) ** Math.min(2, Math.max(1, growth));
}

async function speeds(language, { quick, progress }) {
  const figures = [];
  const calls = Object.fromEntries(Object.keys(FINDERS).map((name) => [name, []]));
  for (const [length, fullUnits] of Object.entries(LENGTHS)) {
    const units = quick ? LENGTHS['2k'] : fullUnits;
    const text = prose(language, units);
    const tokens = tokensOf(text);
    const id = (name) => `segment.${language}_${length}_${name}_mchars_s`;
    const tasks = { streamed: { units, run: () => findInTokens(tokens, language) } };
    for (const [name, { find }] of Object.entries(FINDERS)) {
      const callMs = quick ? 0 : expectedMs(calls[name], units);
      if (callMs < MAX_CALL_MS) tasks[name] = { units, run: () => find(text, language) };
      else figures.push({ id: id(name), skipped: `a call would take ${Math.ceil(callMs / 1000)} s or more` });
    }
    const times = await timeInTurns(tasks, {
      quick,
      progress: (what) => progress(`${language}, ${length}: ${what}`),
      rounds: 5,
      roundMs: 50,
      warmUpMs: 100,
    });
    for (const [name, { ns, spread }] of Object.entries(times)) {
      calls[name]?.push({ units, ms: (ns * units) / 1e6 });
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

/** Sentences that come out otherwise when the text comes in tokens. */
function differingSentences(quick) {
  const counts = LANGUAGES.map((language) => {
    const text = prose(language, LENGTHS[quick ? '2k' : '100k']);
    const whole = FINDERS.ours.find(text, language);
    const streamed = findInTokens(tokensOf(text), language);
    // White space at the very end joins the last sentence or is left; nobody hears it.
    const differing = whole.filter((sentence, index) => sentence.trim() !== streamed[index]?.trim()).length;
    return differing + Math.max(0, streamed.length - whole.length);
  });
  return counts.reduce((sum, count) => sum + count);
}

export const suite = defineSuite({
  name: 'segment',
  title: 'Sentences: speed by length of text, and the rules of public test sets that are followed',
  async run({ quick, progress }) {
    const figures = [];
    for (const language of LANGUAGES) figures.push(...(await speeds(language, { quick, progress })));
    progress('rules');
    return [
      ...figures,
      {
        id: 'segment.streamed_differing',
        what: 'ours: sentences that tokens make differ, of 100k, en and ru',
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
