import type { NounWords } from '../noun-words.js';

/** Words that are no noun although they end like one, and verbs that may follow a number. */
const NO_NOUNS =
  'para|contra|hasta|hacia|ahora|nada|era|fuera|fue|cada|otr[oa]s?|est[aeo]s?|es[aeo]s?|pero|como|cuando|cuanto|luego|sino|entonces|todav[ií]a|aunque|porque|donde|dentro|cerca|encima|debajo|delante|demasiado|mientras|apenas|tras|gracias|además|un[oa]s?|l[oa]s|ell[oa]s|sus|tus|mis|nos|nosotros|menos|más|antes|después|entre|sobre|desde|durante|según|sin|con|por|que|del|las?|los?|el|al|en|de|ya|no|ni|si|se|su|es|son|era[ns]?|hay|tiene|puede|equivale|incluye|dos|significa|indica|representa|gana|ganó|corresponde|comienza|empieza|termina|trata|contiene|enero|febrero|marzo|mayo|junio|julio|agosto';
const MASCULINE =
  'agua|arma|aula|área|ala|alma|águila|hacha|ave|piratas?|astronautas?|policías?|colegas?|dálmatas?|indígenas?|demócratas?|d[ií]as?|mediod[ií]as?|mapas?|planetas?|cometas?|sof[aá]s?|tranv[ií]as?|yogas?|gorilas?|poetas?|atletas?|pijamas?|gramos?|kilogramos?|tramos?|ramos?|átomos?|máximos?|últimos?|próximos?|mínimos?|[\\p{L}]{2,}(?:ema|oma|grama|clima|drama|trauma|enigma|ista)s?|meses|mes|pa[ií]s(?:es)?|hombres?|estudiantes?|jue(?:z|ces)|goles?|gol|coches?|trenes|tren|clientes?|habitantes?|representantes?|lugar(?:es)?|hotel(?:es)?|bar(?:es)?|dientes?|tomates?|aguacates?|pimientos?|plan(?:es)?|jóvenes|joven|láp(?:iz|ices)|pe(?:z|ces)|pies?|árbol(?:es)?|papel(?:es)?|nivel(?:es)?|puentes?|viajes?|sobres|bebés?|cafés?|tés|clics?|kilos?|puntos?|euros?|votantes?|inmigrantes?|agentes?|accidentes?|incidentes?|continentes?|meses|intereses|gigas?|megas?|restaurantes?|bosques?|parques?|bloques?|cheques?|ataques?|buques?|tanques?|dólares|dólar|millón|millones|jamones|limones?|[\\p{L}]+(?:[^cgsnx]ión|[^cgsnxu]iones|[^i]ón|[^i]ones|or|ores|ajes?|ín|ines|és|eses)';
const FEMININE =
  'manos?|fotos?|motos?|noches?|tardes?|ve(?:z|ces)|calles?|clases?|parte|muj(?:er|eres)|ley(?:es)?|llaves?|naves?|nubes?|fuentes?|sedes?|bases?|frases?|fases?|imágenes|imagen|red(?:es)?|pared(?:es)?|flor(?:es)?|labor(?:es)?|lu(?:z|ces)|cru(?:z|ces)|vo(?:z|ces)|torres?|madres?|series?|tesis|crisis|dosis|síntesis|legumbres?|costumbres?|cumbres?|nueces|nuez|carnes?|leches?|sangres?|órdenes|orden|sal|miel|[\\p{L}]{2,}(?:[cgsnx]ión|[cgsnx]iones|dad|dades|tad|tades|tud|tudes|umbre|umbres)';
/** Verbs in the first person of the plural: "si sumamos 21 obtenemos 42". */
const VERBS = '[\\p{L}]{2,}[aei]mos';

const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/^(país|mes|interés)es$/, '$1'],
  [/iones$/, 'ión'],
  [/ones$/, 'ón'],
  [/(dad|tad|tud|or)es$/, '$1'],
  [/([aoe])s$/, '$1'],
];

export const SPANISH_NOUNS: NounWords = {
  genders: [
    [NO_NOUNS, 'none'],
    [FEMININE, 'feminine'],
    [MASCULINE, 'masculine'],
    [VERBS, 'none'],
    ['\\p{L}{2,}as?', 'feminine'],
    ['\\p{L}{2,}os?', 'masculine'],
  ],
  labels:
    'el|la|los|las|al|del|número|núm|capítulo|parte|tomo|volumen|libro|acto|escena|sección|artículo|título|fase|tipo|clase|nivel|grado|anexo|paso|página|opción|grupo|versión|línea|puerta|sala|aula|habitación|ejercicio|pregunta|día|semana|mes|unidad|tema|lección|temporada|episodio|figura|tabla|jugador|equipo|canal|ruta|piso|planta|vagón|andén|terminal|zona|calle|categoría|ley|punto|apartado|bloque|lote|código|modelo|serie|top|valor|bit|estado|tarea|misión|caso|ejemplo|problema|imagen|foto|pista|escenario',
  beforeYears: 'en|de|desde|hasta|año|del|y|a|el',
  between: 'a|o|u|ó',
  thousand: 'mil',
  singular: (noun) => {
    if (!noun.endsWith('s') || /[íé]s$|sis$/.test(noun)) return noun;
    const found = ENDINGS.find(([ending]) => ending.test(noun));
    return found && noun.replace(found[0], found[1]);
  },
};
