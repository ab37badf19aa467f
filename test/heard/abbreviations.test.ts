import { expect, it } from 'vitest';
import { type HeardTables, spoken } from './heard-tables.js';

const HEARD: HeardTables = {
  en: [
    ['See No. 5 and no. 7.', 'See Number 5 and number 7.'],
    ['No. I left early.', 'No. I left early.'],
    ['Apt. 5 on Rte. 66.', 'Apartment 5 on Route 66.'],
    ['It is est. 1900, max. 10, min. 3.', 'It is established 1900, maximum 10, minimum 3.'],
    ['See p. 12, pp. 3-5, ch. 2, vol. 3, fig. 4.', 'See page 12, pages 3 to 5, chapter 2, volume 3, figure 4.'],
    ['This vs. that, this vs that.', 'This versus that, this versus that.'],
    ['Coffee w/o sugar.', 'Coffee without sugar.'],
    ['Prof. Smith met Gen. Lee and Capt. Kirk.', 'Professor Smith met General Lee and Captain Kirk.'],
    ['Dr. Smith and Mr. Jones.', 'Dr. Smith and Mr. Jones.'],
    ['We climbed Mt. Everest.', 'We climbed Mount Everest.'],
    ['Cake, tea, etc. here.', 'Cake, tea, etc. here.'],
    ['5 min. past.', '5 minutes past.'],
    ['Approx. 5 came.', 'Approximately 5 came.'],
  ],
  ru: [
    ['Это ст. 5 ч. 2 ГК РФ, а не п. 3 ч. 2.', 'Это статья 5 часть 2 ГК РФ, а не пункт 3 часть 2.'],
    ['Ехать 5 ч. 20 минут.', 'Ехать 5 часов 20 минут.'],
    ['И т. д., и т. п., т. е. так.', 'И так далее, и тому подобное, то есть так.'],
    ['Это до н. э., а то н. э. уже.', 'Это до нашей эры, а то нашей эры уже.'],
    ['Г-н Иванов и г-жа Петрова.', 'господин Иванов и госпожа Петрова.'],
    ['Ул. Ленина, д. 5, кв. 7.', 'Улица Ленина, дом 5, квартира 7.'],
    ['На ул. Пушкина, в г. Москва.', 'На улице Пушкина, в городе Москва.'],
    ['См. стр. 12, рис. 5, гл. 3, п. 2.', 'Смотри страница 12, рисунок 5, глава 3, пункт 2.'],
    ['Длина 5 см. Ширина тоже.', 'Длина 5 сантиметров. Ширина тоже.'],
    ['Проф. Иванов и акад. Павлов.', 'Профессор Иванов и академик Павлов.'],
    ['Яблоки, груши и др.', 'Яблоки, груши и другие.'],
  ],
  de: [
    ['Das ist z. B. so, d. h. gut, usw.', 'Das ist zum Beispiel so, das heißt gut, und so weiter.'],
    ['Siehe Nr. 5, S. 12, Abb. 3, Kap. 4.', 'Siehe Nummer 5, Seite 12, Abbildung 3, Kapitel 4.'],
    ['Prof. Müller, Dr. Meier, Hr. Schulz.', 'Professor Müller, Doktor Meier, Herr Schulz.'],
    ['500 v. Chr. und 800 n. Chr. war es.', '500 vor Christus und 800 nach Christus war es.'],
    ['Ca. 5 bzw. 6, ggf. mehr.', 'Circa 5 beziehungsweise 6, gegebenenfalls mehr.'],
    ['Max. 10 Leute.', 'Maximal 10 Leute.'],
  ],
  es: [
    ['P. ej. esto, EE. UU., 500 a. C. fue.', 'por ejemplo esto, Estados Unidos, 500 antes de Cristo fue.'],
    ['Ver n.º 5, pág. 12, cap. 3.', 'Ver número 5, página 12, capítulo 3.'],
    ['Prof. Ruiz y Sr. López.', 'Profesor Ruiz y Sr. López.'],
    ['Máx. 10 personas, aprox. 5.', 'Máximo 10 personas, aproximadamente 5.'],
  ],
  fr: [
    ['P. ex. ceci, c.-à-d. cela.', "par exemple ceci, c'est-à-dire cela."],
    ['Voir n° 5, p. 12, chap. 3, fig. 4.', 'Voir numéro 5, page 12, chapitre 3, figure 4.'],
    ['M. Dupont, Mme Martin, MM. Durand.', 'Monsieur Dupont, Mme Martin, messieurs Durand.'],
    ['En 50 av. J.-C. déjà.', 'En 50 avant Jésus-Christ déjà.'],
    ['Env. 5 personnes.', 'Environ 5 personnes.'],
  ],
  it: [['Il n. 5, pag. 12, il sig. Rossi, ecc.', 'Il numero 5, pagina 12, il signor Rossi, eccetera.']],
  pt: [['Ver p. 12, o Sr. Silva.', 'Ver página 12, o Senhor Silva.']],
  nl: [['Zie nr. 5, blz. 12, bijv. dit.', 'Zie nummer 5, bladzijde 12, bijvoorbeeld dit.']],
  pl: [['Patrz nr 5, str. 12, ul. Długa, np. to.', 'Patrz numer 5, strona 12, ulica Długa, na przykład to.']],
  uk: [['Вул. Франка, буд. 5, і т. д.', 'Вулиця Франка, будинок 5, і так далі.']],
  cs: [['Viz č. 5, str. 12, např. toto.', 'Viz číslo 5, strana 12, například toto.']],
  sv: [['Se nr 5, sid. 12, t.ex. detta.', 'Se nummer 5, sidan 12, till exempel detta.']],
  tr: [['Bkz. s. 12, dr. Ali, vb.', 'Bkz. sayfa 12, doktor Ali, ve benzeri.']],
};

it('says abbreviations as the words they stand for', () => {
  expect(spoken(HEARD)).toEqual(HEARD);
});
