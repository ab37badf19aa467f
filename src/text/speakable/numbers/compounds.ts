import type { RuleMaker } from './spoken-language.js';

/** Says numbers that begin an adjective as one word with it: "2-комнатная" is "двухкомнатная". */
export const sayCompounds: RuleMaker = ({ words: { compounds } }) => {
  if (compounds === undefined) return undefined;
  const ones = compounds.ones.split(' ');
  const tens = compounds.tens.split(' ');
  const hundreds = compounds.hundreds.split(' ');
  const pattern = new RegExp(
    `(?<![\\p{L}\\d.,:/#№-])([1-9]\\d{0,2}|1000)-(?=(?:${compounds.adjectives})(?!\\p{L}))`,
    'gu',
  );
  const say = (value: number): string => {
    if (value === 1000) return compounds.thousand;
    const rest = value % 100;
    const one = rest < 20 ? rest : rest % 10;
    return [
      hundreds[(value - rest) / 100 - 1],
      rest < 20 ? undefined : tens[(rest - one) / 10 - 2],
      ones[one - 1],
    ].join('');
  };
  return (text) => text.replace(pattern, (_, digits: string) => say(Number(digits)));
};
