import type { SentenceRules } from '../types.js';

export const fr: SentenceRules = {
  languages: ['fr'],
  scripts: ['Latn'],
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
