import type { DateWords } from '../date-words.js';
import type { NumberWords, OrdinalWords } from '../number-words.js';

const ONES = 'null ein zwei drei vier fünf sechs sieben acht neun'.split(' ');
const ORDINALS_BELOW_20 =
  'nullt erst zweit dritt viert fünft sechst siebt acht neunt zehnt elft zwölft dreizehnt vierzehnt fünfzehnt sechzehnt siebzehnt achtzehnt neunzehnt'.split(
    ' ',
  );
const TENS = 'zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig'.split(' ');

/** Returns the ordinals up to 99: the engine reads a number with a full stop as a cardinal, and pauses after it. */
function ordinal(value: number, ending: string): string | undefined {
  if (!(value > 0 && value < 100)) return undefined;
  const one = value % 10;
  const stem = ORDINALS_BELOW_20[value] ?? `${one === 0 ? '' : `${ONES[one]}und`}${TENS[Math.floor(value / 10) - 2]}st`;
  return stem + ending;
}

export const NUMBERS: NumberWords = { ordinal };

/** The words before an ordinal that take the ending of the nominative, and of the other cases. */
const NOMINATIVE = 'der die das dieser diese dieses jeder jede jedes erste';
const OTHER_CASES =
  'am im vom zum beim zur ab bis seit vor nach von dem den des einem einer einen eines diesem diesen jedem jeden ihrem ihren seinem seinen unserem nächsten kommenden letzten vergangenen';

export const ORDINALS: OrdinalWords = {
  nouns: [
    {
      forms: 'Jahrhundert Jahrhunderts Jahrhunderte Jahrhunderten Jahrtausend Jahrtausends',
      ending: { usual: 'es', after: { [NOMINATIVE]: 'e', [`${OTHER_CASES} ins`]: 'en', das: 'e', ins: 'e' } },
      least: 1,
      most: 99,
    },
    {
      forms: 'Jh. Jhd.',
      ending: {
        usual: 'es Jahrhundert',
        after: {
          [NOMINATIVE]: 'e Jahrhundert',
          [OTHER_CASES]: 'en Jahrhundert',
          'das ins': 'e Jahrhundert',
          'des eines': 'en Jahrhunderts',
        },
      },
      least: 1,
      most: 99,
    },
  ],
  fullStop: { [NOMINATIVE]: 'e', [OTHER_CASES]: 'en', ein: 'er', sein: 'er', ihr: 'er', mein: 'er' },
  oblique: ['in|aus|mit|von|bei|seit|zu|nach|an|auf|ab|vor|während', 'der', 'en'],
  conjunctions: 'und|bis|oder',
};

export const DATES: DateWords = {
  dayEnding: { usual: 'er', after: { [NOMINATIVE]: 'e', [`${OTHER_CASES} geboren gestorben`]: 'en' } },
  ordinalDays: true,
  aloneEnding: 'er',
  between: 'bis|und|oder',
  and: 'und',
  dotted: 'am|vom|zum|bis|den|dem|der|ab|seit|bis zum',
};
