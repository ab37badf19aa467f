import { expect, it } from 'vitest';
import { type HeardTables, spoken } from './heard-tables.js';

const HEARD: HeardTables = {
  en: [
    ['10^0.5, 10^{5}, x^n, 2^32.', '10^0.5, 10 to the 5th, x to the n, 2 to the 32nd.'],
    ['He scored 5/5 and 3/10. The ratio 2/1.', 'He scored 5 out of 5 and 3 out of 10. The ratio 2 1.'],
    ['Battery: 85%, ±2%, 3.5±0.2 mm.', 'Battery: 85%, ±2%, 3.5±0.2 millimeters.'],
    ["Call me at 10:15. It's 7:45pm, 5pm, 5 p.m. now.", "Call me at 10:15. It's 7:45 pm, 5 pm, 5 p.m. now."],
    ['The flight lasts 2h 30min, 2h30m.', 'The flight lasts 2 hours 30 minutes, 2 hours 30 minutes.'],
    [
      'It weighs 1kg-2kg, 5-10kg, 3–5 mg.',
      'It weighs 1 kilogram to 2 kilograms, 5 to 10 kilograms, 3 to 5 milligrams.',
    ],
    ['Version v2.10.3 and Python 3.11, iOS 17.2.', 'Version v2.10.3 and Python 3.11, iOS 17.2.'],
    ['Mix 1:1, 1:2 ratio, 4:3 screen.', 'Mix 1 to 1, 1 to 2 ratio, 4 to 3 screen.'],
    ['10,000 steps, 1,5 and 12,5.', '10,000 steps, 1,5 and 12,5.'],
    ['He ran 100m in 9.58s at 37.6km/h.', 'He ran 100 meters in 9.58 seconds at 37.6 kilometers per hour.'],
    [
      'Population: 8.1 billion; GDP $25.5 trillion; 1.2k users.',
      'Population: 8.1 billion; GDP 25.5 trillion dollars; 1.2 thousand users.',
    ],
    ['USB 3.0, HDMI 2.1, MP3, A4, B2B, H1N1, R2-D2.', 'USB 3.0, HDMI 2.1, MP3, A4, B2B, H1N1, R2-D2.'],
    ['See §5, ¶3, © 2024.', 'See §5, ¶3, © 2024.'],
    [
      'Dates: 2024-1-5, 5/6/24, 12-25-2024, 25.12.2024.',
      'Dates: January 5th, 2024, 5/6/24, December 25th, 2024, December 25th, 2024.',
    ],
    ['On Mar. 3rd, Dec 25, 1999. In Dec. 2020.', 'On March 3rd, December 25, 1999. In December 2020.'],
    ['My number is 555 123 4567. Text 12345.', 'My number is 5 5 5, 1 2 3, 4 5 6 7. Text 1 2 3, 4 5.'],
    ['The PIN is 0000. Code: ABC123. Order A-12345.', 'The PIN is 0 0 0 0. Code: A B C, 1 2 3. Order A, 1 2 3, 4 5.'],
    [
      'Elizabeth II, George VI, Napoleon III, Pius XII, Leo XIII.',
      'Elizabeth the 2nd, George the 6th, Napoleon the 3rd, Pius the 12th, Leo the 13th.',
    ],
    [
      'Apollo XI, Star Wars Episode IV, WWII, WW2, Final Fantasy VII.',
      'Apollo 11, Star Wars Episode 4, World War 2, WW2, Final Fantasy 7.',
    ],
    ['Pages iv and xii. Option (i), (ii), (iii).', 'Pages iv and xii. Option (i), (ii), (iii).'],
    [
      'Temperatures: -10°C to +5°C, -10–5 °C.',
      'Temperatures: -10 degrees Celsius to +5 degrees Celsius, -10 to 5 degrees Celsius.',
    ],
    ['Error 0x80070005 at 0x1F.', 'Error 0x80070005 at 0x1F.'],
    ['3 x 5 = 15, 3x faster, 4K x 2K, 1920x1080.', '3 times 5 = 15, 3x faster, 4K x 2K, 1920 by 1080.'],
    [
      'a/b, 5/month, km/h, $3/lb, 60 mi/h.',
      'a b, 5/month, kilometers per hour, 3 dollars per pound, 60 miles per hour.',
    ],
    ['5\'10" tall, 6\'2", 12" pizza.', '5 feet 10 inches tall, 6 feet 2 inches, 12" pizza.'],
    ['1st, 2nd, 3rd, 4th, 11th, 22nd, 100th.', '1st, 2nd, 3rd, 4th, 11th, 22nd, 100th.'],
    ["It's 5:00. Wait 0:30. From 5:00-6:00pm.", "It's 5 o'clock. Wait 0:30. From 5 o'clock to 6 pm."],
    ['I have 1 apple, 1 m, 1.0 m, 0 m, 0.5 m.', 'I have 1 apple, 1 meter, 1.0 meter, 0 meters, 0.5 meters.'],
    [
      '€1.50, €1,50, 1.50€, £0.05, $1, $1.00, $100K, ¥1,000.',
      '1 euro 50 cents, 1 euro 50 cents, 1 euro 50 cents, 5 pence, 1 dollar, 1 dollar, 100 thousand dollars, 1,000 yen.',
    ],
    [
      '$1,000,000 and $2.5bn and 3 million dollars.',
      '1,000,000 dollars and 2.5 billion dollars and 3 million dollars.',
    ],
    ['COVID-19 cases rose 5-fold in 2-3 of 10-12 cities.', 'COVID-19 cases rose 5-fold in 2 to 3 of 10 to 12 cities.'],
    [
      'ISO 9001, RFC 2616, Boeing 747-400, 9-11, 7-Eleven, 24-7.',
      'ISO 9001, RFC 2616, Boeing 747 400, 9 to 11, 7-Eleven, 24 7.',
    ],
    [
      '<5 min, >90%, <= 3, => next, -> here, <- back.',
      'less than 5 minutes, greater than 90%, less than or equal to 3, next, here, <- back.',
    ],
    ['if (x > 5 && y < 3) return x*2;', 'if (x greater than 5 && y less than 3) return x times 2;'],
    ['A < B < C and p<0.05.', 'A less than B less than C and p less than 0.05.'],
    ['log10, 10 log, H2SO4, NaCl, O2, PM2.5, vitamin B12.', 'log10, 10 log, H2SO4, NaCl, O 2, PM2.5, vitamin B12.'],
    [
      '½ km, 2½ km, 3/4 l, 1/2 cup, 24/7 h, 1/3 kg.',
      'one half kilometer, 2 and a half kilometers, 3 quarters liter, one half cup, 24 7 hours, one third kilogram.',
    ],
    ['Chapters II and III, parts I–IV, World Wars I and II.', 'Chapters 2 and 3, parts 1 to 4, World Wars 1 and 2.'],
    [
      'Light moves at 3 × 10⁸ m/s, 2 × 3, 2×3, 10 x 15, 3 x 4 x 5 cm, 1920x1080.',
      'Light moves at 3 times 10 to the 8th meters per second, 2 times 3, 2 by 3, 10 times 15, 3 by 4 by 5 centimeters, 1920 by 1080.',
    ],
    [
      'Your code for the bank is 4821. The code to enter here: 7391. The code base is 15000 lines.',
      'Your code for the bank is 4 8 2 1. The code to enter here: 7 3 9 1. The code base is 15000 lines.',
    ],
    [
      'Martin Jr. earned a Ph.D. from Acme Inc. at 10:00AM on 5th Ave. for 99¢.',
      'Martin Junior earned a PhD from Acme Incorporated at 10 AM on 5th Avenue for 99 cents.',
    ],
    [
      'The years 1939—1945. BP is 120/80, pH < 7, -5 < x < 5.',
      'The years 1939 to 1945. BP is 120 over 80, pH less than 7, -5 less than x less than 5.',
    ],
  ],
  ru: [
    [
      '5,5 млн чел., 10 тыс. км, 1,5 тыс. руб., 2 млрд долл.',
      '5,5 миллиона человек, 10 тысяч километров, 1,5 тысячи рублей, 2 миллиарда долларов.',
    ],
    ['с 9:00 до 18:00, в 7:30, до 23:59.', 'с 9:00 до 18:00, в 7:30, до 23:59.'],
    ['5-10 мин., 2-3 раза, 10–15 %, №№ 5-7.', '5–10 минут, 2–3 раза, 10–15 процентов, номер 5–7.'],
    [
      '23 февраля, 8 Марта, 1 сентября 1939 года, 9 мая 1945 г.',
      'двадцать третье февраля, восьмое марта, первое сентября тысяча девятьсот тридцать девятого года, девятое мая тысяча девятьсот сорок пятого года.',
    ],
    [
      'С 1 по 7 января. До 31 декабря. На 14 февраля.',
      'С первого по седьмое января. До тридцать первого декабря. На четырнадцатое февраля.',
    ],
    [
      'В 1812 году, к 1900 году, после 1917 года, около 1850 г., в 1960-х гг.',
      'В тысяча восемьсот двенадцатом году, к тысяча девятисотому году, после тысяча девятьсот семнадцатого года, около тысяча восемьсот пятидесятого года, в тысяча девятьсот шестидесятых годах.',
    ],
    [
      '2000 год, в 2000 году, 2010 г., 1900-е.',
      'двухтысячный год, в двухтысячном году, две тысячи десятого года, тысяча девятисотые.',
    ],
    [
      '1-ый, 2-ой, 3-ий, 5-ое, 7-ая, 10-ти, 100-й, 1000-й, 15-летие.',
      'первый, второй, третий, пятое, седьмая, десяти, сотый, тысячный, пятнадцатилетие.',
    ],
    [
      'Рост 1 м 80 см, вес 75,5 кг, 5 л молока, 2 ч 30 мин.',
      'Рост 1 метр 80 сантиметров, вес 75,5 килограмма, 5 литров молока, 2 часа 30 минут.',
    ],
    [
      '+7 (495) 123-45-67, 8 495 123 45 67, 112, 03.',
      'плюс 7, 4 9 5, 1 2 3, 4 5, 6 7, 8, 4 9 5, 1 2 3, 4 5, 6 7, 112, 03.',
    ],
    [
      'Курс 92,50 руб. за $1. Цена 1 999 ₽ или 1999 р.',
      'Курс 92 рубля 50 копеек за 1 доллар. Цена 1999 рублей или 1999 рублей.',
    ],
    ['Паспорт 4510 123456, СНИЛС 123-456-789 00.', 'Паспорт 4510 123456, СНИЛС 1 2 3, 4 5 6, 7 8 9, 0 0.'],
    [
      'Скидка 50%, -20%, от 5 до 10%, 0,5%.',
      'Скидка 50 процентов, минус 20 процентов, от 5 до 10 процентов, 0,5 процента.',
    ],
    ['1/2 дозы, 2/3 пути, 3/8, 5/6.', 'половина дозы, две трети пути, 3 восьмых, 5 шестых.'],
    ['10:30, 00:00, 12:00 дня, 7:05 утра.', '10:30, 00:00, 12:00 дня, 7:05 утра.'],
    ['Версия 2.0, iOS 17.2, Python 3.11, п. 5.2, гл. 3.1.', 'Версия 2.0, iOS 17.2, Python 3.11, пункт 5.2, глава 3.1.'],
    [
      'Людовик XVI, Николай I, Иоанн Павел II, Иван IV Грозный, Ричард III.',
      'Людовик шестнадцатый, Николай первый, Иоанн Павел второй, Иван четвёртый Грозный, Ричард третий.',
    ],
    [
      'IV квартал, II этап, XX съезд, III тысячелетие, V в.',
      'четвёртый квартал, второй этап, двадцатый съезд, третье тысячелетие, пятый век.',
    ],
    [
      '5 кв. м, 10 кв.м, 3 куб. м, 20 га, 100 км².',
      '5 квадратных метров, 10 квадратных метров, 3 кубических метра, 20 гектаров, 100 квадратных километров.',
    ],
    [
      '16 Гб, 500 Мб, 1 ТБ, 5 Мбит/с, 3,2 ГГц.',
      '16 гигабайт, 500 мегабайт, 1 терабайт, 5 мегабит в секунду, 3,2 гигагерца.',
    ],
    ['220В, 5А, 60Вт, 2000 мАч, 50 Гц, 10 дБ.', '220 вольт, 5А, 60 ватт, 2000 миллиампер-часов, 50 герц, 10 децибел.'],
    [
      'ул. Мира, д. 10, корп. 2, кв. 15, г. Санкт-Петербург.',
      'улица Мира, дом 10, корпус 2, квартира 15, город Санкт-Петербург.',
    ],
    [
      'т.е., т.к., т.н., и др., и пр., см. также, напр., в т. ч.',
      'то есть, так как, так называемый, и другие, и прочее, смотри также, например, в том числе.',
    ],
    [
      '1 см, 2 см, 21 см, 0 °C, 1 °C, -1 °C, 22 °C.',
      '1 сантиметр, 2 сантиметра, 21 сантиметр, 0 градусов Цельсия, 1 градус Цельсия, минус 1 градус Цельсия, 22 градуса Цельсия.',
    ],
    [
      'В 1960-х гг. было. В 1990-е гг.',
      'В тысяча девятьсот шестидесятых годах было. В тысяча девятьсот девяностые годы.',
    ],
    [
      '½ км, 2½ км, 3/4 л, 1½ ч, 1/2 кг.',
      'половина километра, 2 с половиной километра, 3 четверти литра, полтора часа, половина килограмма.',
    ],
    [
      'Чарльз III, Джордж VI, Терминатор II, 1й, 2го, 5я, XX-го века, 5м.',
      'Чарльз третий, Джордж шестой, Терминатор второй, первый, второго, пятая, двадцатого века, 5 метров.',
    ],
    [
      'Код для входа в банк: 4821, код из СМС 1234, PIN-код 5678.',
      'Код для входа в банк: 4 8 2 1, код из СМС 1 2 3 4, PIN-код 5 6 7 8.',
    ],
    [
      'Цена 50 руб./мес. и 3 × 10⁸ м/с, 5 x 6 см.',
      'Цена 50 рублей за месяц и 3 умножить на 10 в восьмой степени метров в секунду, 5 на 6 сантиметров.',
    ],
    [
      'Температура > 30 °C, если А > Б, возраст ≥ 18.',
      'Температура больше 30 градусов Цельсия, если А больше Б, возраст больше или равно 18.',
    ],
  ],
  de: [
    ['Die Inflation liegt bei 2,5 %, also ±0,5 %.', 'Die Inflation liegt bei 2,5 %, also plus minus 0,5 %.'],
    [
      'Um 7:45 Uhr, ab 18:00, 9–17 Uhr, 12:00–13:30 Uhr.',
      'Um 7 Uhr 45, ab 18 Uhr, 9 bis 17 Uhr, 12 Uhr bis 13 Uhr 30.',
    ],
    [
      'Am 3. Oktober 1990, der 24. Dezember, seit dem 1. Mai 2020, zum 8. März.',
      'Am dritten Oktober 1990, der vierundzwanzigste Dezember, seit dem ersten Mai 2020, zum achten März.',
    ],
    [
      'Im 2. Weltkrieg, der Erste Weltkrieg, im II. Weltkrieg, Karl V., Papst Benedikt XVI. sprach.',
      'Im zweiten Weltkrieg, der Erste Weltkrieg, im zweiten Weltkrieg, Karl der fünfte, Papst Benedikt der sechzehnte sprach.',
    ],
    [
      'Die 1. Bundesliga, das 21. Jahrhundert, am Ende des 20. Jahrhunderts, Anfang des 19. Jh.',
      'Die erste Bundesliga, das einundzwanzigste Jahrhundert, am Ende des zwanzigsten Jahrhunderts, Anfang des neunzehnten Jahrhunderts.',
    ],
    ['Ich habe 3. Das ist gut. Es waren 5. Dann kam er.', 'Ich habe 3. Das ist gut. Es waren 5. Dann kam er.'],
    [
      'Rezept: 1/2 TL Salz, 1 EL Öl, 250 g Mehl, 3/4 l Milch, 1 kg, 1,5 l.',
      'Rezept: ein halber Teelöffel Salz, ein Esslöffel Öl, 250 Gramm Mehl, 3 Viertel Liter Milch, ein Kilogramm, 1,5 Liter.',
    ],
    [
      'Tel.: 0800 1234567, +49 (0)30 123456, 110, 112. Rufen Sie 112 an.',
      'Telefon: 0 8 0 0, 1 2 3, 4 5 6 7, plus 4 9, 0, 3 0, 1 2 3, 4 5 6, 110, 112. Rufen Sie 1 1 2 an.',
    ],
    [
      'Kostet 1.299,99 €, 1.299 €, 5 Mio. €, 3,5 Mrd. Dollar, 10 ct.',
      'Kostet 1299 Euro 99 Cent, 1.299 Euro, 5 Millionen Euro, 3,5 Milliarden Dollar, 10 Cent.',
    ],
    [
      '16 GB RAM, 5 GHz, 100 Mbit/s, 230 V, 50 Hz, 5 kW, 20 kWh.',
      '16 Gigabyte RAM, 5 Gigahertz, 100 Megabit pro Sekunde, 230 Volt, 50 Hertz, 5 Kilowatt, 20 Kilowattstunden.',
    ],
    [
      '10 x 15 cm, 2 × 3 = 6, 5 - 3 = 2, 10:2, 3 + 4 = 7.',
      '10 mal 15 Zentimeter, 2 mal 3 = 6, 5 minus 3 = 2, 10:2, 3 + 4 = 7.',
    ],
    [
      'ca. 5 km, bzw. 6 km, ggf. 7, inkl. MwSt., z.B. 8, d.h. 9, u.a. 10.',
      'circa 5 Kilometer, beziehungsweise 6 Kilometer, gegebenenfalls 7, inklusive Mehrwertsteuer, zum Beispiel 8, das heißt 9, unter anderem 10.',
    ],
    [
      '1990er Jahre, in den 80ern, 5-jährig, 3-fach, A4, B12, G7.',
      '1990er Jahre, in den 80ern, 5-jährig, 3-fach, A4, B12, G7.',
    ],
    [
      'Nr. 5, Nr. IV, § 5 Abs. 2, Art. 3, Bd. 2, S. 12-15.',
      'Nummer 5, Nummer 4, § 5 Absatz 2, Artikel 3, Band 2, Seite 12 bis 15.',
    ],
    [
      'IBAN DE89 3704 0044 0532 0130 00, PIN 0000, Code A1B2C3.',
      'IBAN D E 8 9, 3 7 0 4, 0 0 4 4, 0 5 3 2, 0 1 3 0, 0 0, PIN 0 0 0 0, Code A 1 B, 2 C 3.',
    ],
    ['Die Zahl 10.000, 1.000.000, 3,14159, 0,5.', 'Die Zahl 10.000, 1.000.000, 3,14159, 0,5.'],
    [
      'Ludwig XIV., der Sonnenkönig; Friedrich II.; Elisabeth I.; Heinrich VIII. heiratete.',
      'Ludwig der vierzehnte, der Sonnenkönig; Friedrich der zweite; Elisabeth die erste; Heinrich der achte heiratete.',
    ],
    ['5°, -3 °C, 98 %, 1 %, 5 ‰.', '5 Grad, -3 Grad Celsius, 98 %, 1 %, 5 Promille.'],
    [
      '3/4 l Milch, ½ km, Anfang des 19. Jh., Tel.: 0800 1234567.',
      '3 Viertel Liter Milch, ein halber Kilometer, Anfang des neunzehnten Jahrhunderts, Telefon: 0 8 0 0, 1 2 3, 4 5 6 7.',
    ],
    ['IBAN DE89 3704 0044 0532 0130 00', 'IBAN D E 8 9, 3 7 0 4, 0 0 4 4, 0 5 3 2, 0 1 3 0, 0 0'],
    [
      'Der Code für die Bank lautet 4821. 3 × 10⁸ m/s. Preis inkl. MwSt.',
      'Der Code für die Bank lautet 4 8 2 1. 3 mal 10 hoch 8 Meter pro Sekunde. Preis inklusive Mehrwertsteuer.',
    ],
  ],
  es: [
    [
      'El 5 de marzo de 2024, el 1 de mayo, 12/10/1492, 3-4-2024.',
      'El 5 de marzo de 2024, el 1 de mayo, 12 de octubre de 1492, 3 de abril de 2024.',
    ],
    [
      'Son las 10:30, las 22:00, las 13:15, de 9:00 a 18:00, 7:45 p. m.',
      'Son las 10:30, las 22, las 13:15, de 9 a 18 horas, 7:45 p. m.',
    ],
    [
      'Siglo XXI, siglos XIX y XX, Carlos V, Juan Pablo II, Luis XIV, Enrique VIII, Pío XII.',
      'Siglo 21, siglos 19 y 20, Carlos quinto, Juan Pablo segundo, Luis 14, Enrique octavo, Pío 12.',
    ],
    [
      '1 m, 2 m, 1 min, 21 min, 1 s, 1 kg, 1 t, 100 g, 1,5 l, 31 km.',
      'un metro, 2 metros, un minuto, veintiún minutos, un segundo, un kilogramo, una tonelada, 100 gramos, 1,5 litros, treinta y un kilómetros.',
    ],
    [
      '1.299,99 €, 1.500 €, $1,50, 3 millones de euros, 5 M€, 10 c.',
      '1299 euros con 99 céntimos, 1.500 euros, un dólar con 50 centavos, 3 millones de euros, 5 millones de euros, 10 c.',
    ],
    ['El 3.er piso, 2.º B, 1.ª vez, 5º, 10ª, 21º.', 'El tercer piso, segundo B, primera vez, quinto, décima, 21º.'],
    [
      'Llame al 91 123 45 67, al 900 123 456 o al 112. Tel.: 612 345 678.',
      'Llame al 9 1, 1 2 3, 4 5, 6 7, al 900123456 o al 112. Teléfono: 6 1 2, 3 4 5, 6 7 8.',
    ],
    [
      '½ kg, ¼ de litro, 2½ horas, 1/3, 5/8, 7/10.',
      'medio kilogramo, un cuarto de litro, 2 horas y media, un tercio, 5 octavos, 7 de 10.',
    ],
    [
      'Aprox. 5, máx. 10, núm. 3, pág. 4, cap. II, art. 5.',
      'Aproximadamente 5, máximo 10, número 3, página 4, capítulo 2, artículo 5.',
    ],
    [
      'x = 5, 3 + 2 = 5, 5 - 2 = 3, 10 ÷ 2, 10 % de 50, ±3.',
      'x = 5, 3 + 2 = 5, 5 menos 2 = 3, 10 entre 2, 10 % de 50, más o menos 3.',
    ],
    [
      '16 GB, 100 Mbps, 3 GHz, 220 V, 50 Hz, 60 W, 5 °C, -5 °C.',
      '16 gigabytes, 100 megabits por segundo, 3 gigahercios, 220 voltios, 50 hercios, 60 vatios, 5 grados Celsius, menos 5 grados Celsius.',
    ],
    [
      'PIN 0000, código A1B2C3, pedido #12345, NIF 12345678Z.',
      'PIN 0 0 0 0, código A 1 B, 2 C 3, pedido número 1 2 3, 4 5, NIF 1 2 3, 4 5 6, 7 8 Z.',
    ],
    [
      '24/7, 9/11, él/ella, km/h, entrada/salida, los 80, 1980.',
      '24 7, 9 11, él o ella, kilómetros por hora, entrada salida, los 80, 1980.',
    ],
    ['2 a 3, 2–3, 10-12, 2020-2024, 3-2.', '2 a 3, 2 a 3, 10 a 12, 2020 a 2024, 3-2.'],
    [
      'siglos XIX y XX, a las 10:00, a las 21:00, de 9:00 a 18:00, Tel.: 612 345 678, ½ km.',
      'siglos 19 y 20, a las 10, a las veintiuna, de 9 a 18 horas, Teléfono: 6 1 2, 3 4 5, 6 7 8, medio kilómetro.',
    ],
    [
      'El código para entrar es 4821. 3 × 10⁸ m/s.',
      'El código para entrar es 4 8 2 1. 3 por 10 elevado a 8 metros por segundo.',
    ],
  ],
  fr: [
    [
      'Le 5 mars 2024, le 1er mai, 14/07/1789, le 3-4-2024.',
      'Le 5 mars 2024, le premier mai, 14 juillet 1789, le 3 avril 2024.',
    ],
    [
      'Il est 10h, 10h05, 22h30, 0h15, 13:15, de 9h à 18h, 7 h 45.',
      'Il est 10 heures, 10 heures 5, 22 heures 30, 0 heure 15, 13 heures 15, de 9 heures à 18 heures, 7 heures 45.',
    ],
    [
      'Au XXIe siècle, aux XIXe et XXe siècles, Charles V, Jean-Paul II, Henri IV, Ier siècle.',
      'Au vingt et unième siècle, aux dix-neuvième et vingtième siècles, Charles 5, Jean-Paul 2, Henri 4, premier siècle.',
    ],
    [
      '1 m, 2 m, 1 min, 21 min, 1 s, 1 kg, 100 g, 1,5 l, 31 km, 1 livre.',
      '1 mètre, 2 mètres, une minute, vingt et une minutes, une seconde, 1 kg, 100 grammes, 1,5 litre, 31 km, 1 livre.',
    ],
    [
      "1 299,99 €, 1 500 €, 1,50 $, 3 millions d'euros, 5 Md€, 10 c.",
      "1299 euros 99 centimes, 1500 euros, 1 dollar 50 cents, 3 millions d'euros, 5 milliards d'euros, 10 c.",
    ],
    [
      'La 1ère fois, le 2nd, la 2nde, le 3ème, les 5es, le 100e, le 71e, le 91e.',
      'La première fois, le deuxième, la deuxième, le troisième, les cinquième, le centième, le soixante et onzième, le quatre-vingt-onzième.',
    ],
    [
      'Appelez le 01 23 45 67 89, le +33 1 23 45 67 89, le 112 ou le 15. Tél. : 06.12.34.56.78.',
      'Appelez le 0 1, 2 3, 4 5, 6 7, 8 9, le plus 3 3, 1, 2 3, 4 5, 6 7, 8 9, le 112 ou le 15. Téléphone : 0 6, 1 2, 3 4, 5 6, 7 8.',
    ],
    [
      '½ kg, ¼ de litre, 2½ heures, 1/3, 5/8, 7/10.',
      'un demi kg, un quart de litre, 2 heures et demie, un tiers, 5 huitièmes, 7 sur 10.',
    ],
    [
      'Env. 5, max. 10, n° 3, p. 4, chap. II, art. 5.',
      'Environ 5, maximum 10, numéro 3, page 4, chapitre 2, article 5.',
    ],
    [
      'x = 5, 3 + 2 = 5, 5 - 2 = 3, 10 ÷ 2, 10 % de 50, ±3.',
      'x égale 5, 3 + 2 égale 5, 5 moins 2 égale 3, 10 divisé par 2, 10 % de 50, plus ou moins 3.',
    ],
    [
      '16 Go, 100 Mbit/s, 3 GHz, 220 V, 50 Hz, 60 W, 5 °C, -5 °C.',
      '16 gigaoctets, 100 mégabits par seconde, 3 GHz, 220 volts, 50 Hz, 60 watts, 5 degrés Celsius, moins 5 degrés Celsius.',
    ],
    ['PIN 0000, code A1B2C3, commande #12345.', 'PIN 0 0 0 0, code A 1 B, 2 C 3, commande numéro 1 2 3, 4 5.'],
    [
      '24/7, il/elle, km/h, entrée/sortie, les années 80, 1980.',
      '24 7, il ou elle, kilomètres par heure, entrée sortie, les années 80, 1980.',
    ],
    ['2 à 3, 2–3, 10-12, 2020-2024, 3-2.', '2 à 3, 2 à 3, 10 à 12, 2020 à 2024, 3-2.'],
    [
      'M. Dupont, Mme Durand, Dr Martin, av. J.-C., etc.',
      'Monsieur Dupont, Mme Durand, Dr Martin, avant Jésus-Christ, etc.',
    ],
    [
      '5 000 €, 10 000 personnes, 2 500,5 km², 3,14, 0,5.',
      '5000 euros, 10000 personnes, 2500,5 kilomètres carrés, 3,14, 0,5.',
    ],
    [
      '5 Md€, 5 M€, 3 millions $, 5 - 2 = 3, le 100e, ½ l.',
      "5 milliards d'euros, 5 millions d'euros, 3 millions de dollars, 5 moins 2 égale 3, le centième, un demi litre.",
    ],
    [
      'Le code pour entrer est 4821. 3 × 10⁸ m/s, 3 x 4 m.',
      'Le code pour entrer est 4 8 2 1. 3 fois 10 puissance 8 mètres par seconde, 3 sur 4 mètres.',
    ],
  ],
};

it('says lists of numbers of all kinds, in which one rule might spoil the work of another', () => {
  expect(spoken(HEARD)).toEqual(HEARD);
});
