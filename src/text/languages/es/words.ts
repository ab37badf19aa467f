import type { SpokenWords } from '../spoken-words.js';

const ORDINALS =
  'primer segund tercer cuart quint sext séptim octav noven décim undécim duodécim decimotercer decimocuart decimoquint decimosext decimoséptim decimoctav decimonoven vigésim'.split(
    ' ',
  );

/** Returns the ordinals that people use: larger numbers are read as cardinals. */
function ordinal(value: number, ending: string): string | undefined {
  const stem = ORDINALS[value - 1];
  if (stem === undefined) return undefined;
  // "Primer" and "tercer" are whole before a masculine noun.
  return ending === 'er' ? (/er$/.test(stem) ? stem : `${stem}o`) : stem + ending;
}

const KINGS =
  'Alejandro|Alfonso|Benedicto|Carlos|Clemente|Eduardo|Enrique|Federico|Felipe|Fernando|Francisco|Gregorio|Guillermo|Inocencio|Jacobo|Jaime|Jorge|José|Juan|Juan Carlos|Juan Pablo|León|Luis|Maximiliano|Napoleón|Nicolás|Pablo|Pedro|Pío|Ramsés|Ricardo|Sancho|Urbano';
const QUEENS = 'Ana|Catalina|Cleopatra|Cristina|Isabel|Juana|Margarita|María';

