/** Variables and terminal sequences of code. */
import { it } from 'vitest';
import { expectHeard } from './spoken-text.js';

it('says a variable without its dollar sign', () => {
  expectHeard([
    ['en', 'Add $HOME/bin to `$PATH`.', 'Add HOME bin to PATH.'],
    ['en', 'Use `$HOME/bin` here.', 'Use HOME/bin here.'],
    ['en', `Set $HOME, \${MY_VAR} and $JAVA_HOME.`, 'Set HOME, MY VAR and JAVA HOME.'],
    ['en', 'Run `export PATH="$HOME/bin:$PATH"` now.', 'Run export PATH="HOME/bin:PATH" now.'],
    ['en', 'It costs $5 and $HOME costs $6.', 'It costs 5 dollars and HOME costs 6 dollars.'],
    ['en', 'In PHP, $name and `$i` differ.', 'In PHP, name and i differ.'],
    ['de', 'Setze $PATH auf $HOME/bin.', 'Setze PATH auf HOME bin.'],
  ]);
});

it('still reads formulas between dollar signs', () => {
  expectHeard([['en', 'Let $ABC$ and $x$ be.', 'Let A B C and x be.']]);
});

it('does not read terminal sequences', () => {
  expectHeard([
    ['en', 'Use `\\033[1m` for bold.', 'Use long code for bold.'],
    ['en', 'Print `\\x1b[1;31mError\\x1b[0m` then.', 'Print Error then.'],
    ['en', 'The sequence \\u001b[0m resets, \\033[1mbold\\033[0m too.', 'The sequence resets, bold too.'],
  ]);
});
