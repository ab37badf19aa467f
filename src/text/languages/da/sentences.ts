import { en } from '../en/sentences.js';
import type { SentenceRules } from '../types.js';

const nordicMonths = `
  januar februar marts mars april maj mai juni juli august september oktober november december januari februari augusti
`;

export const da: SentenceRules = {
  languages: ['da', 'nb', 'no', 'nn', 'sv', 'is'],
  scripts: ['Latn'],
  base: en,
  abbreviations: {
    joined:
      'f e skt hr fr frk dr prof f.eks fx bl.a dvs d.v.s ca kl tlf pga p.g.a ift iflg jf mht vedr evt inkl ekskl adv cand t.ex s.k dr.med f.d kungl',
    end: 'osv m.m m.v m.fl mfl o.l o.lign etc a.s a/s kr mio mia stk tsk o.s.v jr',
    name: 'Kr f.kr e.kr',
    number: 'nr s sid side fig kap maks max art tel jan feb mar apr jun jul aug sep sept okt nov dec',
  },
  starters:
    'alle at av da de dem den denne der deres det dette din du efter eller en er et for fra före han har her hun hvad hvem hvis hvor hvordan hvorfor hvornår i ikke ja jeg kan man med men min mon nej nu når og om på så som til um var vi vil være än är och att ett jag inte men vad vi',
  ordinals: 'words',
  months: nordicMonths,
};