export const SPANISH: SpokenWords = {
  linkTo: 'enlace a',
  code: 'Bloque de código.',
  codeIn: 'Código en $.',
  longCode: 'código largo',
  signs: { '~': 'unos', '-': 'menos', '±': 'más o menos', '#': 'número', '№': 'número' },
  operators: {
    '<': 'menor que',
    '>': 'mayor que',
    '≤': 'menor o igual que',
    '≥': 'mayor o igual que',
    '≠': 'distinto de',
    '−': 'menos',
    '×': 'por',
    '÷': 'entre',
    '±': 'más o menos',
    '∞': 'infinito',
    '√': 'raíz de',
  },
  symbols: { '&': 'y' },
  to: 'a',
  or: 'o',
  alternatives: 'él|ella|ellos|ellas|los|las|el|la|sí|no|su|sus|hijo|hija',
  numbers: { ordinal },
  ordinals: {
    marks: {
      º: 'o',
      ª: 'a',
      '.º': 'o',
      '.ª': 'a',
      '.er': 'er',
      er: 'er',
      ro: 'o',
      do: 'o',
      to: 'o',
      ra: 'a',
      da: 'a',
      ta: 'a',
    },
  },
  fractions: {
    parts: {
      2: 'medio',
      3: 'un tercio | $ tercios',
      4: 'un cuarto | $ cuartos',
      5: 'un quinto | $ quintos',
      6: 'un sexto | $ sextos',
      7: 'un séptimo | $ séptimos',
      8: 'un octavo | $ octavos',
      9: 'un noveno | $ novenos',
    },
    mixed: '$ y #',
    andHalf: '$ y medio',
    feminineHalf: 'media',
    outOf: 'de',
  },
  powers: { square: '$ al cuadrado', cube: '$ al cubo', other: '$ elevado a #' },
  romans: {
    named: [
      [QUEENS, 'a'],
      [KINGS, 'o'],
    ],
    most: 10,
    counted:
      'siglos?|s\\.|capítulos?|parte|tomo|volumen|libro|acto|escena|sección|artículo|título|guerra mundial|fase|tipo|clase|nivel|grado|anexo|concilio vaticano|vaticano',
    lone: 'siglos?|s\\.|capítulos?|parte|tomo|volumen|libro|acto|escena|sección|artículo|título|fase|anexo',
  },
  times: {
    full: '$ en punto',
    late: '$ horas',
    midnight: '0 horas',
    hours: { 1: 'una', 21: 'veintiuna' },
    unit: 'h|hs|hrs',
    bareBefore: 'las|la|de|desde|hasta',
    bareAfter: '(?:de|en) (?:la|el|punto)(?!\\p{L})|[ap]\\. ?m|[ap]m',
  },
  codes: {
    strong:
      'código|códigos|pin|otp|contraseña|clave|código postal|iban|isbn|nif|dni|número de (?:pedido|teléfono|cuenta|tarjeta|seguimiento|serie|referencia|factura|cliente|móvil)|localizador',
    weak: 'pedido|teléfono|tel|tfno|móvil|tarjeta|cuenta|factura|referencia|ref|envío|reserva',
    between: 'es|número|no|núm|de|verificación|seguridad|acceso|confirmación|su|tu|el',
    call: 'llame al|llama al|marque|marque el|marca el|llamar al',
    phones: String.raw`[679]\d{2}(?: \d\d){3}|9\d \d{3} \d\d \d\d`,
    plus: 'más',
  },
  units: {
    names: {
      V: 'voltio | voltios',
      W: 'vatio | vatios',
      Wh: 'vatio hora | vatios hora',
      A: 'amperio | amperios',
      Ah: 'amperio hora | amperios hora',
      Ω: 'ohmio | ohmios',
      Hz: 'hercio | hercios',
      J: 'julio | julios',
      cal: 'caloría | calorías',
      Pa: 'pascal | pascales',
      bar: 'bar | bares',
      dB: 'decibelio | decibelios',
      tonne: 'tonelada | toneladas',
      '‰': 'por mil',
      ppm: 'partes por millón',
      px: 'píxel | píxeles',
      dpi: 'puntos por pulgada',
      fps: 'fotograma por segundo | fotogramas por segundo',
      rpm: 'revolución por minuto | revoluciones por minuto',
      mill: 'millones',
      seg: 'segundo | segundos',
      hs: 'horas',
      hrs: 'horas',
      pág: 'página | páginas',
      uds: 'unidades',
    },
    symbols: { t: 'tonne' },
    prefixes: {
      kilo: 'kilo',
      mega: 'mega',
      giga: 'giga',
      milli: 'mili',
      micro: 'micro',
      nano: 'nano',
      deci: 'deci',
      centi: 'centi',
      hecto: 'hecto',
      square: '$ cuadrado | $ cuadrados',
      cubic: '$ cúbico | $ cúbicos',
    },
    read: '%',
    stops: 'mill seg pág uds',
    scales: { mil: 'mil', millón: 'millón', millones: 'millones', M: 'millón | millones', mill: 'millones' },
    per: 'por',
    gender: {
      feminine:
        '(?!voltio)[\\p{L}-]*(?:hora|libra|milla|tonelada|caloría|onza|pulgada|rupia|lira|yarda|hectárea|página|pinta|grivna|corona)|revolución',
      numbers: { 1: 'un | una', 21: 'veintiún | veintiuna' },
    },
  },
  money: {
    names: {
      $: 'dólar | dólares',
      '€': 'euro | euros',
      '£': 'libra | libras',
      '¥': 'yen | yenes',
      '₽': 'rublo | rublos',
      '₹': 'rupia | rupias',
      '₴': 'grivna | grivnas',
    },
    cents: { $: 'centavo | centavos', '€': 'céntimo | céntimos', '£': 'penique | peniques' },
    join: ' con ',
    ofScale: 'de',
  },
  abbreviations: {
    'p.ej.': 'por ejemplo',
    'EE.UU.': 'Estados Unidos',
    'a.C.': 'antes de Cristo',
    'd.C.': 'después de Cristo',
    'núm.': 'número',
    'aprox.': 'aproximadamente',
    'Sto.': 'Santo',
    'Sta.': 'Santa',
    'Avda.': 'avenida',
    'pza.': 'plaza',
    'ej.': 'ejemplo',
  },
  beforeNumbers: {
    'n.º': 'número',
    nº: 'número',
    'no.': 'número',
    'pág.': 'página',
    'págs.': 'páginas',
    'p.': 'página',
    'pp.': 'páginas',
    'cap.': 'capítulo',
    'vol.': 'volumen',
    'fig.': 'figura',
    'art.': 'artículo',
    'tel.': 'teléfono',
    'máx.': 'máximo',
    'mín.': 'mínimo',
    'av.': 'avenida',
  },
  beforeNames: {
    'Prof.': 'Profesor',
    'Ing.': 'Ingeniero',
    'Lic.': 'Licenciado',
    'D.': 'Don',
    'Av.': 'avenida',
    'C/': 'calle',
  },
};
