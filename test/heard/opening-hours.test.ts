import { expect, it } from 'vitest';
import { type HeardTables, spoken } from './heard-tables.js';

const HEARD: HeardTables = {
  es: [
    ['De lun. a vie. de 9:00 a 18:00.', 'De lunes a viernes de 9 a 18 horas.'],
    ['Abierto de lun. a vie.', 'Abierto de lunes a viernes.'],
    ['Lun-Vie: 9:00-18:00', 'Lunes a Viernes: 9 a 18 horas'],
    [
      'Lun. a vie. 9:00-14:00; sáb. 10:00-13:00; dom. cerrado.',
      'Lunes a viernes 9 a 14 horas; sábado 10 a 13 horas; domingo cerrado.',
    ],
    ['Horario: L-V 9:00-14:00, S 10:00-13:00.', 'Horario: lunes a viernes 9 a 14 horas, sábado 10 a 13 horas.'],
    [
      'De L a V de 10 a 14 h y S y D de 11:00 a 13:00',
      'De lunes a viernes de 10 a 14 horas y sábado y domingo de 11 a 13 horas',
    ],
    ['L, X y V de 9:00 a 14:00', 'lunes, miércoles y viernes de 9 a 14 horas'],
    ['Lun., mié. y vie. de 9:00 a 14:00.', 'Lunes, miércoles y viernes de 9 a 14 horas.'],
    ['Sáb. y dom.: cerrado.', 'Sábado y domingo: cerrado.'],
    ['L-D: 8-22 h', 'lunes a domingo: 8 a 22 horas'],
    // No weekdays.
    ['Tallas S-L y M-XL, 3 en total.', 'Tallas S-L y M-XL, 3 en total.'],
    ['Vimos el mar y 3 montañas. El mar. Luego 3 más.', 'Vimos el mar y 3 montañas. El mar. Luego 3 más.'],
    ['Talla S, M o L: 3 tallas.', 'Talla S, M o L: 3 tallas.'],
  ],
  fr: [
    ['Lun.-ven. : 9h-18h', 'Lundi à vendredi : 9 heures à 18 heures'],
    [
      'Du lun. au ven. de 9h à 18h, sam. 10h-12h',
      'Du lundi au vendredi de 9 heures à 18 heures, samedi 10 heures à 12 heures',
    ],
    ['Mar. et jeu. : 14h-18h', 'Mardi et jeudi : 14 heures à 18 heures'],
    ['Dim. : fermé', 'Dimanche : fermé'],
    ['Le lun. 5 févr., le mar. 1er mai', 'Le lundi 5 février, le mardi premier mai'],
    ['La mer. Il y a 3 îles. La mer. 3 bateaux.', 'La mer. Il y a 3 îles. La mer. 3 bateaux.'],
  ],
};

it('says the short names and letters of weekdays in opening hours', () => {
  expect(spoken(HEARD)).toEqual(HEARD);
});
