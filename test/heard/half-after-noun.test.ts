import { expect, it } from 'vitest';
import { type HeardTables, spoken } from './heard-tables.js';

const HEARD: HeardTables = {
  es: [
    ['1 1/2 taza de azúcar', 'una taza y media de azúcar'],
    ['1 1/2 tazas, 2 1/2 tazas de leche', 'una taza y media, 2 tazas y media de leche'],
    ['1½ h, 2½ horas, 3 1/2 kg', 'una hora y media, 2 horas y media, 3 kilogramos y medio'],
    ['1 3/4 tazas, 2 1/4 litros', 'una taza y 3 cuartos, 2 litros y un cuarto'],
    ['1 1/2 millones, 1 1/2 limones, 1 1/2 cdas.', 'un millón y medio, un limón y medio, una cucharada y media.'],
    ['2 1/2 de sal, 2 1/2.', '2 y medio de sal, 2 y medio.'],
  ],
  fr: [
    ['1 1/2 tasse de sucre', 'une tasse et demie de sucre'],
    ['2 1/2 heures, 1½ h, 3 1/2 kg', '2 heures et demie, une heure et demie, 3 kg et demi'],
    ['1 1/2 cuillère à soupe de sel', 'une cuillère à soupe et demie de sel'],
    ["1 ½ c. à s. d'huile", "une cuillère à soupe et demie d'huile"],
    ['1 1/2 oignon, 1 3/4 tasse', '1 oignon et demi, une tasse et 3 quarts'],
    ['1 1/2 grande tasse', 'une grande tasse et demie'],
    ['2 1/2 de plus, 1 1/2.', '2 et demi de plus, 1 et demi.'],
  ],
};

it('says the part of a mixed number behind its noun', () => {
  expect(spoken(HEARD)).toEqual(HEARD);
});
