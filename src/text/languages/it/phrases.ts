import type { PhraseWords } from '../phrase-words.js';

export const ITALIAN_PHRASES: PhraseWords = {
  openers: `
    e ed o oppure ma però perché poiché anche mentre quando come se che chi dove finché affinché
    in con senza per su tra fra sotto sopra verso contro durante dopo prima presso secondo da a ad
    nel nello nella nell' nei negli nelle sul sullo sulla sull' sui sugli sulle dal dallo dalla dall' dai dagli dalle al allo alla all' ai
    agli alle il lo la l' i gli le un uno una un' ogni questo questa questi queste quel quella quei quegli quelle alcuni alcune molti molte
  `,
  bound: `
    di del dello della dell' dei degli delle d' è sono era erano fu essere sia ha hanno aveva avevano ho abbiamo avere sarà può possono
    deve devono va non si mi ti ci vi ne molto così più meno abbastanza quasi solo tutto tutta tutti tutte stesso stessa circa io tu lui
    lei noi voi loro mio mia miei mie tuo tua suo sua suoi sue nostro nostra vostro vostra signor signora dr cosa quale
    due tre quattro cinque sei sette otto nove dieci undici dodici venti trenta quaranta cinquanta sessanta settanta ottanta novanta cento
    mille mila milione milioni miliardo miliardi virgola primo seconda
  `,
  numbered: `
    pagina capitolo sezione riga colonna figura tabella passo numero camera stanza sala binario volo autobus treno porta piano parte volume
    versione articolo paragrafo domanda punto gruppo classe livello tipo modello canale fase giorno settimana anno gennaio febbraio marzo
    aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
  `,
};
