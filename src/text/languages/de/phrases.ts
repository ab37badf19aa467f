import type { PhraseWords } from '../phrase-words.js';

export const GERMAN_PHRASES: PhraseWords = {
  conjunctions: `
    aber sondern denn doch weil obwohl während wenn falls dass ob als bevor nachdem sobald solange damit sodass bis indem
    wo
  `,
  prepositions: `
    in im ins an am auf aus bei beim mit nach vom vor für über unter zwischen durch gegen ohne um neben hinter seit wegen trotz
    zum zur
  `,
  connectives: 'und oder',
  bound: `
    der die das den dem ein eine einen einem einer mein meine meinen meinem meiner sein seine seinen seinem seiner unser
    unsere unseren unserem unserer dieser diese diesen diesem jeder jede jedes jeden jedem einige viele mehrere alle von
    des eines meines seines ihres unseres dieses ist sind war waren bin bist sei wäre wären hat haben hatte hatten habe
    hätte hätten wird werden wurde wurden würde würden kann können konnte konnten könnte könnten soll sollen sollte sollten
    muss müssen musste müsste darf dürfen will wollen möchte möchten mag nicht kein keine keinen keinem keiner sehr so ganz
    ziemlich fast nur auch noch schon etwa rund ungefähr genau mehr weniger sich ab außer statt innerhalb außerhalb laut
    pro per gegenüber ich du er sie es wir man uns euch ihm ihn mir mich dir dich herr frau dr beide wie was welche welcher
    welches null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn
    siebzehn achtzehn neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert tausend million
    millionen milliarde milliarden viertel minus plus komma zu ihr ihre ihren ihrem ihrer je sowohl hin gut knapp kurz
    andere anderes anderthalb steif möglichst
  `,
  numbered: 'letzten letzte nächsten nächste ersten vergangenen kommenden restlichen übrigen anderen',
  numberEndings: 'hundert tausend zig ßig',
  ranges: { from: 'von vom', to: 'bis nach' },
};
