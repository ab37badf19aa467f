import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { beforeNoun as spanish } from '../../src/text/languages/es/numbers.js';
import { loadIpa } from './engine-ipa.js';
import { type HeardTables, spoken } from './heard-tables.js';

const HEARD: HeardTables = {
  es: [
    ['Vinieron 21 personas y 21 libros.', 'Vinieron veintiuna personas y veintiún libros.'],
    ['Falta 1 hora, 1 libro, 1 mes y 1 noche.', 'Falta una hora, un libro, un mes y una noche.'],
    ['Mayo tiene 31 días y 41 problemas.', 'Mayo tiene treinta y un días y cuarenta y un problemas.'],
    ['Tiene 201 páginas y 101 mapas.', 'Tiene doscientas una páginas y ciento un mapas.'],
    ['Eran 500 personas, 300 mujeres y 300 hombres.', 'Eran quinientas personas, trescientas mujeres y 300 hombres.'],
    [
      'Cuesta 21 libras, 200 £, 1.200 £ o 1 €.',
      'Cuesta veintiuna libras, doscientas libras, mil doscientas libras o un euro.',
    ],
    [
      'Viven 21.000 personas, 500.000 mujeres y 31.500 habitantes.',
      'Viven veintiún mil personas, quinientas mil mujeres y treinta y un mil quinientos habitantes.',
    ],
    ['Son 21.000, 21 mil y 500 mil personas.', 'Son veintiún mil, veintiún mil y quinientas mil personas.'],
    [
      'Espera de 1 a 2 horas, 1 o 2 tazas, 1-2 cucharadas.',
      'Espera de una a 2 horas, una o 2 tazas, una a 2 cucharadas.',
    ],
    ['Más de 1500 calorías en 201 km.', 'Más de mil quinientas calorías en doscientos un kilómetros.'],
    [
      'Hay 41 canciones, 51 aviones, 71 veces y 21 fotos.',
      'Hay cuarenta y una canciones, cincuenta y un aviones, setenta y una veces y veintiuna fotos.',
    ],
    [
      '1 cebolla, 1 diente de ajo, 1 limón y 1 pizca de sal',
      'una cebolla, un diente de ajo, un limón y una pizca de sal',
    ],
    // The engine reads these well, or the word is no noun.
    ['El 21 de mayo, 21 %, 1,5 horas, 5 casas, 200 libros.', 'El 21 de mayo, 21 %, 1,5 horas, 5 casas, 200 libros.'],
    ['La página 1 contiene todo y el paso 1 termina.', 'La página 1 contiene todo y el paso 1 termina.'],
    [
      'En 2021 empresas como esta ganaron 2 a 1 contra otras.',
      'En 2021 empresas como esta ganaron 2 a 1 contra otras.',
    ],
    ['Si sumamos 21 obtenemos 42, y 21 mientras tanto.', 'Si sumamos 21 obtenemos 42, y 21 mientras tanto.'],
    ['El servidor 192.168.1.1 responde.', 'El servidor 192.168.1.1 responde.'],
  ],
  fr: [
    ['Il reste 1 heure et 21 minutes.', 'Il reste une heure et vingt et une minutes.'],
    [
      'Il y a 21 personnes, 31 pages et 81 voitures.',
      'Il y a vingt et une personnes, trente et une pages et quatre-vingt-une voitures.',
    ],
    [
      'Comptez 101 personnes, 121 pages et 1 001 nuits.',
      'Comptez cent une personnes, cent vingt et une pages et 1000 une nuits.',
    ],
    ['Ajoutez 1 ou 2 gousses, 1 carotte et 1 oignon.', 'Ajoutez une ou 2 gousses, une carotte et 1 oignon.'],
    ['Attendez 1 à 2 heures.', 'Attendez une à 2 heures.'],
    // The engine reads these well.
    ['La page 1 contient 71 pages et 21 livres.', 'La page 1 contient 71 pages et 21 livres.'],
    ['Étape 1, puis la 1 ; en 2021 la société.', 'Étape 1, puis la 1 ; en 2021 la société.'],
  ],
};

let ipaOf: (voice: string, text: string) => string;
beforeAll(async () => {
  ipaOf = await loadIpa();
});

it('gives numbers the gender of the noun after them', () => {
  expect(spoken(HEARD)).toEqual(HEARD);
});

/** The consonants of phonemes, without the differences that a sound beside them makes. */
const consonants = (ipa: string): string =>
  ipa
    .replace(/[^\p{L}]|[aeiouɛɪj]/gu, '')
    .replaceAll('β', 'b')
    .replaceAll('ʎ', 'ʝ')
    .replaceAll('ð', 'd')
    .replaceAll('ɣ', 'g')
    .replaceAll(/[mŋ]/g, 'n');

it('writes out Spanish numbers as the engine reads them, but for their gender', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9_999_999 }), fc.constantFrom('feminine', 'masculine'), (value, gender) => {
      const words = spanish(value, gender);
      if (words !== undefined) expect(consonants(ipaOf('es', words))).toBe(consonants(ipaOf('es', `${value}`)));
    }),
    { numRuns: 300 },
  );
});
