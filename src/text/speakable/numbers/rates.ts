import type { RuleMaker } from './spoken-language.js';

/** Says the slash between a counted noun and another one: "3 veces/semana", "1 h/día". */
export const sayRates: RuleMaker = ({ words: { units = {} } }) => {
  const { per, perNouns } = units;
  if (per === undefined || perNouns === undefined) return undefined;
  const pattern = new RegExp(`/(?=(?:${perNouns})(?![\\p{L}/]))(?<=\\d ?\\p{L}{1,12}/)`, 'gu');
  return (text) => text.replace(pattern, ` ${per} `);
};
