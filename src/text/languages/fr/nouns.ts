import type { NounWords } from '../noun-words.js';

/** Words that are no noun. */
const NO_NOUNS =
  'à|au|aux|de|des|du|le|la|les|et|ou|en|par|pour|sur|sous|dans|avec|sans|chez|vers|entre|avant|après|depuis|pendant|contre|plus|moins|fois plus|est|sont|a|ont|était|sera|peut|fait|qui|que|quoi|dont|où|mais|donc|car|ni|si|se|sa|son|ses|ce|cette|ces|il|elle|on|ils|elles|nous|vous|je|tu|ne|pas|y|selon|lors|puis|alors|comme|environ|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre';
const MASCULINE =
  '[ckm]m|kg|musées?|lycées?|trophées?|apogées?|silences?|gestion(?:naire)s?|bastions?|cafés?|étés?|comtés?|comités?|traités?|côtés?|degrés?|députés?|employés?|blessés?|squelettes?|magnésium';
const FEMININE =
  'grandes?|petites?|bonnes?|grosses?|nouvelles?|belles?|personnes?|heures?|minutes?|secondes?|semaines?|nuits?|pages?|fois|tasses?|cuillères?|cuillérées?|pincées?|gousses?|tranches?|feuilles?|branches?|boîtes?|bouteilles?|noix|pommes?|poires?|carottes?|tomates?|oranges?|bananes?|courgettes?|aubergines?|échalotes?|pâtes?|voitures?|valises?|caisses?|bananes?|roses?|copies?|mines?|usines?|fermes?|vaches?|poules?|chèvres?|abeilles?|guerres?|batailles?|statues?|tombes?|tours|colonies?|îles?|rames?|lampes?|piles?|prises?|vis|lames?|cartouches?|pilules?|gélules?|doses?|ampoules?|bougies?|balles?|armes?|peines?|années?|journées?|soirées?|matinées?|maisons?|chambres?|pièces?|places?|salles?|villes?|îles?|communes?|rues?|routes?|lignes?|portes?|fenêtres?|écoles?|classes?|langues?|lettres?|phrases?|notes?|femmes?|filles?|victimes?|entreprises?|sociétés?|équipes?|étapes?|étoiles?|planètes?|livres sterling|onces?|tonnes?|calories?|images?|photos?|chansons?|pistes?|séries?|saisons?|parties?|mi-temps|centaines?|dizaines?|douzaines?|couronnes?|lires?|roupies?|demandes?|réponses?|questions?|règles?|chaises?|tables?|cartes?|clés?|clefs?|fleurs?|dents?|mains?|jambes?|roues?|marches?|stations?|correspondances?|sorties?|entrées?|gares?|plages?|montagnes?|forêts?|rivières?|tours|espèces?|cellules?|sources?|méthodes?|façons?|manières?|raisons?|idées?|choses?|erreurs?|fonctions?|variables?|valeurs?|colonnes?|couches?|gouttes?|poignées?|louches?|barquettes?|plaques?|briques?|canettes?|portions?|parts?|paires?|vies?|mères?|sœurs?|voix|lois?|morts?|[\\p{L}]{2,}(?:tion|sion|xion|ette|ance|ence|ée|ure|esse|ité|té)s?';

export const FRENCH_NOUNS: NounWords = {
  genders: [
    [NO_NOUNS, 'none'],
    [MASCULINE, 'masculine'],
    [FEMININE, 'feminine'],
  ],
  labels:
    'la|le|les|au|du|numéro|chapitre|partie|tome|volume|acte|scène|section|article|titre|phase|type|classe|niveau|annexe|étape|page|option|groupe|version|ligne|porte|salle|chambre|exercice|question|jour|semaine|unité|leçon|saison|épisode|figure|tableau|joueur|équipe|chaîne|route|étage|quai|terminal|zone|rue|catégorie|loi|point|bloc|lot|code|modèle|série|top|valeur',
  beforeYears: 'en|de|depuis|année|et|à',
  between: 'à|ou',
  thousand: 'mille',
};
