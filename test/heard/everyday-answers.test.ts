/** Sentences of answers of many kinds: opening hours, prices, directions, doses, flights. */
import { it } from 'vitest';
import { expectHeard } from './spoken-text.js';

it('says amounts over a square or a hundred', () => {
  expectHeard([
    [
      'en',
      'Gravity is 9.81 m/s², 9.81 m/s^2 or 9.8 m/s2.',
      'Gravity is 9.81 meters per second squared, 9.81 meters per second squared or 9.8 meters per second squared.',
    ],
    [
      'en',
      'It uses 5.5 l/100 km or 8 L/100km.',
      'It uses 5.5 liters per 100 kilometers or 8 liters per 100 kilometers.',
    ],
    [
      'en',
      'It has 350 kcal/100 g, 50 m2 and 100 km/h.',
      'It has 350 kilocalories per 100 grams, 50 square meters and 100 kilometers per hour.',
    ],
    [
      'de',
      'Er braucht 5,5 l/100 km und 9.81 m/s².',
      'Er braucht 5,5 Liter auf 100 Kilometer und 9,81 Meter pro Sekunde hoch 2.',
    ],
    [
      'de',
      'Der Verbrauch in l/100 km, 1,99 €/100 g.',
      'Der Verbrauch in Liter auf 100 Kilometer, ein Euro 99 Cent auf 100 Gramm.',
    ],
    [
      'fr',
      'Il consomme 5,5 l/100 km, 9,81 m/s².',
      'Il consomme 5,5 litres pour 100 kilomètres, 9,81 mètres par seconde au carré.',
    ],
    [
      'es',
      'Gasta 5,5 l/100 km, 9,81 m/s².',
      'Gasta 5,5 litros por cada 100 kilómetros, 9,81 metros por segundo al cuadrado.',
    ],
    ['ru', 'Расход 5,5 л/100 км и 9,8 м/с².', 'Расход 5,5 литра на 100 километров и 9,8 метра в секунду в квадрате.'],
  ]);
});

it('says slashes after units and words', () => {
  expectHeard([
    ['en', 'Take 40 mg/day, at most 4 g/24 h.', 'Take 40 milligrams per day, at most 4 grams per 24 hours.'],
    [
      'de',
      'Es hat 350 kcal/1.465 kJ, 235 Einw./km² und 125 g CO2/km.',
      'Es hat 350 Kilokalorien, 1.465 Kilojoule, 235 Einwohner pro Quadratkilometer und 125 Gramm C O 2 pro Kilometer.',
    ],
    ['de', 'Der Strom kostet 32 ct/kWh.', 'Der Strom kostet 32 Cent pro Kilowattstunde.'],
    ['es', 'Son 235 habitantes/km².', 'Son 235 habitantes por kilómetro cuadrado.'],
    [
      'en',
      'A pressure of 120/80 mmHg, but rated 8/10.',
      'A pressure of 120 over 80 millimeters of mercury, but rated 8 out of 10.',
    ],
  ]);
});

it('says dollars in German and small amounts', () => {
  expectHeard([
    [
      'de',
      'Es kostet $1.5 Mrd. und 1,5 Mrd. $ dazu.',
      'Es kostet 1,5 Milliarden Dollar und 1,5 Milliarden Dollar dazu.',
    ],
    [
      'de',
      'Das sind $3 Mio. im Jahr, 5 Mio. US-$ oder 2 Bio. €.',
      'Das sind 3 Millionen Dollar im Jahr, 5 Millionen Dollar oder 2 Billionen Euro.',
    ],
    ['de', 'Es kostet $3 Mio.', 'Es kostet 3 Millionen Dollar.'],
    [
      'en',
      'It costs $.50, $0.5, $0.05 or $1.50-2.50.',
      'It costs 50 cents, 50 cents, 5 cents or 1 dollar 50 cents to 2 dollars 50 cents.',
    ],
  ]);
});

it('spells the numbers of flights', () => {
  expectHeard([
    ['en', 'Flight BA 2490 leaves, flight BA249 too.', 'Flight B A 2 4 9 0 leaves, flight B A 2 4 9 too.'],
    ['en', 'Take flights UA 100 and LH 4567.', 'Take flights U A 1 0 0 and L H 4 5 6 7.'],
    ['de', 'Ihr Flug LH 400 nach Rom.', 'Ihr Flug L H 4 0 0 nach Rom.'],
    ['ru', 'Рейс SU 100 вылетел.', 'Рейс S U 1 0 0 вылетел.'],
    ['en', 'The flight at 10 AM and Flight 370.', 'The flight at 10 AM and Flight 370.'],
  ]);
});

it('keeps a name and its brackets in one sentence, and says short words', () => {
  expectHeard([
    ['en', 'Apple Inc. (AAPL) rose.', 'Apple Incorporated (AAPL) rose.'],
    ['de', 'Friedrich II. (1712–1786) regierte lange.', 'Friedrich der zweite (1712 bis 1786) regierte lange.'],
    [
      'de',
      'Kinder u. Jugendliche, erm. 8 €, ab Gl. 3 Ri. Ulm.',
      'Kinder und Jugendliche, ermäßigt 8 Euro, ab Gleis 3 Richtung Ulm.',
    ],
    ['de', 'Der Maler U. Meier nimmt 1 Tbl. tgl.', 'Der Maler U. Meier nimmt eine Tablette täglich.'],
    [
      'en',
      'Open 9am-5pm, 10 a.m.–5:30 p.m. (closed Mon. & holidays).',
      'Open 9 am to 5 pm, 10 a.m. to 5:30 p.m. (closed Monday & holidays).',
    ],
    ['en', 'It is $41.62/mo. for 24 mo. now.', 'It is 41 dollars 62 cents per month for 24 months now.'],
  ]);
});
