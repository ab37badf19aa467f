import type { SentenceRules } from '../types.js';

export const fr: SentenceRules = {
  languages: ['fr'],
  scripts: ['Latn'],
  abbreviations: {
    joined:
      'M MM mme mmes mlle mlles Me mgr dr drs pr st ste cf p.ex env c.-à-d c.à.d av apr ap bd pl vve gal col cne lt ing',
    end: 'etc cie ltd inc co jr sr s.a s.a.r.l hab min sec kg éd coll pers sem arr trim c.à.s c.à.c incl',
    number:
      'p pp pag no nos n° nº ex art arts chap sect vol vols fig figs t tél poste apt app appt bât ét étg réf al liv max janv févr fév avr juil juill sept oct nov déc tome lun mar mer jeu ven sam dim th',
    name: 'j.-c j-c prof gén',
  },
  interjections:
    'oui non bonjour salut merci bien parfait désolé désolée entendu bonsoir super voilà certainement bienvenue ok okay',
  starters: `
    a ainsi alors après au aussi avant avec c car ce ceci cela ces cet cette ceux chaque comme comment d dans de depuis des donc du elle
    elles en encore enfin ensuite est et être il ils j je l la là le les leur leurs mais mon n ne non nous on ou où oui par parce
    pendant peu plus pour pourquoi puis qu quand que quel quelle qui s sa sans se selon ses si son sont sous sur ta tous tout toute
    très tu un une voici voilà votre vous y
  `,
};
