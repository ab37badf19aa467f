import { expect, it } from 'vitest';
import { type HeardTables, spoken } from './heard-tables.js';

const HEARD: HeardTables = {
  es: [
    ['El 1/5 es fiesta.', 'El 1 de mayo es fiesta.'],
    ['Del 1/5 al 3/5.', 'Del 1 de mayo al 3 de mayo.'],
    ['El lunes 4/11 a las 10:00.', 'El lunes 4 de noviembre a las 10.'],
    ['Hasta el 15/08 o el 25/12.', 'Hasta el 15 de agosto o el 25 de diciembre.'],
    ['Entre el 1/5 y el 3/5 de 2024', 'Entre el 1 de mayo y el 3 de mayo de 2024'],
    ['El 1/5 de la población', 'El quinto de la población'],
    ['1/5 de taza, 3/4 de kilo', 'un quinto de taza, 3 cuartos de kilo'],
    ['Los 2/3 votaron, el 31/2 no existe.', 'Los 2 tercios votaron, el 31 2 no existe.'],
  ],
  fr: [
    ['Le 1/5 est férié.', 'Le premier mai est férié.'],
    ['Du 1/5 au 3/5, le sam. 4/5.', 'Du premier mai au 3 mai, le samedi 4 mai.'],
    ["Jusqu'au 15/8, le 14/7 à Paris.", "Jusqu'au 15 août, le 14 juillet à Paris."],
    ['Le 1/5 des Français, le 1/3 restant.', 'Le cinquième des Français, le tiers restant.'],
    ['Les 2/3 du temps, 1/5 de tasse.', 'Les 2 tiers du temps, un cinquième de tasse.'],
  ],
};

it('tells days of a month from fractions', () => {
  expect(spoken(HEARD)).toEqual(HEARD);
});
