import { en } from '../en/sentences.js';
import type { SentenceRules } from '../types.js';

export const pt: SentenceRules = {
  languages: ['pt', 'ro'],
  scripts: ['Latn'],
  base: en,
  abbreviations: {
    joined: 'sr sra srta srs dr dra prof profa eng arq exmo exma d p.ex ex vs av r pça sto sta dl dna dvs',
    end: 'etc cia ltda s.a jr h min seg km kg hab',
    name: 'a.c d.c a.e.c e.c',
    number:
      'n nº n° no num núm ap apt apto bl sl máx mín aprox séc inc ed pág págs p pp art arts cap vol fig tel jan fev mar abr mai jun jul ago set out nov dez nr',
  },
  interjections: 'sim não olá obrigado obrigada bem claro certo perfeito pronto desculpe',
  starters: `
    a à agora ainda além ao aos apesar após as até cada com como da das de depois do dos e é ela elas ele eles em então entre era essa
    esse esta está este eu foi há isso isto já mais mas me muito na não nas nem no nos nós o onde os ou para pela pelo por porque quando
    quanto que quem se sem ser seu são sim sobre sua também tem todos tu um uma você vocês
  `,
};
