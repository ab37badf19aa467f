import type { SentenceRules } from '../types.js';

export const pl: SentenceRules = {
  languages: ['pl'],
  scripts: ['Latn'],
  abbreviations: {
    joined: `
      p pp prof dr hab inż mgr gen płk kpt por ks św ul al pl os np tzn tzw tj m.in zob wg ws ww
      ang niem franc ros bałt łac grec czes 
    `,
    end: 'itd itp in s.a sp.z.o.o z.o.o zł gr tys mln mld godz min sek szt r w pon wt śr czw pt sob niedz',
    name: 'im n.e p.n.e',
    number: 'nr str s ok m lok maks kl ryc rys tab tel poz art ust pkt lit rozdz t',
  },
  starters:
    'a ale bo być był była czy dla do gdy i ich ja jak jaki jego jej jednak jest jeśli już kiedy kto lub ma mnie my na nie o od on ona oni po są się ta tak tam te ten to tu ty w we więc z za że',
  interjections: 'tak nie cześć dziękuję dobrze jasne gotowe przepraszam świetnie oczywiście',
  ordinals: 'words',
  months: 'stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia',
};
