import type { SentenceRules } from '../types.js';

const czechMonths = `
  ledna února března dubna května června července srpna září října listopadu prosince leden únor březen duben květen červen
  červenec srpen říjen listopad prosinec
`;

export const sk: SentenceRules = {
  languages: ['sk', 'cs'],
  scripts: ['Latn'],
  abbreviations: {
    joined:
      'napr tzv tzn t.j tj t.zn p pí sl ing mgr bc mudr judr phdr rndr doc prof dr gen plk kpt sv ul nám resp cca ca mj např č.p viz př',
    end: 's.r.o a.s spol k.s v.o.s atď atd apod atp pod a.i kč tis mil mld hod min sek',
    name: 'Kr n.l př.n.l pr.n.l',
    number: 'č max kap čís str s r obr tab tel odd st ods písm čl',
  },
  starters:
    'a aj ak ako ale ani ja je jeho jej ich keď kde kto my na nie no od on ona oni po pre pri sú tak táto tento to ty v však z za že jak když kde kdo ne se si tento tato toto ve ze',
  ordinals: 'words',
  months: `
    januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra
    január február marec apríl máj jún júl august september október november december ${czechMonths}
  `,
};
