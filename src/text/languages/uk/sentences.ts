import { ru } from '../ru/sentences.js';
import type { SentenceRules } from '../types.js';

export const uk: SentenceRules = {
  languages: ['uk'],
  scripts: ['Cyrl'],
  base: ru,
  abbreviations: {
    joined: 'вул просп бул пл пров смт м о п-н п-ні акад проф доц див напр т.зв т.ч гр св',
    end: 'т.д т.ін ін тис млн млрд грн коп год хв сек р.н н.е',
    name: 'ім',
    number: 'стор гл рис табл п № тел кв буд корп т січ лют берез квіт трав черв лип серп верес жовт листоп груд',
    unit: 'р рр ст',
  },
  starters:
    'а але би в вже він вона вони воно все ви для до з за й і із їх його її коли ми на не про проте та так там тепер то тому ти у це ці цей чи що щоб як який якщо я',
};
