import { ru } from './ru.js';
import type { LanguageRules } from './types.js';

export const bg: LanguageRules = {
  languages: ['bg', 'mk', 'sr'],
  scripts: ['cyrillic'],
  abbreviations: {
    joined:
      'бул ул пл гр с ж.к бл вх ап кв проф доц д-р инж арх св г-н г-жа вкл напр т.нар т.е т.к вж ср акад ген полк чл.-кор',
    end: 'т.н др т.г м.г с.г лв ст хил млн млрд мин сек ч км м см кг пр.н.е н.е',
    number: 'стр чл ал т бр № тел ет',
    unit: 'г',
  },
  starters: `
    а аз в във вие все всеки всички где да днес до за защо и из или как какво като когато кой която които к към ли ме между на над
    най не нека но ние о обаче от по под поради после при през с след се сега според така там те тези той това този тя у че ще
  `,
  dashAttribution: true,
};

export const uk: LanguageRules = {
  languages: ['uk'],
  scripts: ['cyrillic'],
  base: ru,
  abbreviations: {
    joined: 'вул просп бул пл пров смт м о п-н п-ні акад проф доц див напр т.зв т.ч гр св',
    end: 'т.д т.ін ін тис млн млрд грн коп год хв сек р.н н.е',
    name: 'ім',
    number: 'стор гл рис табл п № тел кв буд корп т січ лют берез квіт трав черв лип серп верес жовт листоп груд',
    unit: 'р рр ст',
  },
  starters:
    'а але би в вже він вона вони воно все ви для до з за й і із їх його її коли ми на не про проте та так там тепер то тому ти у це ці цей чи що щоб як який якщо я',
};

export const kk: LanguageRules = {
  languages: ['kk', 'ky', 'tt'],
  scripts: ['cyrillic'],
  base: ru,
  abbreviations: {
    joined: 'б.з.б б.з.д қ көш ауд обл акад проф',
    end: 'т.б т.с.с мың млн млрд',
    number: 'б № бет',
    unit: 'ж ғ',
  },
  starters: 'ал бұл бірақ біз біздің ол олар оның сол сондықтан соңғы мен менің сен сіз осы және енді егер бүгін кейін',
  dashAttribution: true,
};

const czechMonths = `
  ledna února března dubna května června července srpna září října listopadu prosince leden únor březen duben květen červen
  červenec srpen říjen listopad prosinec
`;

export const sk: LanguageRules = {
  languages: ['sk', 'cs'],
  scripts: ['latin'],
  abbreviations: {
    joined:
      'napr tzv tzn t.j tj t.zn p pí sl ing mgr bc mudr judr phdr rndr doc prof dr gen plk kpt sv ul nám resp cca ca mj např č.p viz',
    end: 's.r.o a.s spol k.s v.o.s atď apod atp pod a.i kč tis mil mld hod min sek n.l',
    number: 'č čís str s r obr tab tel odd st ods písm čl',
  },
  starters:
    'a aj ak ako ale ani ja je jeho jej ich keď kde kto my na nie no od on ona oni po pre pri sú tak táto tento to ty v však z za že jak když kde kdo ne se si tento tato toto ve ze',
  ordinals: 'words',
  months: `
    januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra
    január február marec apríl máj jún júl august september október november december ${czechMonths}
  `,
};

export const pl: LanguageRules = {
  languages: ['pl'],
  scripts: ['latin'],
  abbreviations: {
    joined: `
      p pp prof dr hab inż mgr gen płk kpt por ks św ul al pl os np tzn tzw tj m.in zob wg ws ww
      ang niem franc ros bałt łac grec czes 
    `,
    end: 'itd itp in s.a sp.z.o.o z.o.o zł gr tys mln mld godz min sek r w n.e p.n.e pt',
    name: 'im',
    number: 'nr str s rys tab tel poz art ust pkt lit rozdz t',
  },
  starters:
    'a ale bo być był była czy dla do gdy i ich ja jak jaki jego jej jednak jest jeśli już kiedy kto lub ma mnie my na nie o od on ona oni po są się ta tak tam te ten to tu ty w we więc z za że',
  ordinals: 'words',
  months: 'stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia',
};
