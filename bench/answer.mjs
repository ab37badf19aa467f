// The work between a model's tokens and the sentences to be spoken. The answer is parsed while it arrives, compared
// with a streaming JSON parser that emits partial strings. Each sentence is made speakable, compared with a library
// that only removes marks.
import removeMarkdown from 'remove-markdown';
import { Speakable } from '#dist/text/speakable/speakable.js';
import { byOurs, READERS } from './lib/answer-readers.mjs';
import { markdown, objectAnswer } from './lib/answer-texts.mjs';
import { prose } from './lib/prose.mjs';
import { findInTokens } from './lib/sentence-finders.mjs';
import { defineSuite, runAlone } from './lib/suite.mjs';
import { timeInTurns, timeOf } from './lib/timing.mjs';
import { tokensOf } from './lib/tokens.mjs';

/**
 * @import { Figure } from './lib/figures.mjs'
 * @import { Language } from './lib/prose.mjs'
 * @import { RunOptions } from './lib/suite.mjs'
 *
 * @typedef {object} Row
 * @property {string} name
 * @property {string} what
 * @property {readonly string[]} tokens
 * @property {() => unknown} run
 * @property {string} [floor] the name of another row
 */

/** @type {readonly Language[]} */
const LANGUAGES = ['en', 'ru'];
/** The length of a long answer, UTF-16 units. */
const LENGTH = 4_000;

/**
 * Makes sentences speakable.
 * @param {readonly string[]} sentences
 * @param {Language} language
 */
function speak(sentences, language) {
  const speakable = new Speakable(language);
  return sentences.map((sentence) => speakable.read(sentence, language));
}

/** @param {Language} language */
function rowsOf(language) {
  const object = tokensOf(objectAnswer(language, LENGTH));
  const plain = tokensOf(prose(language, LENGTH));
  /** @type {Row[]} */
  const rows = Object.entries(READERS).map(([reader, { name, read }]) => ({
    name: `object_${reader}`,
    what: `an object, ${name}`,
    tokens: object,
    run: () => read(object),
    ...(reader === 'parse' ? {} : { floor: 'object_parse' }),
  }));
  rows.push(
    { name: 'plain_join', what: 'plain text, only joined', tokens: plain, run: () => plain.join('') },
    { name: 'plain_ours', what: 'plain text, ours', tokens: plain, run: () => byOurs(plain), floor: 'plain_join' },
  );
  for (const [kind, text] of Object.entries({ prose: prose(language, LENGTH), markdown: markdown(language, LENGTH) })) {
    const sentences = findInTokens(tokensOf(text), language);
    const strip = () => sentences.map((sentence) => removeMarkdown(sentence));
    rows.push(
      { name: `${kind}_strip`, what: `${kind}, marks removed by remove-markdown`, tokens: sentences, run: strip },
      {
        name: `${kind}_speakable`,
        what: `${kind}, made speakable by ours`,
        tokens: sentences,
        run: () => speak(sentences, language),
        floor: `${kind}_strip`,
      },
    );
  }
  return rows;
}

/**
 * @param {Language} language
 * @param {RunOptions} options
 * @returns {Promise<Figure[]>}
 */
async function speeds(language, { quick, progress }) {
  const rows = rowsOf(language);
  const tasks = Object.fromEntries(rows.map(({ name, tokens, run }) => [name, { units: tokens.join('').length, run }]));
  const times = await timeInTurns(tasks, { quick, progress: (step) => progress(`${language}: ${step}`) });
  /** @param {string} name */
  const id = (name) => `answer.${language}_${name}_mchars_s`;
  return rows.map(({ name, what, floor }) => {
    const { ns, spread } = timeOf(times, name);
    return {
      id: id(name),
      what: `${language}, ${what}`,
      value: 1000 / ns,
      unit: 'M chars/s',
      better: 'more',
      spread,
      ...(floor ? { floor: id(floor) } : {}),
    };
  });
}

/** Returns the number of answers whose parsed text differs from the text that was put into them. */
function differingAnswers() {
  const answers = LANGUAGES.flatMap((language) => {
    const text = prose(language, LENGTH);
    return [
      { answer: objectAnswer(language, LENGTH), text },
      { answer: text, text },
    ];
  });
  // White space at the very end is ignored, because it is never spoken.
  return answers.filter(({ answer, text }) => byOurs(tokensOf(answer)).join('').trimEnd() !== text.trimEnd()).length;
}

export const suite = defineSuite({
  name: 'answer',
  title: `An answer of ${LENGTH} characters, parsed token by token and made speakable, on the main thread`,
  summary:
    'Parses answers token by token and makes their sentences speakable, compared with a streaming JSON parser and a remover of marks.',
  seconds: { whole: 22, quick: 1 },
  async run(options) {
    const figures = [];
    for (const language of LANGUAGES) figures.push(...(await speeds(language, options)));
    return [
      ...figures,
      {
        id: 'answer.differing',
        what: 'ours: answers with another text than the model wrote, of 4',
        value: differingAnswers(),
        unit: 'answers',
        better: 'less',
        spread: 0,
      },
    ];
  },
});
await runAlone(import.meta.url, suite);
