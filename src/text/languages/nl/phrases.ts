import type { PhraseWords } from '../phrase-words.js';

export const DUTCH_PHRASES: PhraseWords = {
  openers: `
    en maar of want omdat hoewel terwijl als indien wanneer dat die voordat nadat zodra zolang zodat totdat tot
    in op aan bij met naar voor uit over onder tussen door tegen zonder rond naast achter sinds tijdens wegens langs binnen buiten vanaf
    de het een mijn jouw zijn haar ons onze hun deze dit elke elk ieder iedere enkele veel sommige alle
  `,
  bound: `
    van te is was waren ben bent heeft heb hebben had hadden wordt worden werd werden zal zullen zou zouden kan kunnen kon moet moeten
    mag wil niet geen heel erg zeer zo vrij bijna alleen ook nog al ongeveer circa precies meer minder zich ik je jij hij ze zij we
    wij men er meneer mevrouw dr beide hoe wat welke
    nul twee drie vier vijf zes zeven acht negen tien elf twaalf twintig dertig veertig vijftig zestig zeventig tachtig negentig honderd
    duizend miljoen miljard min plus komma
  `,
  numbered: `
    pagina bladzijde hoofdstuk paragraaf regel kolom figuur tabel stap nummer kamer perron spoor vlucht lijn bus trein poort verdieping
    deel versie artikel vraag punt groep klas niveau type model kanaal fase dag week jaar januari februari maart april mei juni juli
    augustus september oktober november december
  `,
};
