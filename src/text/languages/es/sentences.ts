import type { SentenceRules } from '../types.js';

export const es: SentenceRules = {
  languages: ['es', 'gl', 'ca', 'eu'],
  scripts: ['Latn'],
  abbreviations: {
    joined: `
      sr sra srta sres sras d dña dn dr dra drs prof profa lic ing arq abog gral cnel sgto tte pdte mons sto sta hno hna
      p.ej ej vs av avda c/ pza pl d.ª s.m admón dpto depto prov gob mt
      ee
    `,
    end: 'etc cía co ltd ltda s.a s.l s.a.de.c.v jr hs hrs h min seg km m kg mill ud uds cda cdas cdta cdtas cdita cditas vd vds ed uu incl dto dcha izda izq trim pers',
    number:
      'núm núms num nro nros pta tlf tfno no nº n° apto apdo hab of esc ap máx mín aprox sec fol lib secc inc pág págs p pp art arts párr párrf cap vol fig ext tel tomo t lun mar mié miér jue vie sáb dom ene feb abr may jun jul ago sep sept set oct nov dic',
    name: 'ee.uu rr.hh ff.aa u.e a.c d.c a.e.c e.c a.n.e',
    time: 'a.m p.m',
  },
  starters: `
    a además ahora al algunos allí antes aquí así aun aunque cada casi como cómo con cual cuál cuando cuándo cuánto de del desde después
    donde dónde durante e él el ella ellas ellos en entonces entre era es esa ese eso esos esta está estaba este esto estos finalmente
    fue ha había hace hasta hay la las le les lo los luego más me mi mientras mis muchos muy nada ni no nos nosotros nuestra nuestro o
    otra otro para pero poco por porque pues que qué quién se según ser si sí sin sobre son su sus también tan te tenía tiene todo todos
    tras tu tú un una uno usted y ya yo
  `,
  interjections: 'sí no hola gracias vale bien claro perfecto listo bueno adiós perdón entendido correcto ok okay',
  timeOpeners: 'a alrededor antes desde después entre hasta sobre',
};
