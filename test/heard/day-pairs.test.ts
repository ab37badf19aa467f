/** German days and centuries in pairs and ranges, whose full stops end no sentence. */
import { it } from 'vitest';
import { expectHeard } from './spoken-text.js';

it('says ranges of days in the case of their phrase', () => {
  expectHeard([
    ['de', 'Das ist vom 5.-7.6.2024 so.', 'Das ist vom fünften bis siebten Juni 2024 so.'],
    ['de', 'Das ist vom 5.–7. Juni so.', 'Das ist vom fünften bis siebten Juni so.'],
    ['de', 'Vom 5. bis 7.6. ist zu.', 'Vom fünften bis siebten Juni ist zu.'],
    ['de', 'Das Fest: 05.-07.06.2024.', 'Das Fest: fünfter bis siebter Juni 2024.'],
    [
      'de',
      'Der Film läuft vom 28.12.–3.1. im Kino.',
      'Der Film läuft vom achtundzwanzigsten Dezember bis dritten Januar im Kino.',
    ],
    ['de', 'Vom 28.12.2024–3.1.2025 ist zu.', 'Vom achtundzwanzigsten Dezember 2024 bis dritten Januar 2025 ist zu.'],
    ['de', 'Am 24./25.12. ist zu.', 'Am vierundzwanzigsten fünfundzwanzigsten Dezember ist zu.'],
    ['ru', 'Отпуск с 5–7.06.2024.', 'Отпуск с пятого – седьмого июня две тысячи двадцать четвёртого года.'],
  ]);
});

it('says two ordinals before a noun', () => {
  expectHeard([
    ['de', 'Im 18./19. Jahrhundert lebte er.', 'Im achtzehnten neunzehnten Jahrhundert lebte er.'],
    ['de', 'Das 18./19. Jahrhundert war gut.', 'Das achtzehnte neunzehnte Jahrhundert war gut.'],
    ['de', 'Im 18./19. Jh. lebte er.', 'Im achtzehnten neunzehnten Jahrhundert lebte er.'],
    [
      'de',
      'Ende des 18./Anfang des 19. Jahrhunderts war es.',
      'Ende des achtzehnten Anfang des neunzehnten Jahrhunderts war es.',
    ],
    ['de', 'Er ist in der 5./6. Klasse.', 'Er ist in der fünften sechsten Klasse.'],
    ['de', 'Die 5. Klasse und aus der 2. Liga.', 'Die fünfte Klasse und aus der zweiten Liga.'],
    ['ru', 'Это дом XVIII/XIX века.', 'Это дом восемнадцатого девятнадцатого века.'],
    ['en', 'It is of the 18th/19th century.', 'It is of the 18th 19th century.'],
  ]);
});

it('gives a date after a weekday the case of the phrase', () => {
  expectHeard([
    ['de', 'Er kommt am Mi., 5. Juni.', 'Er kommt am Mittwoch, fünften Juni.'],
    ['de', 'Mittwoch, 5. Juni.', 'Mittwoch, fünfter Juni.'],
    ['de', 'Am Mittwoch, den 5. Juni, geht es los.', 'Am Mittwoch, den fünften Juni, geht es los.'],
    ['de', 'Es dauert bis Fr., 7. Juni.', 'Es dauert bis Freitag, siebten Juni.'],
    ['de', 'Am Mi, 5.6. geht es los.', 'Am Mittwoch, fünften Juni geht es los.'],
    ['de', 'Do. bis 20 Uhr, Mo. geschlossen.', 'Donnerstag bis 20 Uhr, Montag geschlossen.'],
    ['ru', 'Встреча в среду, 5 июня.', 'Встреча в среду, пятого июня.'],
    ['uk', 'Зустріч у середу, 5 червня.', "Зустріч у середу, п'ятого червня."],
    ['en', 'It is on Wed 5 June or Mon June 3.', 'It is on Wednesday, 5 June or Monday, June 3.'],
  ]);
});

it('leaves times, versions, chapters and words that look alike', () => {
  expectHeard([
    ['de', 'Montag, 9.10 Uhr, bis 9.10 Uhr.', 'Montag, 9 Uhr 10, bis 9 Uhr 10.'],
    ['de', 'So 5 Leute kamen.', 'So 5 Leute kamen.'],
    ['de', 'Von Version 1.2.3-1.2.5.', 'Von Version 1.2.3-1.2.5.'],
    ['de', '1/2 Jahrhundert.', 'ein halb Jahrhundert.'],
    ['en', 'He sat 5 hours.', 'He sat 5 hours.'],
  ]);
});
