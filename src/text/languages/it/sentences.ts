import type { SentenceRules } from '../types.js';

export const it: SentenceRules = {
  languages: ['it'],
  scripts: ['Latn'],
  abbreviations: {
    joined: `
      sig sigg sig.ra sig.na dott dott.ssa dr prof prof.ssa ing avv arch geom rag on sen cav comm col ten mons s ss
      ad.es p.es es cfr ca v v.cte c.te dir amm egr gent.mo spett p.za p.zza c.so
      meteor idraul psicol econ az st d chim fis mat med biol filos giur ling sociol elettr mecc
    `,
    end: 'ecc etc s.p.a s.r.l soc jr sec min hab kg km',
    number:
      'n nn num nr int max par tab rif all pag pagg p pp art artt cap capp vol voll fig tel t gen feb mar apr mag giu lug ago set sett ott nov dic lun mer gio ven sab dom',
    name: 'a.c d.c e.v',
  },
  interjections: 'sì no ciao grazie bene certo perfetto ecco scusa scusi buongiorno fatto ok okay',
  starters: `
    a ad ai al alla anche ancora c che chi ci come con così cosa cui da dal dalla dei del della di dopo dove dunque e è ecco ed era essa
    fa fra gli ha ho i il in infine io l la le lei li lo loro lui ma me mentre mi molti ne nel nella no noi non o ogni ora per perché però
    più poi prima qual qualche quale quando quanto quasi quel quella quello questa queste questi questo qui sono sta su sua sul sulla suo
    se si sì tra tu tutti tutto un una uno vi voi
  `,
};
