import { it } from 'vitest';
import { expectHeard } from './spoken-text.js';

it('says French answers of many kinds', () => {
  expectHeard([
    [
      'fr',
      '1/4 l de lait, 3/4 tasse de sucre, 1/4 kg et ¼ c. à c. de sel.',
      'un quart de litre de lait, 3 quarts de tasse de sucre, un quart de kg et un quart de cuillère à café de sel.',
    ],
    [
      'fr',
      'Préchauffez à 180 °C (th. 6), puis 1/4 h.',
      "Préchauffez à 180 degrés Celsius (thermostat 6), puis un quart d'heure.",
    ],
    [
      'fr',
      "Ouvert du mar. au dim. de 9 h à 18 h (nocturne le ven. jusqu'à 21 h 45).",
      "Ouvert du mardi au dimanche de 9 heures à 18 heures (nocturne le vendredi jusqu'à vingt et une heures 45).",
    ],
    [
      'fr',
      'Fermé le 1er mai et le 25/12. Tél. : 01 40 20 50 50.',
      'Fermé le premier mai et le 25 décembre. Téléphone : 0 1, 4 0, 2 0, 5 0, 5 0.',
    ],
    [
      'fr',
      "L'UE et les É.-U. ont signé. Le CAC a gagné 121 pts.",
      "L'UE et les États-Unis ont signé. Le CAC a gagné 121 points.",
    ],
    [
      'fr',
      'Prenez la 1re à dr., puis la 2e à g. ; 3e ét.',
      'Prenez la première à droite, puis la deuxième à gauche ; troisième étage.',
    ],
    [
      'fr',
      'Bagage : 1 valise de 23 kg et 1 sac incl. Réf. : ABC123.',
      'Bagage : une valise de 23 kg et 1 sac inclus. Référence : A B C, 1 2 3.',
    ],
    ['fr', 'R.-V. le lun. 5 févr. à 9 h.', 'rendez-vous le lundi 5 février à 9 heures.'],
    [
      'fr',
      '3 séries de 21 répétitions, 3 fois/sem., 1 h/jour.',
      '3 séries de vingt et une répétitions, 3 fois par semaine, une heure par jour.',
    ],
    ['fr', 'Note de 4,5/5. 1 personne sur 3 le recommande.', 'Note de 4,5 sur 5. une personne sur 3 le recommande.'],
  ]);
});
