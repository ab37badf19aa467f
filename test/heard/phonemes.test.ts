import { beforeAll, expect, it } from 'vitest';
import { Speakable } from '../../src/text/speakable/speakable.js';
import { speechOf } from '../harness/speech-text.js';
import type { HeardTables } from './heard-tables.js';

/** Inputs with the words that a listener hears. The engine must sound the same for both. */
const HEARD: HeardTables = {
  en: [
    ['Russia has 146 000 000 people.', 'Russia has one hundred forty six million people.'],
    ['In 2024 300 000 people came.', 'In two thousand twenty four three hundred thousand people came.'],
    ['If x < 5 and y > 3.', 'If x less than five and y greater than three.'],
    ['The table is 10×15 cm.', 'The table is ten by fifteen centimeters.'],
    ['2 × 3 = 6.', 'Two times three equals six.'],
    ['There are 10⁶ cells, 10⁻⁹ of them.', 'There are ten to the sixth cells, ten to the minus ninth of them.'],
    ['It is 2^10 or 10^-3.', 'It is two to the tenth or ten to the minus third.'],
    ['Sugar is C₆H₁₂O₆, water H₂O, gas CO₂.', 'Sugar is C six H twelve O six, water H two O, gas C O two.'],
    ['Add ½ cup, then 1½ cups and ¾ of it.', 'Add one half cup, then one and a half cups and three quarters of it.'],
    ['Open 24/7, rated 8/10.', 'Open twenty four seven, rated eight out of ten.'],
    ['Wait 2-3 days or 5–10 days.', 'Wait two to three days or five to ten days.'],
    ['Your code is 276983.', 'Your code is two seven six, nine eight three.'],
    ['Call 555-123-4567.', 'Call five five five, one two three, four five six seven.'],
    ['Order #20481234 shipped.', 'Order number two zero four eight, one two three four shipped.'],
    ['World War II began.', 'World War two began.'],
    ['King Henry VIII ruled.', 'King Henry the eighth ruled.'],
    [
      'The XIX century, the XVIII and XIX centuries.',
      'The nineteenth century, the eighteenth and nineteenth centuries.',
    ],
    ['Super Bowl LVIII was won.', 'Super Bowl fifty eight was won.'],
    ['It is 10m (32ft) long.', 'It is ten meters (thirty two feet) long.'],
    ['Use 5g, 12V and 16GB.', 'Use five grams, twelve volts and sixteen gigabytes.'],
    ['It is $5 or $3.50.', 'It is five dollars or three dollars fifty cents.'],
    ['It is $5-10 or $20–$30.', 'It is five to ten dollars or twenty to thirty dollars.'],
    [
      'See p. 12, pp. 3-5, ch. 2, vol. 3, fig. 4.',
      'See page twelve, pages three to five, chapter two, volume three, figure four.',
    ],
  ],
  de: [
    ['Das sind 10⁶ und 10⁻⁹.', 'Das sind zehn hoch sechs und zehn hoch minus neun.'],
    ['In 2-3 Tagen, 5–10 Tagen.', 'In zwei bis drei Tagen, fünf bis zehn Tagen.'],
    ['Um 10:00, um 21:00 Uhr, um 9:05.', 'Um zehn Uhr, um ein und zwanzig Uhr, um neun Uhr fünf.'],
    ['Der Code ist 276983.', 'Der Code ist zwei sieben sechs, neun acht drei.'],
    ['Kapitel IV, Teil II.', 'Kapitel vier, Teil zwei.'],
    ['60 km/h bei 20 °C.', 'sechzig Kilometer pro Stunde bei zwanzig Grad Celsius.'],
    ['3,50 €, 0,99 €, 5 EUR, $5.', 'drei Euro fünfzig Cent, neun und neunzig Cent, fünf Euro, fünf Dollar.'],
    ['Siehe Nr. 5, S. 12, Abb. 3, Kap. 4.', 'Siehe Nummer fünf, Seite zwölf, Abbildung drei, Kapitel vier.'],
  ],
  es: [
    ['Abierto 24/7, y/o cerrado.', 'Abierto veinticuatro siete, y o cerrado.'],
    ['Su código es 276983.', 'Su código es dos siete seis, nueve ocho tres.'],
    ['Ver n.º 5, pág. 12, cap. 3.', 'Ver número cinco, página doce, capítulo tres.'],
  ],
  fr: [
    ['Il y a 10⁶ et 10⁻⁹.', 'Il y a dix puissance six et dix puissance moins neuf.'],
    ['Ici 2 × 3 = 6.', 'Ici deux fois trois égale six.'],
    ['Votre code est 276983.', 'Votre code est deux sept six, neuf huit trois.'],
    ['Appelez le 06 12 34 56 78.', 'Appelez le zéro six, un deux, trois quatre, cinq six, sept huit.'],
    ['François Ier et Louis XIV.', 'François premier et Louis quatorze.'],
    ['1 h, 21 h, 5 min, 1 t.', 'une heure, vingt et une heures, cinq minutes, une tonne.'],
    ['5 €/kg, 10 m².', 'cinq euros par kilogramme, dix mètres carrés.'],
    ['Voir n° 5, p. 12, chap. 3, fig. 4.', 'Voir numéro cinq, page douze, chapitre trois, figure quatre.'],
  ],
  'en-US': [
    ['Due 2024-01-15.', 'Due January fifteenth, two thousand twenty four.'],
    ['Meet at 10:00 or 1:00 pm.', "Meet at ten o'clock or one pm."],
    ['Meet at 12:00 or 9:05.', "Meet at twelve o'clock or nine oh five."],
    ['It took 1:30:00 in all.', 'It took one hour thirty minutes in all.'],
  ],
  pl: [
    ['Kod 276983.', 'Kod dwa siedem sześć, dziewięć osiem trzy.'],
    [
      '1 km, 2 km, 5 km, 2 min, 5 zł, 3,50 zł.',
      'jeden kilometr, dwa kilometry, pięć kilometrów, dwie minuty, pięć złotych, trzy złote pięćdziesiąt groszy.',
    ],
  ],
  ru: [['1 руб., 2 руб., 21 руб., 5 руб.', 'Один рубль, два рубля, двадцать один рубль, пять рублей.']],
  it: [
    [
      '5 kg, 1 km, 1 h, 60 km/h, 12V, 3,50 €.',
      "cinque chilogrammi, un chilometro, un'ora, sessanta chilometri orari, dodici volt, tre euro e cinquanta centesimi.",
    ],
  ],
};
/** The voices of languages that have another name. */
const VOICES: Readonly<Record<string, string>> = { en: 'en-us', 'en-US': 'en-us' };

interface Voice {
  set_voice(name: string, language: string, gender: number, age: number, variant: number): number;
  synthesize_ipa(text: string): string | { ipa: string };
}
let voice: Voice;
beforeAll(async () => {
  const packageName: string = '@echogarden/espeak-ng-emscripten';
  const { default: load } = await import(packageName);
  const { eSpeakNGWorker } = await load({ print: () => {}, printErr: () => {} });
  voice = new eSpeakNGWorker();
});

/** Returns the phonemes of a text, without the breaks that its punctuation and its spaces make. */
function phonemesOf(text: string): string {
  const made = voice.synthesize_ipa(text);
  return (typeof made === 'string' ? made : made.ipa).replace(/[\sˈˌ_]/g, '');
}

it.each(Object.entries(HEARD))('sounds like the words in %s', (language, rows) => {
  expect(voice.set_voice(VOICES[language] ?? language, '', 0, 0, 0)).toBe(0);
  const heard = rows.map(([input]) => [input, phonemesOf(speechOf(new Speakable(language), input, language))]);
  expect(heard).toEqual(rows.map(([input, words]) => [input, phonemesOf(words)]));
});
