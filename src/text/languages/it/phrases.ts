import type { PhraseWords } from '../phrase-words.js';

export const ITALIAN_PHRASES: PhraseWords = {
  conjunctions: `
    ma però perché poiché anche mentre quando come se che chi dove finché affinché
  `,
  prepositions: `
    in con senza per su tra fra sotto sopra verso contro durante dopo prima presso secondo da nel nello nella nell' nei negli
    nelle sul sullo sulla sull' sui sugli sulle dal dallo dalla dall' dai dagli dalle al allo alla all' ai agli alle
  `,
  connectives: 'e ed o oppure',
  bound: `
    il lo la l' i gli le un uno una un' ogni questo questa questi queste quel quella quei quegli quelle alcuni alcune molti
    molte di del dello della dell' dei degli delle d' è sono era erano fu essere sia ha hanno aveva avevano ho abbiamo
    avere sarà può possono posso possiamo deve devono devo dobbiamo vuole voglio va vanno vado non si mi ti ci vi ne molto
    così più meno abbastanza quasi solo tutto tutta tutti tutte stesso stessa circa lungo oltre tramite eccetto io tu lui
    lei noi voi loro mio mia miei mie tuo tua suo sua suoi sue nostro nostra vostro vostra signor signora dr cosa quale due
    tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto
    diciannove venti trenta quaranta cinquanta sessanta settanta ottanta novanta cento mille mila milione milioni miliardo
    miliardi virgola primo seconda a ad tranne tanto quanto fino davanti accanto vicino insieme rispetto rinunciare
  `,
  numbered: `
    pagina pagine capitolo sezione riga colonna figura tabella passo numero camera stanza sala binario volo autobus treno
    porta piano parte volume versione articolo paragrafo domanda punto gruppo classe livello tipo modello canale fase posto
    carrozza autostrada ultimi ultime prossimi prossime primi prime altri altre giorno settimana anno lunedì martedì
    mercoledì giovedì venerdì sabato domenica gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre
    novembre dicembre
  `,
  numberEndings:
    'cento mila tuno totto tadue tatré tatre taquattro tacinque tasei tasette tanove tidue titré titre tiquattro ticinque tisei tisette tinove',
  afterCounts: 'meno livello',
  rates: "al alla all' per",
  timeUnits: 'secondo minuto ora giorno notte settimana mese anno',
  ranges: { from: "da dal dallo dalla dall' dai dagli dalle", to: "al allo alla all' ai agli alle" },
};
