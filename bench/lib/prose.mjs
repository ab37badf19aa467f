/**
 * Generates prose as a model might write it, of any length: varied sentences, quotes, numbers, abbreviations. The same
 * seed gives the same text. The English is plain ASCII, so that V8 stores it in one byte a character; the Russian takes
 * two.
 */
import { seededRandom } from '#dist/shared/measurement/seeded-random.js';

/**
 * @typedef {'en' | 'ru'} Language
 * @typedef {{ sentences: readonly string[], slots: Readonly<Record<string, readonly string[]>> }} Grammar the patterns
 *   of sentences, and the words for each slot of them
 */

/** @type {Grammar} */
const ENGLISH = {
  sentences: [
    '{Who} {did} {what} {when}.',
    '{Who} {did} {what}, and {who} {did} {what} {when}.',
    '{When}, {who} {did} {what} {where}.',
    '{Who}, who had never been {where}, {did} {what} without a word.',
    'It was {weather} {where}, but {who} {did} {what} all the same.',
    'Why would {who} want {what}?',
    'Have you ever seen {what} {where}, or heard of anybody who has?',
    '"{Who} {did} {what}," said {name}, "and nobody {where} noticed."',
    '"What is {what} doing {where}?" {name} asked.',
    '{Who} paid {number} dollars for {what}; {who} paid {number}.',
    'There were {count} people {where} (most of them strangers), and {count} more came {when}.',
    'At {time} {name} closed the door.',
    'Nobody knew {what} as well as {name} did {when}.',
    'First {who} {did} {what}; then, {when}, {who} {did} it again - more slowly, and with {adjective} hands.',
    'That was all.',
    '{Who} waited... and waited.',
    'What a {adjective} day!',
    'The {adjective} part, e.g. {what}, took {count} minutes; the rest took {number} hours.',
    '{name} wrote it down in chapter {count}, on page {count}, where {who} would find it {when}.',
    'If {who} had stayed {where}, nothing of this would have happened, for {what} was still {adjective} and {name} was on the way.',
    'Yes.',
    'You can reach {name} at {time} or later, i.e. when the {adjective} work is done.',
    'The report says that {count} percent of it is {adjective}, which is {number} times as much as {name} expected.',
  ],
  slots: {
    Who: [
      'The old captain',
      'My neighbour',
      'Mrs. Hall',
      'Dr. Brown',
      'A girl from the village',
      'The new teacher',
      'Our guide',
      'Someone',
      'The youngest of them',
      'J. R. Carter',
    ],
    who: [
      'the old captain',
      'my neighbour',
      'Mrs. Hall',
      'Dr. Brown',
      'a girl from the village',
      'the new teacher',
      'our guide',
      'someone else',
      'the youngest of them',
      'she',
      'he',
    ],
    name: ['Anna', 'Mr. Lee', 'Martin', 'Prof. Gray', 'Olivia', 'Tom', 'Mrs. Hall', 'Ruth'],
    did: [
      'found',
      'carried away',
      'painted',
      'forgot',
      'looked at',
      'described',
      'sold',
      'remembered',
      'repaired',
      'asked about',
    ],
    what: [
      'a box of letters',
      'the broken clock',
      'three silver coins',
      'the map of the harbour',
      'an answer',
      'the long way home',
      'a glass of water',
      'the last train to the coast',
      'the piano upstairs',
      'a story about the sea',
    ],
    when: [
      'on Monday',
      'a week later',
      'before the rain came',
      'in the spring of 1987',
      'long after midnight',
      'when the lights went out',
      'at last',
      'every second year',
    ],
    When: [
      'On Monday',
      'A week later',
      'Before the rain came',
      'In the spring of 1987',
      'Long after midnight',
      'When the lights went out',
      'Every second year',
    ],
    where: [
      'in the garden',
      'at the end of the lane',
      'on St. James Street',
      'behind the station',
      'in the U.S.',
      'by the river',
      'under the bridge',
      'in the kitchen',
    ],
    weather: ['cold and windy', 'almost dark', 'warmer than usual', 'quiet', 'raining'],
    adjective: ['quiet', 'difficult', 'wonderful', 'steady', 'small', 'unusual', 'golden', 'tired'],
    number: ['3.5', '12.75', '1,250', '0.8', '40'],
    count: ['two', '14', 'seven', '120', '31', 'fifty'],
    time: ['5 p.m.', '9:30', '11 a.m.', 'noon', '6:45'],
  },
};

