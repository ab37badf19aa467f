import { expect, it } from 'vitest';
import { type HeardTables, spoken } from './heard-tables.js';

const HEARD: HeardTables = {
  es: [
    [
      'Son 25 k€, 3 M€, 2 Md€ y 21 M€.',
      'Son 25 mil euros, 3 millones de euros, 2 mil millones de euros y veintiún millones de euros.',
    ],
    [
      '25 mil €, 1,5 M€, 25K€, $25k, 5 mil millones €.',
      '25 mil euros, 1,5 millones de euros, 25 mil euros, 25 mil dólares, 5 mil millones de euros.',
    ],
  ],
  fr: [
    ['25 k€, 3 M€, 2 Md€, 1,5 M€.', "25 mille euros, 3 millions d'euros, 2 milliards d'euros, 1,5 million d'euros."],
    ['5 mille €, 25k€, 3 M$.', '5 mille euros, 25 mille euros, 3 millions de dollars.'],
  ],
  de: [
    [
      '25 k€, 3 M€, 1 M€, 2 Md€, 5 T€.',
      '25 Tausend Euro, 3 Millionen Euro, eine Million Euro, 2 Milliarden Euro, 5 Tausend Euro.',
    ],
    ['Ein 3 M Filter, 5 T.', 'Ein 3 M Filter, 5 T.'],
  ],
  it: [['25 k€, 3 M€, 2 Mld €.', '25 mila euro, 3 milioni di euro, 2 miliardi di euro.']],
  pt: [['25 k€, 3 M€, 5 mil €.', '25 mil euros, 3 milhões de euros, 5 mil euros.']],
  en: [['25 k€ and 3 M€.', '25 thousand euros and 3 million euros.']],
};

it('says the scale between an amount and its currency', () => {
  expect(spoken(HEARD)).toEqual(HEARD);
});
