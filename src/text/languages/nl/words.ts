import type { SpokenWords } from '../spoken-words.js';

const ONES = 'nul een twee drie vier vijf zes zeven acht negen'.split(' ');
const ORDINALS_BELOW_20 =
  'nulde eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde dertiende veertiende vijftiende zestiende zeventiende achttiende negentiende'.split(
    ' ',
  );
const TENS = 'twintig dertig veertig vijftig zestig zeventig tachtig negentig'.split(' ');

/** Returns the ordinals up to 99: the engine reads "19e" as a number and a letter. */
function ordinal(value: number): string | undefined {
  if (!(value > 0 && value < 100)) return undefined;
  const one = ONES[value % 10]!;
  const link = one.endsWith('e') ? 'ën' : 'en';
  return ORDINALS_BELOW_20[value] ?? `${value % 10 === 0 ? '' : one + link}${TENS[Math.floor(value / 10) - 2]}ste`;
}

export const DUTCH: SpokenWords = {
  linkTo: 'link naar',
  code: 'Codeblok.',
  codeIn: 'Code in $.',
  longCode: 'lange code',
  signs: { '~': 'ongeveer', '#': 'nummer', '§': 'paragraaf', '±': 'plus of min' },
  operators: {
    '<': 'kleiner dan',
    '>': 'groter dan',
    '≤': 'kleiner dan of gelijk aan',
    '≥': 'groter dan of gelijk aan',
    '≠': 'niet gelijk aan',
    '=': 'is',
    '×': 'keer',
    '÷': 'gedeeld door',
    '±': 'plus of min',
    '-': 'min',
    '∞': 'oneindig',
    '√': 'wortel van',
  },
  by: 'bij',
  symbols: { '&': 'en' },
  to: 'tot',
  or: 'of',
  alternatives: 'hij|zij|hem|haar|ja|nee|zijn|waar|onwaar',
  numbers: { ordinal },
  ordinals: {
    marks: { e: '', de: '', ste: '' },
    markedRomans: '[IVX]{2,8}',
    nouns: [{ forms: 'eeuw', ending: '', least: 10_000 }],
  },
  decimals: { notAfter: 'versie|hoofdstuk|paragraaf|figuur|python|ios|android|windows' },
  fractions: {
    parts: {
      2: 'een half',
      3: 'een derde | $ derde',
      4: 'een kwart | $ kwart',
      5: 'een vijfde | $ vijfde',
      6: 'een zesde | $ zesde',
      8: 'een achtste | $ achtste',
    },
    mixed: '$ en #',
    andHalf: '$ en een half',
    oneAndHalf: 'anderhalf',
    outOf: 'van de',
  },
  powers: { square: '$ kwadraat', cube: '$ tot de derde', other: '$ tot de macht #' },
  romans: {
    named: [
      [
        'Albert|Alexander|Benedictus|Elizabeth|Filips|Frederik|Hendrik|Jan|Johannes Paulus|Karel|Leopold|Lodewijk|Napoleon|Nicolaas|Otto|Peter|Willem|Catharina',
        '',
        'de $',
      ],
    ],
    counted: 'hoofdstuk|deel|boek|akte|sectie|artikel|wereldoorlog|klasse|type|fase',
    lone: 'hoofdstuk|deel|boek|akte|sectie|artikel|fase',
    everywhere: true,
  },
  times: {
    full: '$ uur',
    few: '$ uur #',
    other: '$ uur #',
    unit: 'uur|u',
    mark: '\\.(?=[0-5]\\d uur)',
    dottedAfter: 'om|van|vanaf|tot|rond',
    notDotted: 'euro|procent|miljoen|miljard',
    notAfter: 'Johannes|Mattheüs|Marcus|Lucas|Genesis|Psalm',
  },
  codes: {
    strong:
      'codes?|pin|pincode|otp|wachtwoord|postcode|iban|isbn|bestelnummer|telefoonnummer|rekeningnummer|kaartnummer|klantnummer|factuurnummer|nummer',
    weak: 'bestelling|telefoon|tel|mobiel|kaart|rekening|factuur|zending|reservering',
    flights: 'vlucht|vluchten|vluchtnummer',
    between: 'is|nummer|nr|de|het|uw|je',
    call: 'bel|bellen|toets',
    phones: String.raw`0\d{1,3}[ -]\d{6,8}`,
    plus: 'plus',
  },
  units: {
    names: {
      mln: 'miljoen',
      mld: 'miljard',
      V: 'volt',
      W: 'watt',
      Wh: 'wattuur',
      A: 'ampère',
      Ah: 'ampère-uur',
      Ω: 'ohm',
      Hz: 'hertz',
      J: 'joule',
      cal: 'calorie | calorieën',
      Pa: 'pascal',
      bar: 'bar',
      dB: 'decibel',
      tonne: 'ton',
      degree: 'graad | graden',
      '‰': 'promille',
      px: 'pixel | pixels',
    },
    symbols: { t: 'tonne', 'km/u': 'kilometer-per-hour', u: 'hour' },
    prefixes: {
      kilo: 'kilo',
      mega: 'mega',
      giga: 'giga',
      milli: 'milli',
      micro: 'micro',
      hecto: 'hecto',
      centi: 'centi',
      square: 'vierkante $',
      cubic: 'kubieke $',
    },
    read: '%',
    scales: { duizend: 'duizend', miljoen: 'miljoen', miljard: 'miljard', mln: 'miljoen', mld: 'miljard' },
    times: 'keer',
    per: 'per',
    perNouns: 'dag|nacht|week|maand|jaar|uur|minuut|seconde|persoon',
  },
  money: {
    names: { $: 'dollar', '€': 'euro', '£': 'pond', '¥': 'yen', '₽': 'roebel' },
    cents: { $: 'cent', '€': 'cent' },
    join: ' ',
  },
  abbreviations: {
    'bijv.': 'bijvoorbeeld',
    'bv.': 'bijvoorbeeld',
    'd.w.z.': 'dat wil zeggen',
    'v.Chr.': 'voor Christus',
    'n.Chr.': 'na Christus',
    'i.p.v.': 'in plaats van',
    'm.b.t.': 'met betrekking tot',
    'o.a.': 'onder andere',
    'ca.': 'circa',
    'dhr.': 'de heer',
    'mevr.': 'mevrouw',
  },
  beforeNumbers: {
    'nr.': 'nummer',
    'blz.': 'bladzijde',
    'p.': 'pagina',
    'hfst.': 'hoofdstuk',
    'art.': 'artikel',
    'tel.': 'telefoon',
    'max.': 'maximaal',
    'min.': 'minimaal',
  },
};
