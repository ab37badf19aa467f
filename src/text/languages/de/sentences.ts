import type { SentenceRules } from '../types.js';

export const de: SentenceRules = {
  languages: ['de', 'lb'],
  scripts: ['Latn'],
  abbreviations: {
    joined: `
      dr prof hr fr hrn dipl ing mag bzw ca rd z.b z.bsp zb d.h u.a u.u z.t z.zt i.d.r i.a o.ä.w sog sogen vgl evtl ggf inkl exkl zzgl
      gem lt bspw insb insbes dipl.-ing dr.-ing allg st hl geb gest gez ehem max mind m.e s.o s.u s.a v.a u o tgl ggü erm zw abzgl ri jew
      mr mrs ms v n
    `,
    end: 'ff usw etc u.ä o.ä o.g u.v.m u.dgl dgl jr sen co ltd inc e.v str',
    number:
      'nr nrn S s hausnr zi whg etg jg kl bj gegr lfd anm ausg gl Bl Anl Abs Art Abb Kap Tab Tel Aufl Ziff Pos Jan Feb Febr Mär Apr Jun Jul Aug Sep Sept Okt Nov Dez Mo Di Mi Do Fr Sa So',
    // Nouns have capitals, so only a word of `starters` tells that the sentence ended: "5 Mio. Euro".
    name: 'einw erw pers tbl vj Chr v.chr n.chr a.d mio mrd bio tsd std min sek jh jhd mwst med phil jur rer nat habil h.c dr.h.c stk pkg pck pkt msp pr',
    // "1 Bd. Petersilie", but "Bd. 3".
    unit: 'Bd',
  },
  compoundEnd: 'str',
  starters: `
    aber alle allerdings als also am an auch auf aus außerdem bei bis bitte da dabei dadurch dafür daher damit danach dann darum das
    dass dazu dein deine dem den denn der des deshalb die dies diese dieser dieses doch dort du durch ein eine einem einen einer er
    es falls für gibt haben hat hier ich ihr ihre im in insgesamt ist ja jede jeder jedoch jetzt kann können man mein meine mit nach
    natürlich nein nicht noch nun nur ob oder ohne schließlich schon sehr sein seine seit sie sind so sobald sollte sonst sowie
    trotzdem über um und uns unser unter viele vom von vor wann war waren warum was weil welche wenn wer wie wir wird wo zu zudem zum
    zuerst zur zwar zwischen
  `,
  interjections: 'ja nein hallo danke gut okay ok klar gerne natürlich entschuldigung super fertig bitte genau stimmt',
  ordinals: 'nouns',
  months: 'januar jänner februar märz april mai juni juli august september oktober november dezember',
};
