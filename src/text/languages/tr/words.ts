import type { SpokenWords } from '../spoken-words.js';

const ONES = 'birinci ikinci üçüncü dördüncü beşinci altıncı yedinci sekizinci dokuzuncu'.split(' ');
const TENS = 'on yirmi otuz kırk elli altmış yetmiş seksen doksan'.split(' ');
const WHOLE_TENS = 'onuncu yirminci otuzuncu kırkıncı ellinci altmışıncı yetmişinci sekseninci doksanıncı'.split(' ');

/** Returns the ordinals up to 99: the engine reads "19." as a cardinal. */
function ordinal(value: number): string | undefined {
  if (!(value > 0 && value < 100)) return undefined;
  const [ten, one] = [Math.floor(value / 10), value % 10];
  if (one === 0) return WHOLE_TENS[ten - 1];
  return `${ten === 0 ? '' : `${TENS[ten - 1]} `}${ONES[one - 1]}`;
}

export const TURKISH: SpokenWords = {
  linkTo: 'bağlantı',
  code: 'Kod bloğu.',
  codeIn: '$ kodu.',
  longCode: 'uzun kod',
  signs: { '~': 'yaklaşık', '-': 'eksi', '±': 'artı eksi', '#': 'numara', '№': 'numara', '§': 'madde', '%': 'yüzde' },
  operators: {
    '<': 'küçüktür',
    '>': 'büyüktür',
    '≤': 'küçük veya eşittir',
    '≥': 'büyük veya eşittir',
    '≠': 'eşit değildir',
    '−': 'eksi',
    '×': 'çarpı',
    '÷': 'bölü',
    '±': 'artı eksi',
    '∞': 'sonsuz',
    '√': 'karekök',
  },
  symbols: { '&': 've' },
  numbers: { ordinal },
  ordinals: {
    nouns: [
      {
        forms:
          'yüzyıl yüzyılda yüzyılın yüzyıla yüzyıldan yüzyıldaki kat katta kata sınıf sınıfta sınıfa bölüm bölümde sıra sırada gün günü hafta haftada dünya Dünya kez Kat Bölüm',
        ending: '',
        least: 10_000,
      },
    ],
  },
  fractions: {
    parts: { 2: 'yarım', 3: 'üçte $', 4: 'dörtte $', 5: 'beşte $', 6: 'altıda $', 8: 'sekizde $' },
    mixed: '$ tam #',
    andHalf: '$ buçuk',
    oneAndHalf: 'bir buçuk',
  },
  powers: { square: '$ kare', cube: '$ küp', other: '$ üzeri #' },
  romans: { everywhere: true },
  times: { full: '$', bareBefore: 'saat', dottedAfter: 'saat|saati' },
  codes: {
    strong:
      'kod|kodu|kodunuz|pin|otp|şifre|şifreniz|iban|isbn|posta kodu|sipariş numarası|telefon numarası|hesap numarası|kart numarası|numarası|numara',
    weak: 'sipariş|telefon|tel|kart|hesap|fatura|kargo|rezervasyon',
    flights: 'uçuş|uçuşu|uçuş numarası',
    between: 'no|numara|numarası|olan',
    plus: 'artı',
  },
  units: {
    names: {
      'kilometer-per-hour': 'saatte $ kilometre',
      'meter-per-second': 'saniyede $ metre',
      V: 'volt',
      W: 'vat',
      Wh: 'vat saat',
      A: 'amper',
      Ω: 'ohm',
      Hz: 'hertz',
      J: 'jul',
      cal: 'kalori',
      Pa: 'paskal',
      bar: 'bar',
      dB: 'desibel',
      'square meter': 'metrekare',
      'square kilometer': 'kilometrekare',
      'cubic meter': 'metreküp',
      tonne: 'ton',
      '%': 'yüzde $',
      px: 'piksel',
    },
    symbols: { t: 'tonne', 'km/sa': 'kilometer-per-hour', 'm/sn': 'meter-per-second' },
    prefixes: {
      kilo: 'kilo',
      mega: 'mega',
      giga: 'giga',
      milli: 'mili',
      micro: 'mikro',
      hecto: 'hekto',
      centi: 'santi',
    },
    scales: { bin: 'bin', milyon: 'milyon', milyar: 'milyar', mn: 'milyon' },
  },
  money: {
    names: { $: 'dolar', '€': 'avro', '£': 'sterlin', '₺': 'lira', TRY: 'lira', '¥': 'yen' },
    signs: { TL: '₺' },
    cents: { '₺': 'kuruş', $: 'sent', '€': 'sent' },
    join: ' ',
  },
  abbreviations: {
    'vb.': 've benzeri',
    'vs.': 've saire',
    'örn.': 'örneğin',
    'yakl.': 'yaklaşık',
    'M.Ö.': 'milattan önce',
    'M.S.': 'milattan sonra',
  },
  beforeNumbers: { 'no.': 'numara', 'no:': 'numara', 's.': 'sayfa', 'böl.': 'bölüm', 'tel.': 'telefon' },
  beforeNames: { 'dr.': 'doktor', 'prof.': 'profesör' },
};
