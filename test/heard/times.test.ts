import { it } from 'vitest';
import { expectHeard } from './spoken-text.js';

it('says times with a point as times, and amounts as amounts', () => {
  expectHeard([
    ['ru', 'Открыто с 9.00 до 18.30, в 19.30 и 20.15.', 'Открыто с 9:00 до 18:30, в 19:30 и 20:15.'],
    ['ru', 'Часы работы: 9.00–18.00, сб. до 15.00.', 'Часы работы: 9:00 – 18:00, суббота до 15:00.'],
    ['ru', 'Приходите в 10.30 утра, вс. с 11.00.', 'Приходите в 10:30 утра, воскресенье с 11:00.'],
    ['ru', 'Он вырос в 1.15 раза.', 'Он вырос в одна целая пятнадцать сотых раза.'],
    ['ru', 'Осталось до 12.00 руб.', 'Осталось до 12 рублей.'],
    ['ru', 'Работаем до 18.10.', 'Работаем до восемнадцатого октября.'],
    ['uk', 'Працює з 9.00 до 18.30.', 'Працює з 9 нуль нуль до 18 30.'],
    ['de', 'Um 19.30 am Bahnhof, ab 8.15.', 'Um 19 Uhr 30 am Bahnhof, ab 8 Uhr 15.'],
    ['de', 'Von 9.00 bis 18.00 Uhr.', 'Von 9 Uhr bis 18 Uhr.'],
    ['de', 'Das kostet von 3.00 bis 5.00 Euro.', 'Das kostet von 3.00 bis 5.00 Euro.'],
    ['it', 'Apre alle 9.30, dalle 9.00 alle 18.00.', 'Apre alle 9:30, dalle 9 alle 18.'],
    ['pl', 'Czynne od 9.00 do 18.30.', 'Czynne od 9:00 do 18:30.'],
    ['pl', 'Cena od 9.00 do 18.00 zł.', 'Cena od 9,00 do 18 złotych.'],
    ['sv', 'Vi ses kl. 19.30.', 'Vi ses klockan 19:30.'],
    ['nl', 'Om 19.30 uur, van 9.00 tot 18.00 uur.', 'Om 19 uur 30, van 9 uur tot 18 uur.'],
    ['cs', 'Začíná v 19.30.', 'Začíná v 19:30.'],
    ['en', 'Version 2.30 costs 9.30.', 'Version 2.30 costs 9.30.'],
  ]);
});

it('says a weekday before a time in full', () => {
  expectHeard([
    ['ru', 'Пн. с 9:00, сб. до 18:00.', 'Понедельник с 9:00, суббота до 18:00.'],
    ['en', 'Open Sat. 10:30, Sun. from 11:30.', 'Open Saturday 10:30, Sunday from 11:30.'],
    ['en', 'He sat. 5 of us stood.', 'He sat. 5 of us stood.'],
    ['de', 'Mo. ab 9:30 Uhr, Sa. bis 14:30 Uhr.', 'Montag ab 9 Uhr 30, Samstag bis 14 Uhr 30.'],
  ]);
});
