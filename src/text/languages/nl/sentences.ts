import { en } from '../en/sentences.js';
import type { SentenceRules } from '../types.js';

export const nl: SentenceRules = {
  languages: ['nl', 'af'],
  scripts: ['Latn'],
  base: en,
  abbreviations: {
    joined:
      'v n dhr mevr mw dr drs prof ir ing mr bijv bv b.v d.w.z dwz o.a m.a.w m.b.t t.o.v i.v.m i.p.v n.a.v t.a.v a.u.b z.g.n zgn ca evt resp incl excl max min aanw bep onbep bez mgr st',
    end: 'enz etc n.v a.s m.i.v vnw bn ww znw jl mln mld e.d e.a',
    name: 'Chr n.chr v.chr',
    number: 'nr nrs blz pag p art hfst fig afb hfdst tel jan feb mrt apr jun jul aug sept okt nov dec',
  },
  starters:
    'aan al als dan dat de deze die dit door een en er had heb heeft het hij hoe hun ik in is ja je jij kan maar met na nee niet nog nu of om ook op over te toen tot uit van veel voor waar wanneer was wat we wie wij zal ze zich zij zijn zo',
};
