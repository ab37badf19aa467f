import { expect, it } from 'vitest';
import { type HeardTables, spoken } from './heard-tables.js';

const HEARD: HeardTables = {
  en: [
    ['It is 10m (32ft) long.', 'It is 10 meters (32 feet) long.'],
    ['Use 5g, 12V and 16GB.', 'Use 5 grams, 12 volts and 16 gigabytes.'],
    ['At 100km/h and 60Hz.', 'At 100 kilometers per hour and 60 hertz.'],
    ['It was 20°C, 72°F, -5° outside.', 'It was 20 degrees Celsius, 72 degrees Fahrenheit, -5 degrees outside.'],
    ['5kg and a 10-km run.', '5 kilograms and a 10-kilometer run.'],
    ['1 km, 2 km, 1.5 km, 5 million km.', '1 kilometer, 2 kilometers, 1.5 kilometers, 5 million kilometers.'],
    ['He is 5m tall.', 'He is 5 meters tall.'],
    ['There are 10M users.', 'There are 10 million users.'],
    [
      '100 Mbps, 5 dB, 300 dpi, 60 fps.',
      '100 megabits per second, 5 decibels, 300 dots per inch, 60 frames per second.',
    ],
    [
      '3000 rpm, 5000 mAh, 200 kcal, 1013 hPa.',
      '3000 revolutions per minute, 5000 milliamp hours, 200 kilocalories, 1013 hectopascals.',
    ],
    ['30 psi, 400 ppm, 5‰, 10 px.', '30 pounds per square inch, 400 parts per million, 5 per mille, 10 pixels.'],
    ['5 m², 3 km², 2 m³ and sq ft.', '5 square meters, 3 square kilometers, 2 cubic meters and sq ft.'],
    ['Speed in km/h.', 'Speed in kilometers per hour.'],
    ['Use in m³/100 km or m²/100 g.', 'Use in cubic meters per 100 kilometers or square meters per 100 grams.'],
    ['5 kg/m³, 3 W/m², 9.8 m/s/s.', '5 kilograms per cubic meter, 3 watts per square meter, 9.8 m/s/s.'],
    ['5 mg/ml, 3 g/l and 5 kg/ha.', '5 milligrams per milliliter, 3 grams per liter and 5 kilograms per hectare.'],
    ['2 tbsp. of flour, 1 tsp salt.', '2 tablespoons of flour, 1 teaspoon salt.'],
    ['It took 1 hr. (or so).', 'It took 1 hour (or so).'],
    ['5 min. later it was 6 ft. 2 in. tall.', '5 minutes later it was 6 feet 2 inches tall.'],
    ['It is $5 or $3.50.', 'It is 5 dollars or 3 dollars 50 cents.'],
    ['It is $0.99 or $1,234.56.', 'It is 99 cents or 1234 dollars 56 cents.'],
    ['It is $5-10 or $20–$30.', 'It is 5 to 10 dollars or 20 to 30 dollars.'],
    ['It is $1.5M or $5 million.', 'It is 1.5 million dollars or 5 million dollars.'],
    ['It is 5 USD, EUR 5, 5 €, £3.20.', 'It is 5 US dollars, 5 euros, 5 euros, 3 pounds 20 pence.'],
    ['It is ¥500, ₩1000, 5 zł, ₴100.', 'It is 500 yen, 1000 won, 5 zlotys, 100 hryvnias.'],
    ['It is US$5, A$7 or -$5.', 'It is 5 dollars, 7 Australian dollars or minus 5 dollars.'],
    ['It is $1,500 MXN, $20 CAD or 500 COP.', 'It is 1,500 Mexican pesos, 20 Canadian dollars or 500 Colombian pesos.'],
    ['COP 26 was in Glasgow.', 'COP 26 was in Glasgow.'],
    ['It is $5/month or 3 €/kg.', 'It is 5 dollars per month or 3 euros per kilogram.'],
    ['Only 50% or 5 %.', 'Only 50% or 5 %.'],
    [
      'In 50 B.C. at 3 A.M., 4 V.I.P. seats, $5B. Then.',
      'In 50 B.C. at 3 A.M., 4 V.I.P. seats, 5 billion dollars. Then.',
    ],
  ],
  ru: [
    [
      'Более 21 % населения, менее 1 %, не более 1 кг.',
      'Более 21 процента населения, менее одного процента, не более одного килограмма.',
    ],
    [
      'Бюджет до 3 млрд руб. в год, свыше 3 млн, около 1 тыс. и порядка 2 тыс. домов.',
      'Бюджет до трёх миллиардов рублей в год, свыше трёх миллионов, около одной тысячи и порядка двух тысяч домов.',
    ],
    [
      'В течение 24 ч до +3 °C, от 2 до 5 кг, из 3 шт. и без 5 мин.',
      'В течение 24 часов до +3 градусов Цельсия, от 2 до 5 килограммов, из трёх штук и без 5 минут.',
    ],
    [
      'Рост с 3 % до 5 %, до 2–3 кг, до 2,5 кг, до $2-3.',
      'Рост с трёх процентов до 5 процентов, до 2–3 килограммов, до 2,5 килограмма, до 2–3 долларов.',
    ],
    ['По 22 мг/мл и 3 г/л.', 'По 22 миллиграмма на миллилитр и 3 грамма на литр.'],
    ['Плотность 5 кг/м³.', 'Плотность 5 килограммов на кубический метр.'],
    ['Муки 2 ст. л.', 'Муки две столовые ложки.'],
    [
      'Нужны 2 ст. ложки муки, 5 ст. ложек воды и 1/2 ч. ложки соды.',
      'Нужны две столовые ложки муки, 5 столовых ложек воды и половина чайной ложки соды.',
    ],
    [
      'Добавьте 1 ч. ложку соли и 1 1/2 ст. ложки масла, всего 1 1/2 кг.',
      'Добавьте одну чайную ложку соли и полторы столовые ложки масла, всего полтора килограмма.',
    ],
    ['Стало в 2 р. больше и в 2-3 р. чаще.', 'Стало в 2 раза больше и в 2–3 раза чаще.'],
    ['Стало на 2 р. дороже.', 'Стало на 2 рубля дороже.'],
    ['Цена 1299,99 руб. (вкл. НДС).', 'Цена 1299 рублей 99 копеек (вкл. НДС).'],
    ['Длина 10м, вес 5 кг.', 'Длина 10 метров, вес 5 килограммов.'],
    ['1 км, 2 км, 5 км, 21 км, 1,5 км.', '1 километр, 2 километра, 5 километров, 21 километр, 1,5 километра.'],
    ['1 мин, 2 мин, 22 мин, 1 час.', 'одна минута, две минуты, двадцать две минуты, 1 час.'],
    ['1 руб., 2 руб., 21 руб., 5 руб.', '1 рубль, 2 рубля, 21 рубль, 5 рублей.'],
    ['3 тыс., 21 тыс., 2 млн, 5 млрд.', '3 тысячи, двадцать одна тысяча, 2 миллиона, 5 миллиардов.'],
    ['3 тыс. руб. и 2,5 млн руб. дохода.', '3 тысячи рублей и 2,5 миллиона рублей дохода.'],
    ['5 шт. и 21 стр. текста.', '5 штук и двадцать одна страница текста.'],
    ['1 стр. и 2 стр. текста.', 'одна страница и две страницы текста.'],
    ['Температура 20°C, -5°, 25 °C.', 'Температура 20 градусов Цельсия, минус 5 градусов, 25 градусов Цельсия.'],
    ['Скорость 60 км/ч, 5 м/с.', 'Скорость 60 километров в час, 5 метров в секунду.'],
    ['Память 16ГБ, 100 Мбит/с.', 'Память 16 гигабайт, 100 мегабит в секунду.'],
    ['Напряжение 220 В, 12В, 5 кВт.', 'Напряжение 220 вольт, 12 вольт, 5 киловатт.'],
    ['Это 5 %, 1 %, 2 %.', 'Это 5 процентов, 1 процент, 2 процента.'],
    ['Цена $5, 5 $, €5, 5₴.', 'Цена 5 долларов, 5 долларов, 5 евро, 5 гривен.'],
    ['Цена 3,50 ₽, 100 ₽, 5 USD.', 'Цена 3 рубля 50 копеек, 100 рублей, 5 долларов США.'],
    ['Цена 500 ₽/кг, $5 млн.', 'Цена 500 рублей за килограмм, 5 миллионов долларов.'],
    ['Площадь 5 м², 1 м², 20 кв. м.', 'Площадь 5 квадратных метров, 1 квадратный метр, 20 квадратных метров.'],
  ],
  de: [
    ['Die Angabe in m³/100 km gilt.', 'Die Angabe in Kubikmeter auf 100 Kilometer gilt.'],
    ['10m lang, 5g schwer, 12V.', '10 Meter lang, 5 Gramm schwer, 12 Volt.'],
    ['1 km, 1 h, 5 h, 1 kg.', 'ein Kilometer, eine Stunde, 5 Stunden, ein Kilogramm.'],
    ['60 km/h bei 20 °C.', '60 Kilometer pro Stunde bei 20 Grad Celsius.'],
    ['5 Mio. Euro und 2 Mrd. €.', '5 Millionen Euro und 2 Milliarden Euro.'],
    ['3,50 €, 0,99 €, 5 EUR, $5.', '3 Euro 50 Cent, 99 Cent, 5 Euro, 5 Dollar.'],
    ['5 €/kg, 3 Std. lang.', '5 Euro pro Kilogramm, 3 Stunden lang.'],
    ['16 GB, 100 Mbit/s, 5 m².', '16 Gigabyte, 100 Megabit pro Sekunde, 5 Quadratmeter.'],
  ],
  es: [
    ['10m de largo, 5g, 12V.', '10 metros de largo, 5 gramos, 12 voltios.'],
    ['1 km, 1 h, 21 km, 5 h.', 'un kilómetro, una hora, veintiún kilómetros, 5 horas.'],
    ['60 km/h a 20 °C, 16 GB.', '60 kilómetros por hora a 20 grados Celsius, 16 gigabytes.'],
    [
      '$5, 3,50 €, $5 millones, 5 USD.',
      '5 dólares, 3 euros con 50 céntimos, 5 millones de dólares, 5 dólares estadounidenses.',
    ],
  ],
  fr: [
    ['10m de long, 5g, 12V.', '10 mètres de long, 5 grammes, 12 volts.'],
    ['1 h, 21 h, 5 min, 1 t.', 'une heure, vingt et une heures, 5 minutes, une tonne.'],
    ['60 km/h à 20 °C, 16 Go.', '60 kilomètres par heure à 20 degrés Celsius, 16 gigaoctets.'],
    ['$5, 3,50 €, 5 M€, 1 €.', "5 dollars, 3 euros 50 centimes, 5 millions d'euros, 1 euro."],
    ['5 €/kg, 10 m².', '5 euros par kilogramme, 10 mètres carrés.'],
  ],
  it: [
    [
      '5 kg, 1 km, 1 h, 60 km/h, 12V, 3,50 €.',
      "5 chilogrammi, un chilometro, un'ora, 60 chilometri orari, 12 volt, 3 euro e 50 centesimi.",
    ],
  ],
  pt: [
    [
      '5 kg, 1 km, 2 h, 60 km/h, 12V, R$ 3,50.',
      '5 quilogramas, um quilômetro, duas horas, 60 quilômetros por hora, 12 volts, 3 reais e 50 centavos.',
    ],
  ],
  nl: [['5 kg, 60 km/u, 12V, 20°, 3,50 €.', '5 kilogram, 60 kilometer per uur, 12 volt, 20 graden, 3 euro 50 cent.']],
  pl: [
    [
      '1 km, 2 km, 5 km, 2 min, 5 zł, 3,50 zł.',
      '1 kilometr, 2 kilometry, 5 kilometrów, dwie minuty, 5 złotych, 3 złote 50 groszy.',
    ],
  ],
  uk: [
    [
      'Більше 21 %, до 3 млрд грн, близько 1 кг.',
      'Більше 21 відсотка, до трьох мільярдів гривень, близько одного кілограма.',
    ],
    [
      '1 км, 2 км, 5 км, 2 хв, 5 %, 5 грн.',
      '1 кілометр, 2 кілометри, 5 кілометрів, дві хвилини, 5 відсотків, 5 гривень.',
    ],
  ],
  cs: [['1 km, 2 km, 5 km, 1,5 km, 5 Kč.', 'jeden kilometr, 2 kilometry, 5 kilometrů, 1,5 kilometru, 5 korun.']],
  sv: [['1 km, 1 kg, 20 °C, 5 kr.', 'en kilometer, 1 kilogram, 20 grader Celsius, 5 kronor.']],
  tr: [['5 kg, 60 km/h, 5 TL, %50.', '5 kilogram, saatte 60 kilometre, 5 lira, yüzde 50.']],
  zh: [
    ['速度是60km/h，重5kg，电压12V，25°C，价格$5。', '速度是每小时60公里，重5千克，电压12伏，25摄氏度，价格5美元。'],
  ],
  ja: [
    [
      'おもさは5kg、そくどは60km/h、25°C、50% です。',
      'おもさは5キログラム、そくどはじそく60キロメートル、25ど、50パーセントです。',
    ],
  ],
  ko: [['무게는 5kg이고 속도는 60km/h, 50%입니다.', '무게는 5킬로그램 이고 속도는 시속 60킬로미터, 50퍼센트 입니다.']],
  hi: [['वजन 5 kg, गति 60 km/h, ₹5 है।', 'वजन 5 किलोग्राम, गति 60 किलोमीटर प्रति घंटा, 5 रुपये है।']],
  ar: [['الوزن 5 kg والسرعة 60 km/h والنسبة 50%', 'الوزن 5 كيلوغرام والسرعة 60 كيلومتر في الساعة والنسبة 50 في المئة']],
  fi: [
    [
      'Paino 5 kg, nopeus 60 km/h, lämpötila 25 °C.',
      'Paino 5 kilogrammaa, nopeus 60 kilometriä tunnissa, lämpötila 25 celsiusastetta.',
    ],
  ],
};

it('says units and currencies in the forms of the language', () => {
  expect(spoken(HEARD)).toEqual(HEARD);
});
