import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PHRASE_WORDS } from '../../src/text/languages/registry.js';
import { firstPhraseEnd } from '../../src/text/phrase-end.js';

const SHORT = { clauseChars: 25, phraseChars: 25 };
const ONLY_CLAUSES = { clauseChars: 25, phraseChars: Number.POSITIVE_INFINITY };

/** Returns the first part of a sentence, or the whole sentence when it is not cut. */
function firstPart(language: string | undefined, text: string, lengths = SHORT): string {
  const end = firstPhraseEnd(text, language, lengths);
  return end === undefined ? text : text.slice(0, end.index).trimEnd();
}

describe('the first part of a sentence', () => {
  it.each([
    ['en', 'The old captain repairs broken clocks', 'in the garden of his neighbour.'],
    ['en', 'Tomorrow the quiet teacher remembers', '45 bridges by the sea.'],
    ['en', 'I would go out for a walk now', 'because the weather is fine.'],
    ['en', 'You will find all of the settings', 'on the second page.'],
    ['en-GB', 'She told me yesterday evening', 'that the train was late.'],
    ['en', 'We met the sister of Anna', 'in the garden of the school.'],
    ['de', 'Der Termin beim Arzt wurde heute', 'auf nächste Woche verlegt.'],
    ['de', 'Der Zug nach Norden fährt heute', 'vom anderen Gleis ab.'],
    ['nl', 'De vergadering van morgen is verplaatst', 'naar volgende week.'],
    ['fr', 'Vous trouverez tous les réglages', 'dans la colonne de droite.'],
    ['es', 'La reunión de mañana se celebra', 'en la sala grande.'],
    ['it', 'La riunione di domani si terrà', 'nella sala grande.'],
    ['pt', 'A reunião de amanhã foi transferida', 'para a próxima semana.'],
    ['pl', 'Jutrzejsze spotkanie zostało przeniesione', 'na przyszły tydzień.'],
    ['ru', 'Завтрашняя встреча переносится', 'на следующую неделю.'],
    ['ru', 'Новый учитель вчера вечером нашёл', '34 письма на столе.'],
    ['uk', 'Завтрашня зустріч переноситься', 'на наступний тиждень.'],
  ])('ends before a phrase: %s: %s | %s', (language, first, rest) => {
    expect(firstPart(language, `${first} ${rest}`)).toBe(first);
  });

  it.each([
    [
      'en',
      'The old captain carried the clock, and the others followed him home.',
      'The old captain carried the clock,',
    ],
    ['en', 'When the lights had gone out again, nobody was in the garden.', 'When the lights had gone out again,'],
    ['ru', 'Когда снова погас весь свет, в саду никого уже не было.', 'Когда снова погас весь свет,'],
    ['en', 'There is one more thing to do: close the door behind you.', 'There is one more thing to do:'],
    ['en', 'It was cold and windy there – nobody stayed for very long.', 'It was cold and windy there –'],
    [undefined, 'Oraibh go léir ar maidin inniu, agus slán abhaile libh.', 'Oraibh go léir ar maidin inniu,'],
  ])('ends after a clause mark, in any language: %s: %s', (language, text, first) => {
    expect(firstPart(language, text)).toBe(first);
    expect(firstPhraseEnd(text, language, SHORT)?.isMarked).toBe(true);
    expect(firstPart(language, text, ONLY_CLAUSES)).toBe(first);
  });

  it.each([
    ['a name', 'en', 'Yesterday evening we read ', 'Alice in Wonderland', ' and went to bed soon.'],
    ['a name with an article', 'en', 'Next month they show ', 'Lord of the Rings', ' in our old cinema.'],
    ['two names', 'en', 'You will surely like ', 'Romeo and Juliet', ' on the large stage.'],
    ['a name of a place', 'de', 'Der Zug fährt nach ', 'Frankfurt am Main', ' und dann weiter nach Norden.'],
    ['a name in Russian', 'ru', 'Поезд отправляется в ', 'Ростов на Дону', ' и потом едет дальше на юг.'],
    ['a name in French', 'fr', 'Nous passons la nuit à ', 'Boulogne sur Mer', ' avec toute la famille.'],
    ['a number in words', 'en', 'The journey takes ', 'twenty and a half', ' hours for each of us.'],
    ['a number with a name', 'en', 'You will find the answer on ', 'page 12', ' of the second book.'],
    ['a product', 'en', 'The version works with ', 'Windows 11', ' and with the older ones.'],
    ['a date', 'en', 'The next meeting is on ', 'March 15', ' in the large room.'],
    ['a range of numbers', 'en', 'The library is open from ', '9 to 5', ' on each day of the week.'],
    ['a quotation', 'en', 'The captain said ', '“We leave in the morning, and you stay”', ' to his crew.'],
    ['a quotation in plain marks', 'en', 'She said ', '"there is the clock, and the garden"', ' to the others.'],
    ['a quotation in single marks', 'en', 'She wrote ', "'there is the clock in the garden'", ' on the wall.'],
    ['a bracket', 'en', 'There were two people ', '(most of them strangers in the town)', ' in the garden.'],
    ['an address', 'en', 'You can read about it on ', 'example.com/in the', ' evening of the day.'],
    ['a preposition and its phrase', 'en', 'We often go for a walk ', 'in the garden', ' of the school.'],
    ['an auxiliary verb and its object', 'en', 'Both of the teachers ', 'have the keys', ' of the old house.'],
    ['a time in two units', 'en', 'We ran the whole way in ', '3 minutes 20 seconds', ' and came home.'],
    ['a length in two units', 'en', 'The old tree in the garden is ', '5 feet 10 inches', ' tall in all.'],
    ['a time of day', 'fr', 'Le train arrive demain matin à ', '8 heures 30', ' dans la grande gare.'],
    ['a sum', 'fr', 'Le billet pour la ville coûte ', '25 euros 50 centimes', ' pour chaque personne.'],
    ['a weekday and its date', 'es', 'La próxima reunión es el ', 'lunes 5 de enero', ' en la sala grande.'],
    ['a count of the last hours', 'en', 'It has rained a lot in ', 'the last 24 hours', ' in all of the country.'],
    [
      'a count of the last hours in Russian',
      'ru',
      'Дождь шёл за ',
      'последние 24 часа',
      ' почти без перерыва по всей области.',
    ],
    ['a numbered place', 'ru', 'Поезд отправляется от ', 'платформы 3', ' через десять минут после полудня.'],
    [
      'a telephone number',
      'en',
      'For more information please call us on ',
      '4 1 5, 5 5 5, 2 6 7 1',
      ' during the day.',
    ],
    ['a date with its year', 'en', 'The famous man was born on ', 'January 15, 1929', ' in a small town.'],
    ['a contraction and its object', 'en', 'I looked around and I think ', "it's the right one", ' for you and me.'],
    ['a contraction in Italian', 'it', 'Ogni mattina nella piazza ', "c'è un mercato", ' con molta frutta.'],
    [
      'a modal verb and its object',
      'de',
      'Ich glaube, dass wir das noch heute ',
      'könnte das lösen',
      ' und dann nach Hause gehen.',
    ],
    ['a verb and its particle', 'de', 'Der Zug aus dem Norden ', 'kommt heute an und', ' fährt gleich wieder weiter.'],
    [
      'a verb and its particle in Dutch',
      'nl',
      'De trein komt zo ',
      'op spoor vier aan en',
      ' vertrekt daarna weer naar het zuiden.',
    ],
    ['two prepositions', 'en', 'You will need to ', 'log in to your account', ' on the other page.'],
    ['a preposition of Dutch', 'nl', 'We werken er samen aan ', 'om het probleem', ' van de klant te vinden.'],
    ['a preposition of Russian', 'ru', 'Рейс сегодня отменили ', 'из-за этого шторма', ' над северным морем.'],
    [
      'a number in words of Portuguese',
      'pt',
      'O livro foi escrito em ',
      'mil novecentos e oitenta e quatro',
      ' por um autor.',
    ],
    ['an hour and a half', 'en', 'The whole meeting lasted for ', 'an hour and a half', ' in the large room.'],
    ['half past in French', 'fr', 'La réunion commence demain à ', 'huit heures et demie', ' dans la salle.'],
    ['a compound number', 'en', 'The child will soon be ', 'twenty-five and a half', ' months old this summer.'],
    ['a noun and its genitive', 'de', 'Wir haben am ', 'Ende des letzten Jahres', ' ein Haus am See gekauft.'],
    [
      'a noun and its genitive in Russian',
      'ru',
      'Мы планируем переехать в ',
      'конце этого года',
      ' в новый дом за городом.',
    ],
    [
      'a fixed group of words',
      'en',
      'The weather report says it is ',
      'going to rain',
      ' in the north of the country.',
    ],
    ['a name with an elided article', 'fr', 'Mon petit frère lit encore ', "Tintin et l'Étoile", ' avec ses amis.'],
  ])('never ends within %s', (_, language, before, whole, after) => {
    const text = before + whole + after;
    for (let chars = 5; chars < text.length; chars++) {
      const { index = 0 } = firstPhraseEnd(text, language, { clauseChars: chars, phraseChars: chars }) ?? {};
      expect(index <= before.length || index > before.length + whole.length, text.slice(0, index)).toBe(true);
    }
  });

  it.each([
    ['en', 'The old captain carried away ¦ the broken clock in the garden'],
    ['en', 'The large difference between a frog ¦ and a toad is the skin'],
    ['en', 'You will find that in the menu Privacy ¦ and security on top'],
    ['en', 'The flight is about a kilometre ¦ and six hundred metres long'],
    ['en', 'The office is open from Monday morning ¦ to Friday evening'],
    ['en', 'The office is open from Monday morning ¦ till Friday evening'],
    ['it', "Il volo diretto dall'Italia ¦ alla Spagna dura circa due ore"],
    ['fr', 'Le bus va directement d’Orly ¦ au centre de la grande ville'],
    ['en', 'The best time to visit ¦ the south of Japan is in spring'],
    ['fr', 'Nous avons finalement traversé ¦ l’ancien pont du village'],
    ['fr', 'Le magasin est ouvert du lundi matin ¦ au vendredi soir en été'],
    ['fr', 'Les chercheurs de Lyon ont mis ¦ au point une bonne méthode'],
    ['it', "Abbiamo finalmente attraversato ¦ l'antico ponte del paese"],
    ['it', 'Un miglio è quasi un chilometro ¦ e seicento metri di strada'],
    ['es', 'La diferencia entre una rana ¦ y un sapo es la piel seca'],
    ['es', 'El autobús del aeropuerto ¦ al centro tarda media hora'],
    ['pt', 'O melhor caminho do aeroporto ¦ ao centro é de metro hoje'],
    ['nl', 'De maan staat op gemiddeld zo’n ¦ 384000 kilometer van hier'],
    ['de', 'Man sollte es wenn möglich möglichst ¦ zum Essen einnehmen'],
    ['de', 'Der schnellste Weg vom Bahnhof ¦ nach Hause führt am Fluss'],
    ['pl', 'Powstanie wybuchło pierwszego sierpnia ¦ 1944 roku w mieście'],
    ['pl', 'To ustawienie jest w menu Prywatność ¦ i bezpieczeństwo na dole'],
    ['ru', 'Сейчас там большая пробка длиной ¦ около пяти километров'],
    ['ru', 'Магазин работает с понедельника ¦ по пятницу без перерыва'],
    ['uk', 'Фотосинтез це процес, під час ¦ якого рослини ростуть'],
    ['en', 'The whole answer depends ¦ on how long you will stay'],
    ['en', 'Mount Kilimanjaro rises to 5895 metres ¦ above sea level in Africa'],
    ['en', 'The airport is by now about as busy ¦ as the one in Dubai'],
    ['en', 'The house is worth somewhere ¦ between four and six thousand dollars'],
    ['en', 'You lose between fifty and a hundred hairs ¦ a day in the autumn'],
    ['en', 'Most of those who were on board ¦ the Titanic were asleep'],
    ['en', 'You get a little better day ¦ by day and week by week'],
    ['en', 'The war lasted from 1939 – ¦ 1945 in all of Europe'],
    ['de', 'Man kann die Sahne durch Joghurt ¦ zu ersetzen versuchen'],
    ['de', 'Man sollte alle sechshundert ¦ bis achthundert Kilometer tanken'],
    ['de', 'Es kosten zweihundert ¦ und dreihundert Euro zusammen nicht wenig'],
    ['nl', 'Vanmiddag trekken er vanuit ¦ het westen buien over het land'],
    ['nl', 'Jupiter doet er bijna twaalf jaar over ¦ de zon te draaien'],
    ['nl', 'Dit middel mag je in geen geval samen ¦ met alcohol gebruiken'],
    ['nl', 'Ze woont hier al sinds begin ¦ dit jaar met haar ouders'],
    ['nl', 'Er waren meer dan ¦ een miljoen mensen op het plein'],
    ['fr', 'Son cœur fait environ 52 battements ¦ par minute pendant la nuit'],
    ['fr', 'Le château a appartenu tour ¦ à tour à trois familles'],
    ['fr', 'Elle s’occupe des fleurs de temps ¦ en temps avec sa sœur'],
    ['fr', 'Les légumes verts sont riches ¦ en vitamine K et en fer'],
    ['fr', 'À cause de la grève, seul ¦ un train sur trois circule'],
    ['es', 'Tiene en reposo unos 52 latidos ¦ por minuto desde ayer'],
    ['es', 'Se pierden unos cien cabellos ¦ al día en esta época'],
    ['es', 'La ciudad está a 3715 metros ¦ sobre el nivel del mar'],
    ['es', 'El pájaro vuela de una ventana ¦ a otra sin parar'],
    ['es', 'Para este plato basta ¦ con hervir el agua media hora'],
    ['it', 'Il cuore fa circa 52 battiti ¦ al minuto quando si riposa'],
    ['it', "Il museo è aperto tranne ¦ il lunedì per tutta l'estate"],
    ['it', 'Ci vuole almeno un litro e mezzo ¦ in meno di acqua'],
    ['it', "Si migliora notte ¦ dopo notte con un po' di pazienza"],
    ['it', 'Costa duecento ¦ e trecento euro insieme non bastano'],
    ['it', 'Nella sala grande siedono trentadue ¦ e quaranta persone in tutto'],
    ['it', 'Nella sala grande siedono ventotto ¦ e quaranta persone in tutto'],
    ['nl', 'In de grote zaal zitten vijfentachtig ¦ en honderd mensen samen'],
    ['pt', 'O coração faz uns 52 batimentos ¦ por minuto em repouso'],
    ['pt', 'O museu abre de terça ¦ a domingo durante o verão'],
    ['pt', 'Os legumes verdes são ricos ¦ em vitamina K e em ferro'],
    ['pl', 'Urodził się w maju ¦ 1492 roku w małym mieście'],
    ['pl', 'Szczyt ma prawie 2499 metrów ¦ nad poziomem morza w Tatrach'],
    ['pl', 'Woda spływa kropla ¦ po kropli do starego naczynia'],
    ['pl', 'Cieszył się tym, ¦ że pociąg przyjechał o czasie'],
    ['ru', 'Сердце делает в покое 52 удара ¦ в минуту или меньше'],
    ['ru', 'Высота горы около 5642 метра ¦ над уровнем моря на Кавказе'],
    ['ru', 'Рейс отложили из-за того, ¦ что над морем был туман'],
    ['ru', 'Вода стекает капля ¦ за каплей в старое ведро'],
    ['ru', 'Учёный родился в январе ¦ 1881 года в маленьком городе'],
    ['ru', 'Цена зависит ¦ от погоды и времени года в горах'],
    ['uk', 'Серце робить у спокої 52 удари ¦ на хвилину або менше'],
    ['uk', 'Висота гори приблизно 2061 метр ¦ над рівнем моря в Карпатах'],
    ['uk', 'Рейс затримали через те, ¦ що над морем був туман'],
    ['uk', 'Вода стікає крапля ¦ за краплею в старе відро'],
  ])('never ends where words belong together: %s: %s', (language, marked) => {
    const text = marked.replace('¦ ', '');
    const index = marked.indexOf('¦');
    for (let chars = 5; chars < text.length; chars++) {
      const end = firstPhraseEnd(text, language, { clauseChars: chars, phraseChars: chars });
      expect(end?.index, text.slice(0, end?.index)).not.toBe(index);
    }
  });

  it.each([
    ['the rest would be short', 'en', 'They met his neighbour Anna in May.'],
    ['the words are of another language', 'ru', 'The old captain carried away the broken clock in the garden.'],
    ['no phrases of the language are known', 'fi', 'Vanha kapteeni korjasi rikkinäisen kellon ja lähti kotiin.'],
    ['the language is not known', undefined, 'The old captain carried away the broken clock in the garden.'],
  ])('is the whole sentence where %s', (_, language, text) => {
    expect(firstPart(language, text)).toBe(text);
  });

  it('is at least as long as it has to be', () => {
    const text = 'The old captain painted the clock in the garden of his neighbour before he sold it to his sister.';
    expect(firstPart('en', text, { clauseChars: 40, phraseChars: 40 })).toBe(
      'The old captain painted the clock in the garden of his neighbour',
    );
    expect(firstPart('en', text, ONLY_CLAUSES)).toBe(text);
  });

  it('and the rest are the sentence, cut between two words, for any text', () => {
    const languages = Object.keys(PHRASE_WORDS);
    const word = fc.oneof(
      fc.constantFrom('in', 'the', 'and', 'в', 'und', "l'eau", 'Anna', '12', 'page', 'clock', 'clock,', '“so', 'so”'),
      fc.string({ maxLength: 8, unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), fc.constantFrom(...languages), (words, language) => {
        const text = words.join(' ');
        const end = firstPhraseEnd(text, language, SHORT);
        if (end === undefined) return;
        expect(end.index).toBeGreaterThan(25);
        expect(text.length - end.index).toBeGreaterThanOrEqual(12);
        expect(text[end.index - 1]).toMatch(/\s/);
      }),
    );
  });

  it.each(Object.entries(PHRASE_WORDS))('is known by lists without the same word twice: %s', (_, lists) => {
    const { conjunctions, prepositions, connectives, bound, numbered, ranges, ...others } = lists;
    const words = (...of: string[]): string[] => of.flatMap((list) => list.split(/\s+/)).filter((word) => word !== '');
    // The words before which or after which no phrase begins, and those before a number.
    for (const list of [
      words(conjunctions, prepositions, connectives, bound, numbered),
      words(ranges.from),
      words(ranges.to),
    ]) {
      expect(list.length).toBeGreaterThan(0);
      expect(list.filter((one, index) => list.indexOf(one) !== index)).toEqual([]);
    }
    const optional = Object.values(others).map((list) => words(list));
    for (const list of optional) expect(new Set(list).size).toBe(list.length);
    const all = [conjunctions, prepositions, connectives, bound, numbered, ranges.from, ranges.to].flatMap((list) =>
      words(list),
    );
    expect([...all, ...optional.flat()].filter((one) => one !== one.toLowerCase())).toEqual([]);
    expect(words(ranges.to).filter((one) => !words(prepositions, conjunctions).includes(one))).toEqual([]);
  });
});
