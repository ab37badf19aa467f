/** The ends of sentences: each text with the places at which a listener hears the end of a sentence. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { segmentText } from '../../src/text/segment/index.js';
import { pieces, segmentInPieces, unlimited } from '../segment/chunked-input.js';

/** The mark that stands where a sentence ends. The text is without it. */
const END = '‖';

/** The texts by kind: the language (BCP 47), and the text with the ends of its sentences. */
const TEXTS: Readonly<Record<string, readonly (readonly [language: string, marked: string])[]>> = {
  'a space is missing after the end of a sentence': [
    ['en', 'What is your name?‖What could.‖Nothing!'],
    ['en', 'Let me check that.‖The weather is fine.‖I think so.'],
    ['en', "I can't do it.‖Sorry about that."],
    ['en', "I see the file.‖It's large."],
    ['en', 'It costs 5.‖The other costs 7.'],
    ['en', 'Yes.‖Opening the app now.'],
    ['en', 'Wait...‖What was that?'],
    ['en', 'Really?!‖Nobody told me.'],
    ['en', 'It was (so she said).‖The rest is known.'],
    ['en', '“Hello there!”‖The man left.'],
    ['en', 'He left.‖“Nobody saw him.”'],
    ['en', 'I live in Paris.‖We moved there.'],
    ['en', 'The pay at NASA.‖The work is good.'],
    ['ru', 'Привет!‖Как дела?‖Хорошо.'],
    ['ru', 'Я иду домой.‖Завтра приду.‖Это точно.'],
    ['ru', 'Готово.‖Открываю браузер.'],
    ['ru', 'Что?!‖Никто не пришёл.'],
    ['ru', 'Хорошо…‖Тогда пойдём.'],
    ['de', 'Hallo.‖Wie geht es?‖Gut!'],
    ['de', 'Ich habe einen Hund.‖Katzen mag ich nicht.'],
    ['de', 'Das ist gut.‖Morgen komme ich.'],
    ['fr', 'Bonjour!‖Ça va?‖Très bien.'],
    ['fr', "Je pars demain.‖Nous verrons.‖C'est tout."],
    ['fr', 'Il est parti.‖Élodie aussi.'],
    ['es', 'Hola.‖¿Qué tal?‖¡Bien!'],
    ['es', 'Me voy mañana.‖Hasta luego.'],
    ['es', 'Hola.‖Qué bueno verte!‖Sí.'],
    ['el', 'Γεια σου!‖Τι κάνεις;‖Καλά είμαι.'],
    ['el', 'Πάω σπίτι.‖Αύριο έρχομαι.'],
    ['uk', 'Привіт!‖Як справи?‖Добре.'],
    ['it', 'Ciao!‖Come stai?‖Tutto bene.'],
    ['pl', 'Cześć!‖Jak się masz?‖Wszystko dobrze.'],
    ['en', 'Yes.‖No.‖Maybe it is.'],
    ['en', '**Say hello.**‖What is it?'],
    ['en', 'Say hello.**What is** it? ‖*Hello!*‖Then go.'],
    ['ru', 'Да.‖Нет.‖Может быть.'],
    ['de', 'Hallo.‖Gut.‖Danke.'],
    ['en', 'It is on your iPhone.‖Then open YouTube.‖There it is.'],
    ['en', 'He paid 50%.‖The rest comes later.'],
    ['en', 'He said "wait!"‖Then he left.'],
    ['ru', 'Я люблю чай.‖Кофе тоже.‖Молоко нет.'],
    ['es', 'No.‖Quiero más.'],
    ['pt', 'Olá.‖Tudo bem?‖Sim.'],
    ['nl', 'Hallo.‖Hoe gaat het?‖Goed.'],
    ['tr', 'Merhaba!‖Nasılsın?‖İyiyim.'],
  ],
  'names, numbers and code with marks inside': [
    ['en', 'It works with Node.js and Node.Js and vue.Js. ‖Fine.'],
    ['en', 'The U.S.A is big, and the U.S. Army too.'],
    ['en', 'Use e.g.this or i.e.That one.'],
    ['en', 'Visit www.Example.com or example.com/Help?Id=5 or example.Com now.'],
    ['en', 'Version v1.0.0 and 3.14 and file.Name and System.out.println and System.Out.WriteLine work.'],
    ['en', 'She has a Ph.D in std::string and writes to foo@Bar.com at 5 a.m. daily.'],
    ['en', 'Use !important, ?q=1 and ?Q=1 in `foo.Bar` or my_file.Name or myFile.Name or Foo.Bar() there.'],
    ['en', 'Call math.Floor(x) or this.Name or obj.Value, and foo.Bar.Baz too.'],
    ['en', 'Search https://a.b/c?Query=1&d!E and go on.'],
    ['en', 'The J.R.R. Tolkien book and the J.Smith one and Yahoo!Answers here.'],
    ['ru', 'Открой Яндекс.Музыку и Яндекс.Карты на ул.Ленина в г.Москва.'],
    ['ru', 'Это А.С.Пушкин и Mail.Ru, см. стр.5.'],
    ['de', 'Das Programm Node.Js auf www.Beispiel.de läuft z.B. Hier nicht.'],
    ['fr', 'Le fichier Config.Json de M.Dupont est là.'],
    ['en', 'The path is C:\\Users\\Me.Name and ../Foo.Bar too.'],
    ['en', 'Use React.Component, `user.Name` and the range A...Z here.'],
    ['en', 'See fig.Three and No.Five and St.Petersburg, and ask John.Smith@example.com.'],
    ['ru', 'Смотри рис.Пять и т.е.Это так.'],
  ],
  'abbreviations before a number': [
    ['en', 'He lives at Apt. 5 on Rte. 66, est. 1900, max. 10 people.'],
    ['en', 'See vol. 3, ch. 2, fig. 4, sec. 9, pg. 7, No. 5 and p. 12.'],
    ['en', 'Op. 9 is at Rm. 12, Bldg. 4, ext. 305, approx. 20 m away.'],
    ['en', 'No. ‖I left. ‖No. 5 is alive. ‖He gave it the max. ‖She did too.'],
    ['en', 'On Jan. 5 and Sept. 15 we met Dr. Jones, Mrs. Li and Prof. Smith.'],
    ['de', 'Siehe Nr. 5 auf S. 12, Konto-Nr. 1234, Abb. 3, Kap. 2, Zi. 4, max. 10, mit Herr Dr. Müller.'],
    ['ru', 'На стр. 21, рис. 4, оф. 12, макс. 10, тел. 555, № 5 г-н Иванов 5 янв. 2024 г. пришёл.'],
    ['ru', 'Дом построен в 1900 г. ‖Он стоит на ул. Ленина, д. 5, кв. 7.'],
    ['es', 'Véase núm. 5, n.º 5, pág. 12, art. 3, máx. 10, apto. 5 de la Sra. López.'],
    ['fr', 'Voir chap. 2, art. 3, p. 12, n° 5, apt. 4, max. 10 de Mme. Dupont le 15 sept. 2024 à midi.'],
    ['it', 'Vedi n. 5, pag. 12, fig. 3, int. 4, max. 10 del sig. Rossi.'],
    ['pt', 'Veja n.º 5, pág. 12, cap. 3, máx. 10, apto. 5 da Sra. Silva.'],
    ['pl', 'Zobacz str. 12, nr 5, rys. 3, lok. 4, maks. 10.'],
    ['el', 'Δες σελ. 12, αρ. 5, κεφ. 3, τόμ. 2 εδώ.'],
  ],
  'abbreviations before a noun': [
    ['de', 'Das kostet 5 Mio. Euro. ‖2 Mrd. Dollar Umsatz und 500 Tsd. Euro Gewinn. ‖Es kamen 3 Mio. Menschen.'],
    ['de', 'Nach 2 Std. Fahrt, im 18. Jh. Frankreichs, 20 Euro inkl. MwSt. Versand.'],
    ['de', 'Er wohnt in der Bahnhofstr. 5 in Berlin. ‖Sie wohnt in der Hauptstr. ‖Er auch. ‖Die Hauptstr. ist lang.'],
    ['de', 'Dr. med. Meier, Dipl.-Ing. Meier und Dr. h. c. Meier kamen, v. a. Kinder, lt. Plan u. v. m. ‖Er ging.'],
    [
      'de',
      'Nimm 1 Pkg. Backpulver, 2 Pck. Vanillezucker, 1 Msp. Salz, 1 Bd. Petersilie und 3 Stk. Äpfel. ‖Siehe Bd. 3.',
    ],
    [
      'en',
      'Add 2 tbsps. of oil, 1 pkg. of yeast and 5 pcs. of bread. ‖It is 5 in. long. ‖He came in. ‖Robert, a.k.a. Bob.',
    ],
    ['es', 'Añade 1 cda. de aceite, ½ cdta. de sal y 2 cditas. de azúcar. ‖Llame a la ext. 204 ya.'],
    ['ru', 'Это было в сер. XIX в., прибл. 5 км, он ум. в 1837 году. ‖Это ум. ‖Потом.'],
    ['fr', 'Pour 5 pers. maximum, le gén. Leclerc et le prof. Martin. ‖Ajouter 1 c. à c. de sel et 1 c.à.s. de miel.'],
    ['de', 'Ca. 20 Min. ‖Danach 2 Std. ruhen lassen. ‖Es kostet 5 Mio. ‖Das ist viel.'],
  ],
  'marks with spaces before them': [
    ['en', 'Wait ! ! ‖Come back .'],
    ['en', 'Well . . . perhaps not . ‖Good .'],
    ['en', 'Really ? ! ‖Yes !'],
    ['en', 'Stop ... ! ‖Now.'],
    ['en', 'I use .NET and .5 mm ! ‖Good.'],
    ['fr', "C'est vrai ?  ‖Oui ! ‖Bien sûr."],
    ['fr', 'Quoi ? ! ‖« Oui ! » dit-il. ‖Bon .'],
    ['ru', 'Подождите ! ! ‖Вернитесь . ‖Что… ? ‖Нет .'],
    ['de', 'Halt ! ! ‖Komm zurück .'],
    ['es', '¡ Espera ! ! ‖¿ Vienes ? ‖Sí .'],
  ],
  citations: [
    ['en', 'It rains.[1] ‖Then it stops.[2, 3] ‖The sun shines.[4][5] ‖Good.'],
    ['en', 'It rains.【4:0†source】 ‖Then it stops.[^note] ‖It is dry.[1](https://a.b/c) ‖Good.'],
    ['en', 'It rains.¹ ‖Then it stops!² ‖Why?[a] ‖See.[1–3]'],
    ['en', 'It rains [1]. ‖Then it stops [2].'],
    ['en', 'Read the list.[See below] and go on.'],
    ['ru', 'Идёт дождь.[1] ‖Потом он кончился.[2] ‖Хорошо.'],
    ['zh', '下雨了。[1]‖然后停了。【4:0†source】‖好。'],
  ],
  'an ellipsis after a mark': [
    ['en', 'What?... ‖No. ‖Hmm... ‖I see.'],
    ['ru', 'Да!.. ‖Нет. ‖Что?.. ‖Ничего.'],
    ['fr', 'Quoi ?… ‖Non !... ‖Si.'],
    ['de', 'Was?... ‖Nein!… ‖Doch.'],
  ],
  'eras before a name': [
    ['en', 'It was around 50 B.C. Pompey sailed away. ‖In 44 B.C. ‖The war began.'],
    ['en', 'In A.D. 79 Vesuvius erupted. ‖It was 44 BC. ‖Then it ended.'],
    ['ru', 'Это было от 50 г. до н. э. Помпей отплыл. ‖В 44 г. до н.э. Цезарь пал.'],
    ['ru', 'Это было в 50 г. н. э. ‖Потом всё кончилось.'],
    ['de', 'Es war im Jahr 50 v. Chr. Pompeius segelte. ‖Um 44 v.Chr. Caesar. ‖Im Jahr 9 n. Chr. ‖Dann endete es.'],
    ['fr', "C'était en 50 av. J.-C. Pompée partit. ‖En 70 apr. J.-C. ‖Il revint."],
    ['es', 'Era en el 50 a. C. Pompeyo salió. ‖En el 44 a.C. César murió. ‖Fue en el 50 a. C. ‖Después terminó.'],
    ['it', 'Era il 50 a.C. Pompeo partì.'],
    ['pl', 'To był 50 r. p.n.e. Pompejusz odpłynął.'],
    ['el', 'Το 50 π.Χ. Πομπήιος ήρθε.'],
    ['da', 'Det var år 50 f. Kr. Pompejus sejlede.'],
    ['sk', 'Bylo to 50 př. n. l. Pompeius odplul.'],
    ['uk', 'Було в 50 р. до н. е. Помпей відплив.'],
    ['ru', 'В 50 г. до н. э. ‖Потом Помпей отплыл.'],
  ],
  'quotations with spaces inside': [
    ['en', '“ Hello. ” he said. ‖" Hello. " she said. ‖Then left.'],
    ['en', 'She said: " Hello. Bye. " and then left.'],
    ['en', '" Hello! How are you? " ‖He smiled.'],
    ['ru', '« Привет. » — сказал он. ‖Потом ушёл.'],
    ['de', '„ Hallo. “ sagte er. ‖Dann ging er.'],
    ['fr', '« Bonjour. » dit-il. ‖Puis il partit.'],
  ],
  tags: [
    ['en', 'Wait <break time="0.5s"/> and <emotion value="0.5" x="a. B"/> then. ‖Go.'],
    ['en', 'It is a < b. ‖Then a <b. ‖Then it ends.'],
    ['en', '<p>Hello.</p> ‖<p>World.</p>‖<b>Good.</b>'],
    ['en', 'Hello.‖<break time="1s"/>World is <sub alias="A. B.">x</sub> big.'],
    ['en', '<speak>Hello. ‖How <prosody rate="1.5" note=\'x? Y\'>are</prosody> you?</speak>'],
    ['ru', 'Подожди <break time="0.5s"/> и <emotion x="а. Б"/> потом. ‖Иди.'],
    ['en', 'He said.</i></b> ‖Then left.'],
    ['en', 'Take List<String> and x<y. ‖Mail <me@example.com>. ‖It is 5 < 6. ‖7 > 3.'],
  ],
  'headings, lists and paragraphs': [
    ['en', '# Title‖\nYou need:‖\n- 200 g flour‖\n- sugar (approx. 30 g)‖\n1. Mix.‖\n2. Bake.'],
    ['en', 'The quick brown\nfox jumps.‖\n\nThe next paragraph‖\n> A quote.‖\n| a | b |'],
    ['ru', '## План‖\n1. Купить хлеб‖\n2. Позвонить на ул. Ленина, д. 5‖\n• Отдых'],
    ['de', 'Du brauchst:‖\n* 3 Eier‖\n* Mehl‖\nFertig!'],
    ['fr', 'Liste :‖\na) un‖\nb) deux‖\nFin.'],
    ['es', '**Nota:** hola.‖\n\n- uno‖\n- dos'],
  ],
};

const sentencesOf = (marked: string): string[] =>
  marked
    .split(END)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');

describe.each(Object.entries(TEXTS))('the sentences of a text: %s', (_, texts) => {
  it.each(texts)('%s: %s', (language, marked) => {
    expect(segmentText(marked.replaceAll(END, ''), language)).toEqual(sentencesOf(marked));
  });

  it('are the same in any chunks', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 6 });
    const property = fc.property(fc.constantFrom(...texts), lengths, ([language, marked], chunks) => {
      const text = marked.replaceAll(END, '');
      const { segments, rest } = segmentInPieces(pieces(text, chunks), { ...unlimited, language });
      expect(segments.join('') + rest).toBe(text);
      expect(sentencesOf(segments.join(END))).toEqual(sentencesOf(marked));
    });
    fc.assert(property, { numRuns: 200 });
  });
});
