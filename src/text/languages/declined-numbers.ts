import type { NumberWords } from './number-words.js';

/** The number words of a language whose ordinals are declined: lists of words separated by spaces. */
interface DeclinedNumbers {
  /** The cardinals of 0 to 19, of the tens from 20, and of the hundreds. Undefined = the engine reads cardinals well. */
  readonly cardinals?: { readonly ones: string; readonly tens: string; readonly hundreds: string };
  /** The feminine of 1 and 2. */
  readonly feminine?: string;
  /** A thousand, a million, a billion: the forms for one, few and many. */
  readonly scales?: readonly string[];
  readonly feminineThousand?: boolean;
  /** The ordinals of 0 to 19, of the tens from 20, of the hundreds and of the thousands, without their ending. */
  readonly ordinals: {
    readonly ones: string;
    readonly tens: string;
    readonly hundreds?: string;
    readonly thousands?: string;
  };
  /** The endings of stems that are not declined like the others: stems separated by spaces → ending → ending. */
  readonly irregular: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Tells that tens are declined, too: "dwudziestego pierwszego". */
  readonly declinesTens?: boolean;
}

const SLAVIC = new Intl.PluralRules('ru');
const MAX_CARDINAL = 999_999_999_999;

/** Returns the number words of a language from its lists. */
export function declinedNumbers(tables: DeclinedNumbers): NumberWords {
  const { cardinals, feminine = '', scales = [], feminineThousand = false, ordinals, declinesTens } = tables;
  const [ones, tens, hundreds] = [cardinals?.ones, cardinals?.tens, cardinals?.hundreds].map(
    (list) => list?.split(' ') ?? [],
  ) as [string[], string[], string[]];
  const feminineOnes = feminine.split(' ');
  const stems = {
    ones: ordinals.ones.split(' '),
    tens: ordinals.tens.split(' '),
    hundreds: ordinals.hundreds?.split(' ') ?? [],
    thousands: ordinals.thousands?.split(' ') ?? [],
  };
  const irregular = new Map(
    Object.entries(tables.irregular).flatMap(([list, endings]) =>
      list.split(' ').map((stem) => [stem, endings] as const),
    ),
  );

  /** Returns a number below 1000; '' = zero. */
  const belowThousand = (value: number, isFeminine: boolean): string => {
    const rest = value % 100;
    const one = rest < 20 ? rest : rest % 10;
    return [
      hundreds[Math.floor(value / 100) - 1],
      rest >= 20 ? tens[Math.floor(rest / 10) - 2] : undefined,
      one === 0 ? undefined : isFeminine && one <= 2 ? feminineOnes[one - 1] : ones[one],
    ]
      .filter((word) => word !== undefined)
      .join(' ');
  };

  const cardinal = (value: number, isFeminine: boolean): string | undefined => {
    if (!Number.isInteger(value) || value < 0 || value > MAX_CARDINAL) return undefined;
    if (value === 0) return ones[0];
    const words: string[] = [];
    for (const [i, forms] of [...scales.entries()].reverse()) {
      const count = Math.floor(value / 1000 ** (i + 1)) % 1000;
      if (count === 0) continue;
      const [one, few, many] = forms.split(' ') as [string, string, string];
      const category = SLAVIC.select(count);
      // "Тысяча девятьсот": one thousand is only a thousand.
      if (count > 1 || i > 0) words.push(belowThousand(count, i === 0 && feminineThousand));
      words.push(category === 'one' ? one : category === 'few' ? few : many);
    }
    words.push(belowThousand(value % 1000, isFeminine));
    return words.filter((word) => word !== '').join(' ');
  };

  const decline = (stem: string | undefined, ending: string): string | undefined =>
    stem === undefined ? undefined : stem + (irregular.get(stem)?.[ending] ?? ending);

  const ordinal = (value: number, ending: string): string | undefined => {
    if (!Number.isInteger(value) || value <= 0) return undefined;
    const rest = value % 100;
    const one = rest < 20 ? rest : rest % 10;
    const [last, size] =
      one > 0
        ? [stems.ones[one], one]
        : rest > 0
          ? [stems.tens[rest / 10 - 2], rest]
          : value % 1000 > 0
            ? [stems.hundreds[(value % 1000) / 100 - 1], value % 1000]
            : [stems.thousands[value / 1000 - 1], value];
    const said = decline(last, ending);
    const before = value - size;
    if (said === undefined || before === 0) return said;
    // "Dwa tysiące dwudziesty czwarty": cardinals, then the tens, then the ones.
    const declined = declinesTens ? before % 100 : 0;
    const start = [
      before === declined ? undefined : cardinal(before - declined, false),
      declined === 0 ? undefined : decline(stems.tens[declined / 10 - 2], ending),
    ].filter((word) => word !== undefined);
    return cardinals === undefined && before > declined ? undefined : [...start, said].join(' ');
  };

  return cardinals === undefined ? { ordinal } : { cardinal, ordinal };
}
