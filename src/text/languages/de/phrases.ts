import type { PhraseWords } from '../phrase-words.js';

export const GERMAN_PHRASES: PhraseWords = {
  openers: `
    und aber oder sondern denn doch weil obwohl während wenn falls dass ob als bevor nachdem sobald solange damit sodass bis indem
    in im ins an am auf aus bei beim mit nach vom vor für über unter zwischen durch gegen ohne um neben hinter seit wegen trotz
    zu zum zur wo
    der die das den dem des ein eine einen einem einer eines mein meine meinen meinem meiner sein seine seinen seinem seiner ihr ihre
    ihren ihrem ihrer unser unsere unseren unserem unserer dieser diese dieses diesen diesem jeder jede jedes jeden jedem einige viele
    mehrere alle
  `,
  bound: `
    von ist sind war waren bin bist sei wäre hat haben hatte hatten habe wird werden wurde wurden würde kann können konnte soll sollen
    muss müssen darf will nicht kein keine keinen keinem keiner sehr so ganz ziemlich fast nur auch noch schon etwa rund ungefähr
    genau mehr weniger sich ich du er es wir man herr frau dr beide wie was welche welcher welches
    null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig
    hundert tausend million millionen milliarde milliarden minus plus komma
  `,
  numbered: `
    seite kapitel abschnitt zeile spalte abbildung tabelle schritt nummer zimmer raum gleis flug linie bus zug tor etage stock teil band
    version artikel absatz frage punkt gruppe klasse stufe typ modell kanal phase tag woche jahr alter januar februar märz april mai juni
    juli august september oktober november dezember
  `,
};
