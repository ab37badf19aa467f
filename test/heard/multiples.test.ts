/** Numbers of times: "3x faster". */
import { it } from 'vitest';
import { expectHeard } from './spoken-text.js';

it('says multiples as numbers of times', () => {
  expectHeard([
    ['en', 'It was 2.5x faster, 3x slower.', 'It was 2.5 times faster, 3 times slower.'],
    [
      'en',
      'It is 3× as big, 3 × as big, a 10x increase (3x).',
      'It is 3 times as big, 3 times as big, a 10 times increase (3 times).',
    ],
    ['en', 'It is 3x-4x faster, 3–5x slower.', 'It is 3 to 4 times faster, 3 to 5 times slower.'],
    ['en', 'Do it 3x a week, 2x/day.', 'Do it 3 times a week, 2 times per day.'],
    ['de', 'Er ist 3× so groß und 2,5x schneller.', 'Er ist dreimal so groß und 2,5 mal schneller.'],
    ['de', '1x Milch, 15x Eier, 2-3x pro Woche.', 'einmal Milch, 15 mal Eier, 2 bis dreimal pro Woche.'],
    ['de', 'Gepäck: 1x 23 kg.', 'Gepäck: einmal 23 Kilogramm.'],
    ['fr', "C'est 3x plus rapide, 1x par jour.", "C'est 3 fois plus rapide, une fois par jour."],
    ['es', 'Es 3x más rápido, 1x al día.', 'Es 3 veces más rápido, una vez al día.'],
    ['ru', 'Это в 3x быстрее, в 2,5x больше.', 'Это в 3 раза быстрее, в 2,5 раза больше.'],
  ]);
});

it('leaves lengths, products, algebra and numbers of code', () => {
  expectHeard([
    ['en', 'A room of 3x4 m.', 'A room of 3 by 4 meters.'],
    ['en', 'It is 3 x 4 = 12.', 'It is 3 times 4 = 12.'],
    ['en', 'If 2x + 3 = 7, then x = 2.', 'If 2x + 3 = 7, then x = 2.'],
    ['en', 'The derivative of 3x is 3.', 'The derivative of 3x is 3.'],
    ['en', 'A line y = 2x here.', 'A line y = 2x here.'],
    ['en', 'It is 0x1F.', 'It is 0x1F.'],
    ['de', 'Das Zimmer ist 3x4 m.', 'Das Zimmer ist 3 mal 4 Meter.'],
  ]);
});

it('says the slash between a count and a time, and leaves alternatives apart', () => {
  expectHeard([
    ['en', 'Train 3 times/week, 5 minutes/day.', 'Train 3 times per week, 5 minutes per day.'],
    ['en', 'Take 5 apples/oranges.', 'Take 5 apples oranges.'],
    ['de', 'Übe 3 Mal/Woche.', 'Übe 3 Mal pro Woche.'],
    ['pt', 'Treine 3 vezes/semana.', 'Treine 3 vezes por semana.'],
    ['nl', 'Train 3 keer/week.', 'Train 3 keer per week.'],
    ['es', 'Entrena 3 veces/semana.', 'Entrena 3 veces por semana.'],
    ['fr', '3 fois/semaine.', '3 fois par semaine.'],
  ]);
});
