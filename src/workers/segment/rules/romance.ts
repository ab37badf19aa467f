import { en } from './en.js';
import type { LanguageRules } from './types.js';

export const fr: LanguageRules = {
  languages: ['fr'],
  scripts: ['latin'],
  abbreviations: {
    joined: 'M MM mme mmes mlle mlles Me mgr dr drs pr st ste cf p.ex env c.-à-d c.à.d av bd pl vve gal col cne lt ing',
    end: 'etc cie ltd inc co jr sr s.a s.a.r.l j.-c hab min sec kg éd coll',
    number: 'p pp no nos n° nº ex art chap vol fig t tél janv févr avr juil sept oct nov déc tome',
  },
  starters: `
    a ainsi alors après au aussi avant avec c car ce ceci cela ces cet cette ceux chaque comme comment d dans de depuis des donc du elle
    elles en encore enfin ensuite est et être il ils j je l la là le les leur leurs mais mon n ne non nous on ou où oui par parce
    pendant peu plus pour pourquoi puis qu quand que quel quelle qui s sa sans se selon ses si son sont sous sur ta tous tout toute
    très tu un une voici voilà votre vous y
  `,
};

export const es: LanguageRules = {
  languages: ['es', 'gl', 'ca', 'eu'],
  scripts: ['latin'],
  abbreviations: {
    joined: `
      sr sra srta sres sras d dña dn dr dra drs prof profa lic ing arq abog gral cnel sgto tte pdte mons sto sta hno hna
      p.ej ej vs av avda c/ pza pl admón dpto depto prov gob mt
      ee
    `,
    end: 'etc cía co ltd ltda s.a s.l s.a.de.c.v jr hs hrs h min seg km m kg ud uds vd vds a.c d.c ed uu',
    number:
      'núm núms no nº n° pág págs p pp art arts párr párrf cap vol fig tel tomo t lun mar mié miér jue vie sáb dom ene feb abr may jun jul ago sep sept set oct nov dic',
    name: 'ee.uu rr.hh ff.aa u.e',
    time: 'a.m p.m',
  },
  starters: `
    a además ahora al algunos allí antes aquí así aun aunque cada casi como cómo con cual cuál cuando cuándo cuánto de del desde después
    donde dónde durante e él el ella ellas ellos en entonces entre era es esa ese eso esos esta está estaba este esto estos finalmente
    fue ha había hace hasta hay la las le les lo los luego más me mi mientras mis muchos muy nada ni no nos nosotros nuestra nuestro o
    otra otro para pero poco por porque pues que qué quién se según ser si sí sin sobre son su sus también tan te tenía tiene todo todos
    tras tu tú un una uno usted y ya yo
  `,
  timeOpeners: 'a alrededor antes desde después entre hasta sobre',
};

export const it: LanguageRules = {
  languages: ['it'],
  scripts: ['latin'],
  abbreviations: {
    joined: `
      sig sigg sig.ra sig.na dott dott.ssa dr prof prof.ssa ing avv arch geom rag on sen cav comm col ten mons s ss
      ad.es p.es es cfr ca v v.cte c.te dir amm egr gent.mo spett p.za p.zza c.so
      meteor idraul psicol econ az st d chim fis mat med biol filos giur ling sociol elettr mecc
    `,
    end: 'ecc etc s.p.a s.r.l soc jr a.c d.c sec min hab kg km',
    number:
      'n nn num pag pagg p pp art artt cap capp vol voll fig tel t gen feb mar apr mag giu lug ago set sett ott nov dic lun mer gio ven sab dom',
  },
  starters: `
    a ad ai al alla anche ancora c che chi ci come con così cosa cui da dal dalla dei del della di dopo dove dunque e è ecco ed era essa
    fa fra gli ha ho i il in infine io l la le lei li lo loro lui ma me mentre mi molti ne nel nella no noi non o ogni ora per perché però
    più poi prima qual qualche quale quando quanto quasi quel quella quello questa queste questi questo qui sono sta su sua sul sulla suo
    se si sì tra tu tutti tutto un una uno vi voi
  `,
};

export const pt: LanguageRules = {
  languages: ['pt', 'ro'],
  scripts: ['latin'],
  base: en,
  abbreviations: {
    joined: 'sr sra srta srs dr dra prof profa eng arq exmo exma d p.ex ex vs av r pça sto sta dl dna dvs',
    end: 'etc cia ltda s.a jr a.c d.c h min seg km kg',
    number: 'n nº n° no pág págs p pp art arts cap vol fig tel jan fev mar abr mai jun jul ago set out nov dez nr',
  },
  starters: `
    a à agora ainda além ao aos apesar após as até cada com como da das de depois do dos e é ela elas ele eles em então entre era essa
    esse esta está este eu foi há isso isto já mais mas me muito na não nas nem no nos nós o onde os ou para pela pelo por porque quando
    quanto que quem se sem ser seu são sim sobre sua também tem todos tu um uma você vocês
  `,
};
