import type { PhraseWords } from '../phrase-words.js';

export const POLISH_PHRASES: PhraseWords = {
  openers: `
    i oraz a ale lecz lub albo bo ponieważ choć chociaż gdy kiedy jeśli jeżeli że żeby aby który która które którzy których którym którą
    gdzie dopóki zanim
    w we na z ze do od ode dla po przed przez przy pod nad między bez za u o ku wśród wokół podczas według mimo obok koło
    ten ta to te ci tego tej tych każdy każda każde mój moja moje twój twoja jego jej ich nasz nasza nasze swój swoja swoje
  `,
  bound: `
    jest są był była było byli były być będzie będą może mogą musi muszą ma mają nie się bardzo tak zbyt dość prawie tylko także już
    jeszcze około więcej mniej najbardziej cały cała wszystkie ja ty on ona ono my wy oni one pan pani dr jak co
    jeden dwa dwie trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście dwadzieścia trzydzieści czterdzieści
    pięćdziesiąt sto tysiąc tysiące tysięcy milion miliony milionów minus plus przecinek
  `,
  numbered: `
    strona stronie rozdział rozdziale linia wiersz kolumna rysunek tabela krok numer pokój pokoju sala peron tor lot autobus pociąg bramka
    piętro część tom wersja artykuł punkt pytanie grupa klasa poziom typ model kanał faza dzień dnia tydzień rok roku
  `,
};
