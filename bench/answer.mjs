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
import { timeInTurns } from './lib/timing.mjs';
import { tokensOf } from './lib/tokens.mjs';

const LANGUAGES = ['en', 'ru'];
/** The length of a long answer, UTF-16 units. */
const LENGTH = 4_000;

function speak(sentences, language) {
  const speakable = new Speakable(language);
  return sentences.map((sentence) => speakable.say(sentence, language));
}

function rowsOf(language) {
  const object = tokensOf(objectAnswer(language, LENGTH));
  const plain = tokensOf(prose(language, LENGTH));
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
      { name: `${kind}_strip`, what: `${kind}, marks taken away by remove-markdown`, tokens: sentences, run: strip },
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

async function speeds(language, { quick, progress }) {
  const rows = rowsOf(language);
  const tasks = Object.fromEntries(rows.map(({ name, tokens, run }) => [name, { units: tokens.join('').length, run }]));
  const times = await timeInTurns(tasks, { quick, progress: (what) => progress(`${language}: ${what}`) });
  const id = (name) => `answer.${language}_${name}_mchars_s`;
  return rows.map(({ name, what, floor }) => ({
    id: id(name),
    what: `${language}, ${what}`,
    value: 1000 / times[name].ns,
    unit: 'M chars/s',
    better: 'more',
    spread: times[name].spread,
    ...(floor ? { floor: id(floor) } : {}),
  }));
}

/** Returns the number of answers whose parsed text differs from the text that was put into them. */
function differingAnswers() {
  const answers = LANGUAGES.flatMap((language) => [
    [objectAnswer(language, LENGTH), prose(language, LENGTH)],
    [prose(language, LENGTH), prose(language, LENGTH)],
  ]);
  // White space at the very end is ignored, because it is never spoken.
  return answers.filter(([answer, text]) => byOurs(tokensOf(answer)).join('').trimEnd() !== text.trimEnd()).length;
}

export const suite = defineSuite({
  name: 'answer',
  title: `An answer of ${LENGTH} characters, taken apart token by token and made speakable, on the main thread`,
  summary: 'Takes long answers apart token by token, and makes them speakable, beside simpler readers.',
  seconds: { whole: 20, quick: 2 },
  async run(how) {
    const figures = [];
    for (const language of LANGUAGES) figures.push(...(await speeds(language, how)));
    return [
      ...figures,
      {
        id: 'answer.differing',
        what: 'ours: answers whose text is not what the model meant, of 4',
        value: differingAnswers(),
        unit: 'answers',
        better: 'less',
        spread: 0,
      },
    ];
  },
});
await runAlone(import.meta.url, suite);