/** @type {Grammar} */
const RUSSIAN = {
  sentences: [
    '{Who} {did} {what} {when}.',
    '{Who} {did} {what}, а {who} {did} {what} {when}.',
    '{When} {who} {did} {what} {where}.',
    '{Who}, который никогда не бывал {where}, молча {did} {what}.',
    'Было {weather}, но {who} всё равно {did} {what}.',
    'Зачем ему {what}?',
    'Вы когда-нибудь видели {what} {where} или хотя бы слышали об этом?',
    '«{Who} {did} {what}, — сказала {woman}, — и никто {where} этого не заметил».',
    '— Что случилось {where}? — спросила {woman}.',
    '{Who} отдал за это {number} тыс. руб., а потом ещё {number}.',
    'Там было {count} человек (почти все приезжие), и {when} пришли ещё {count}.',
    'В {time} {woman} закрыла дверь.',
    'Сначала {who} {did} {what}; затем, {when}, всё повторилось — медленнее и без спешки.',
    'Вот и всё.',
    '{Who} ждал… и ждал.',
    'Какой {adjective} день!',
    'На рынке продают яблоки, груши, сливы и т. д., но {who} {did} только {what}.',
    'Это случилось в 1987 г. {where}, когда {woman} ещё училась в школе.',
    'Если бы {who} остался {where}, ничего бы не произошло, ведь {what} никому не было нужно, а {woman} уже ехала домой.',
    'Да.',
    'В докладе сказано, что {count} процентов работы сделано, то есть в {number} раза больше, чем ожидала {woman}.',
  ],
  slots: {
    Who: [
      'Старый капитан',
      'Мой сосед',
      'Доктор Белов',
      'А. С. Орлов',
      'Новый учитель',
      'Наш проводник',
      'Кто-то',
      'Младший из них',
    ],
    who: [
      'старый капитан',
      'мой сосед',
      'доктор Белов',
      'А. С. Орлов',
      'новый учитель',
      'наш проводник',
      'кто-то другой',
      'он',
    ],
    woman: ['Анна', 'Мария Петровна', 'соседка', 'Ольга', 'Вера'],
    did: ['нашёл', 'унёс', 'нарисовал', 'забыл', 'описал', 'продал', 'вспомнил', 'починил'],
    what: [
      'ящик старых писем',
      'сломанные часы',
      'три серебряные монеты',
      'карту гавани',
      'длинный ответ',
      'стакан воды',
      'билет на последний поезд',
      'рассказ о море',
    ],
    when: [
      'в понедельник',
      'через неделю',
      'перед самым дождём',
      'весной того же года',
      'далеко за полночь',
      'наконец',
      'каждый второй год',
    ],
    When: [
      'В понедельник',
      'Через неделю',
      'Перед самым дождём',
      'Весной того же года',
      'Далеко за полночь',
      'Каждый второй год',
    ],
    where: ['в саду', 'в конце переулка', 'на ул. Садовой', 'за вокзалом', 'у реки', 'под мостом', 'на кухне'],
    weather: ['холодно и ветрено', 'почти темно', 'теплее обычного', 'тихо'],
    adjective: ['тихий', 'трудный', 'чудесный', 'необычный', 'долгий'],
    number: ['3,5', '12,75', '1250', '0,8', '40'],
    count: ['14', '120', '31', 'пятьдесят', 'семь'],
    time: ['17:00', '9:30', 'полдень', '6 ч. 45 мин.'],
  },
};
const LANGUAGES = { en: ENGLISH, ru: RUSSIAN };
/** The length of a paragraph in sentences. */
const PARAGRAPH = { min: 3, max: 7 };

/**
 * Returns `length` UTF-16 units of prose in paragraphs.
 * @param {Language} language
 * @param {number} length
 */
export function prose(language, length, seed = 1) {
  const { sentences, slots } = LANGUAGES[language];
  const random = seededRandom(seed);
  /** @param {readonly string[]} list */
  const pick = (list) => list[Math.floor(random() * list.length)] ?? '';
  const sentence = () => pick(sentences).replace(/\{(\w+)\}/g, (_, slot) => pick(slots[slot] ?? []));
  let text = '';
  while (text.length < length) {
    const count = PARAGRAPH.min + Math.floor(random() * (PARAGRAPH.max - PARAGRAPH.min + 1));
    text += `${Array.from({ length: count }, sentence).join(' ')}\n\n`;
  }
  // A slice is a view of the longer string, which is slower to read than a string from the network.
  return Buffer.from(text.slice(0, length)).toString();
}
