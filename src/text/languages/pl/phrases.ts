import type { PhraseWords } from '../phrase-words.js';

export const POLISH_PHRASES: PhraseWords = {
  conjunctions: `
    ale lecz bo ponieważ choć chociaż gdy kiedy jeśli jeżeli że żeby aby który która które którzy których którym którą
    gdzie dopóki zanim
  `,
  prepositions: `
    w we na z ze do od ode dla po przed przez przy pod nad między bez za u o ku wśród wokół podczas według mimo obok koło
  `,
  connectives: 'i oraz lub albo',
  bound: `
    a ten ta to te ci każdy każda każde mój moja moje twój twoja nasz nasza nasze swój swoja swoje tego tej tych jego jej
    ich jest są był była było byli były być będzie będą może mogą musi muszą ma mają nie się mu mi go bardzo tak zbyt dość
    prawie tylko także już jeszcze około więcej mniej najbardziej cały cała wszystkie oprócz zamiast dzięki ponad poza niż
    czy ja ty on ona ono my wy oni one pan pani dr jak co jeden dwa dwie trzy cztery pięć sześć siedem osiem dziewięć
    dziesięć jedenaście dwanaście trzynaście czternaście piętnaście szesnaście siedemnaście osiemnaście dziewiętnaście
    dwadzieścia trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt dziewięćdziesiąt sto
    dwieście trzysta pięćset tysiąc tysiące tysięcy milion miliony milionów pół minus plus przecinek godzina godziny godzin
    aż ani tyle razem wraz raz właśnie tym dwóch trzech czterech pięciu sześciu siedmiu ośmiu dziewięciu dziesięciu
    dwunastu piętnastu dwudziestu trzydziestu czterdziestu pięćdziesięciu stu dwustu czterysta sześćset siedemset osiemset
    dziewięćset jedna jedną zależy polega należy opowiada zrezygnować zrezygnował wysokości cenie prędkością długości wieku
    poziomie
  `,
  numbered: `
    strona stronie stronach rozdział rozdziale linia wiersz kolumna rysunek tabela krok numer pokój pokoju sala sali peron
    peronu peronie tor lot autobus pociąg bramka wagon wagonie piętro piętrze miejsce miejscu część tom wersja artykuł
    punkt pytanie grupa klasa poziom typ model kanał faza ostatnie ostatnich następne następnych pierwsze pierwszych inne
    innych dzień dnia tydzień rok roku poniedziałek wtorek środa środę czwartek piątek sobota sobotę niedziela niedzielę
    godzinie dniu styczniu lutym marcu kwietniu maju czerwcu lipcu sierpniu wrześniu październiku listopadzie grudniu
  `,
  correlatives: 'tym tego temu',
  afterCounts: 'poziomem',
  rates: 'na',
  timeUnits: 'sekundę minutę godzinę dobę dzień tydzień miesiąc rok',
  ranges: { from: 'od z ze', to: 'do' },
};
