import type { PhraseWords } from '../phrase-words.js';

export const DUTCH_PHRASES: PhraseWords = {
  conjunctions: `
    maar want omdat hoewel terwijl als indien wanneer dat die voordat nadat zodra zolang zodat totdat om
  `,
  prepositions: `
    in op aan bij met naar voor uit over onder tussen door tegen zonder rond naast achter sinds tijdens wegens langs binnen
    buiten vanaf tot
  `,
  connectives: 'en of',
  bound: `
    de het een mijn jouw onze hun deze dit elke elk ieder iedere enkele veel sommige alle van te is was waren ben bent
    heeft heb hebben had hadden wordt worden werd werden zal zullen zou zouden kan kunnen kon konden moet moeten moest mag
    mogen wil willen niet geen heel erg zeer zo vrij bijna alleen ook nog al ongeveer circa precies meer minder zich
    volgens vanwege via per ondanks dankzij ik je jij u hij ze zij we wij men er meneer mevrouw dr beide hoe wat welke nul
    twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien
    twintig dertig veertig vijftig zestig zeventig tachtig negentig honderd tweehonderd duizend miljoen miljard kwart half
    min plus komma haar ons zijn na dan vanuit begin midden eind samen vlak af gaat herinneren bezig bang anderhalf zo'n
  `,
  numbered: `
    pagina bladzijde hoofdstuk paragraaf regel kolom figuur tabel stap nummer kamer perron spoor vlucht lijn bus trein
    poort verdieping deel versie artikel vraag punt groep klas niveau type model kanaal fase stoel wagon snelweg laatste
    volgende vorige eerste afgelopen komende andere dag week jaar maandag dinsdag woensdag donderdag vrijdag zaterdag
    zondag januari februari maart april mei juni juli augustus september oktober november december
  `,
  numberEndings: 'honderd duizend entwintig endertig enveertig envijftig enzestig enzeventig entachtig ennegentig',
  ranges: { from: 'van vanaf', to: 'tot' },
};
