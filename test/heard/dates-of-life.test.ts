/** The abbreviations before a year, which an engine reads as letters, and whose full stop ends no sentence. */
import { it } from 'vitest';
import { expectHeard } from './spoken-text.js';

it('says the abbreviations before a year as words', () => {
  expectHeard([
    ['en', 'It was built c. 1850 in Rome.', 'It was built circa 1850 in Rome.'],
    ['en', 'Built ca. 1850 or ca 1900. Then it fell.', 'Built circa 1850 or circa 1900. Then it fell.'],
    ['en', 'Ada Smith (b. 1950; d. c. 1990) was a poet.', 'Ada Smith (born 1950; died circa 1990) was a poet.'],
    [
      'en',
      'Ada Smith (b. May 5, 1950, d. 6 June 1990) was a poet.',
      'Ada Smith (born May 5, 1950, died 6 June 1990) was a poet.',
    ],
    [
      'en',
      'King Henry (r. 1509–1547) and Li Bai (fl. 740).',
      'King Henry (reigned 1509 to 1547) and Li Bai (flourished 740).',
    ],
    [
      'en',
      'A church, c. 12th century, c. 50 BC or c. 25,000 years ago.',
      'A church, circa 12th century, circa 50 BC or circa 25,000 years ago.',
    ],
    ['fr', 'Construit v. 1850 ou c. 1850 à Lyon.', 'Construit vers 1850 ou circa 1850 à Lyon.'],
    ['es', 'Se construyó c. 1850 en Madrid.', 'Se construyó hacia 1850 en Madrid.'],
  ]);
});

it('leaves the letters of choices, names and vitamins', () => {
  expectHeard([
    ['en', 'Is it a. 1850 b. 1900 c. 1950 d. 2000?', 'Is it a. 1850 b. 1900 c. 1950 d. 2000?'],
    ['en', 'W. B. Yeats and D. 1990.', 'W. B. Yeats and D. 1990.'],
    ['en', 'Use e.g. 1950.', 'Use e.g. 1950.'],
    ['en', 'Take vitamin C. 2000 people did.', 'Take vitamin C. 2000 people did.'],
  ]);
});
