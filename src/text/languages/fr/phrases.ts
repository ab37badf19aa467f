import type { PhraseWords } from '../phrase-words.js';

export const FRENCH_PHRASES: PhraseWords = {
  conjunctions: `
    mais donc car parce puisque quand lorsque comme si que qui dont où qu' quoique afin tandis
  `,
  prepositions: `
    dans en sur sous avec sans pour par vers chez entre depuis pendant avant après contre devant derrière malgré parmi selon
    jusqu' au aux
  `,
  connectives: 'et ou',
  bound: `
    le la les l' un une mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs ce cet cette ces chaque quelques
    plusieurs de du des d' est sont était étaient c' suis êtes sommes être a ont avait avaient ai avez avons avoir sera
    seront serait peut peuvent peux pouvez pouvons doit doivent dois devez devons devriez faut va vais vas allons allez
    vont ne n' pas non se s' me m' te t' y très trop plus moins assez aussi presque seulement environ encore tout tous
    toute toutes même dès sauf via envers je j' tu il elle on nous vous ils elles lui monsieur madame dr deux trois quatre
    cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante cinquante soixante cent mille
    million millions milliard milliards heure heures virgule premier première deuxième quel quelle quels quelles comment à
    seul seule ni ici peine alors tant cents vingts riche riches célèbre renoncer tour mis mise
  `,
  numbered: `
    page pages chapitre section ligne colonne figure tableau étape numéro chambre salle quai voie vol bus train porte étage
    partie tome version article paragraphe question point groupe classe niveau type modèle chaîne phase place voiture
    autoroute derniers dernières prochains prochaines premiers premières autres jour semaine année lundi mardi mercredi
    jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre octobre novembre décembre
  `,
  afterCounts: 'niveau',
  rates: 'par au',
  timeUnits: 'seconde minute heure jour nuit semaine mois an',
  ranges: { from: "de du des d'", to: "au aux jusqu'" },
};
