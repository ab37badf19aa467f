import { en } from './en.js';
import type { LanguageRules } from './types.js';

export const de: LanguageRules = {
  languages: ['de', 'lb'],
  scripts: ['latin'],
  abbreviations: {
    joined: `
      dr prof hr fr hrn dipl ing mag bzw ca z.b z.bsp zb d.h u.a u.u z.t z.zt i.d.r i.a o.ä.w sog sogen vgl evtl ggf inkl exkl zzgl
      gem lt bspw insb insbes allg st hl geb gest gez ehem max min mind m.e s.o s.u v.a
      mr mrs ms
    `,
    end: 'usw etc u.ä o.ä o.g u.v.m u.dgl dgl jr sen co ltd inc mio mrd tsd std sek jh jhd v.chr n.chr e.v str a.d',
    number:
      'nr nrn S s Abs Art Abb Kap Bd Tab Tel Aufl Ziff Pos Jan Feb Febr Mär Apr Jun Jul Aug Sep Sept Okt Nov Dez Mo Di Mi Do Fr Sa So',
  },
  starters: `
    aber alle allerdings als also am an auch auf aus außerdem bei bis bitte da dabei dadurch dafür daher damit danach dann darum das
    dass dazu dein deine dem den denn der des deshalb die dies diese dieser dieses doch dort du durch ein eine einem einen einer er
    es falls für gibt haben hat hier ich ihr ihre im in insgesamt ist ja jede jeder jedoch jetzt kann können man mein meine mit nach
    natürlich nein nicht noch nun nur ob oder ohne schließlich schon sehr sein seine seit sie sind so sobald sollte sonst sowie
    trotzdem über um und uns unser unter viele vom von vor wann war waren warum was weil welche wenn wer wie wir wird wo zu zudem zum
    zuerst zur zwar zwischen
  `,
  ordinals: 'nouns',
  months: 'januar jänner februar märz april mai juni juli august september oktober november dezember',
};

export const nl: LanguageRules = {
  languages: ['nl', 'af'],
  scripts: ['latin'],
  base: en,
  abbreviations: {
    joined:
      'dhr mevr mw dr drs prof ir ing mr bijv bv b.v d.w.z dwz o.a m.a.w m.b.t t.o.v i.v.m i.p.v n.a.v t.a.v a.u.b z.g.n zgn ca evt resp incl excl max min aanw bep onbep bez mgr st',
    end: 'enz etc n.v a.s m.i.v vnw bn ww znw jl mln mld n.chr v.chr e.d e.a',
    number: 'nr nrs blz p art afb hfdst tel jan feb mrt apr jun jul aug sept okt nov dec',
  },
  starters:
    'aan al als dan dat de deze die dit door een en er had heb heeft het hij hoe hun ik in is ja je jij kan maar met na nee niet nog nu of om ook op over te toen tot uit van veel voor waar wanneer was wat we wie wij zal ze zich zij zijn zo',
};

const nordicMonths = `
  januar februar marts mars april maj mai juni juli august september oktober november december januari februari augusti
`;

export const da: LanguageRules = {
  languages: ['da', 'nb', 'no', 'nn', 'sv', 'is'],
  scripts: ['latin'],
  base: en,
  abbreviations: {
    joined:
      'skt hr fr frk dr prof f.eks fx bl.a dvs d.v.s ca kl tlf pga p.g.a ift iflg jf mht vedr evt inkl ekskl adv cand t.ex s.k dr.med f.d kungl',
    end: 'osv m.m m.v m.fl mfl o.l o.lign etc a.s a/s kr mio mia stk tsk f.kr e.kr o.s.v jr',
    number: 'nr s fig kap tel jan feb mar apr jun jul aug sep sept okt nov dec',
  },
  starters:
    'alle at av da de dem den denne der deres det dette din du efter eller en er et for fra före han har her hun hvad hvem hvis hvor hvordan hvorfor hvornår i ikke ja jeg kan man med men min mon nej nu når og om på så som til um var vi vil være än är och att ett jag inte men vad vi',
  ordinals: 'words',
  months: nordicMonths,
};
