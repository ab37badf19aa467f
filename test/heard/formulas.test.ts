import { beforeAll, describe, expect, it } from 'vitest';
import { sayFormulas } from '../../src/text/speakable/formulas.js';
import { unshield } from '../../src/text/speakable/shield.js';
import { loadIpa } from './engine-ipa.js';
import { expectHeard, spokenText } from './spoken-text.js';

/** Checks the text of formulas, before the rules that say signs and powers in words. */
const expectText = (rows: readonly (readonly [input: string, text: string])[]): void =>
  expect(rows.map(([input]) => [input, unshield(sayFormulas(input, 'formula'))])).toEqual(rows);

describe('Speakable with formulas', () => {
  it('reads short formulas', () =>
    expectText([
      ['For $x \\leq 5$ and $$E = mc^2$$ it holds.', 'For x ≤ 5 and E = m c² it holds.'],
      ['Take \\(10^{-9}\\) or \\[\\frac{1}{2}\\] of it.', 'Take 10⁻⁹ or 1/2 of it.'],
      ['Not $a_1$, but $\\sqrt{x}$ or $\\sqrt[3]{8}$.', 'Not a₁, but √x or ∛8.'],
      ['$\\alpha + \\beta = \\pi$ and $v = 9\\text{ m}$.', 'α + β = π and v = 9 m.'],
      ['It is $H_2O$, $\\ce{H2SO4}$ or $\\mathrm{CO_2}$.', 'It is H₂O, H₂SO₄ or CO₂.'],
      ['The $n^{th}$ of $x_{max}$ at $90^\\circ$.', 'The nth of x max at 90°.'],
      ['$\\frac{a+b}{2}$, $-5$, $x - 3$ and $(x+1)(x-2)$.', '(a + b) ÷ 2, −5, x − 3 and (x + 1)(x − 2).'],
      ['$x = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}$.', 'x = (−b ± √(b² − 4 a c)) ÷ (2 a).'],
      ['$2 \\cdot 3 \\div 4$, $a \\neq b$, $\\sin x$ and $3{,}14$.', '2 × 3 ÷ 4, a ≠ b, sin x and 3,14.'],
      ['In $[0, 1]$, $\\text{if } x > 0$, $f(x) = 2x$.', 'In [0, 1], if x > 0, f(x) = 2 x.'],
      ['Если \\(x > 0\\), то \\[ x^2 > 0 \\]. Да.', 'Если x > 0, то x² > 0. Да.'],
      ['Der Wert $x$ und \\(a^2+b^2=c^2\\).', 'Der Wert x und a² + b² = c².'],
      ['Sea \\(a_1\\) y $\\frac{1}{2}$.', 'Sea a₁ y 1/2.'],
      ['Soit \\(\\frac{3}{4}\\) et $\\Delta t$.', 'Soit 3/4 et Δ t.'],
      ['公式$x^2 \\leq 5$是\\(a_1\\)。', '公式 x² ≤ 5 是 a₁。'],
      ['$x^2$を計算する。', 'x² を計算する。'],
      ['मान लें $x = 5$।', 'मान लें x = 5।'],
      ['إذا كان $x = 5$ فإن.', 'إذا كان x = 5 فإن.'],
      ['Якщо $x \\leq 5$, то так.', 'Якщо x ≤ 5, то так.'],
    ]));

  it('names a formula that cannot be read out', () =>
    expectHeard([
      ['en', '$$\\int_0^\\infty e^{-x^2} dx = \\frac{\\sqrt{\\pi}}{2}$$', 'formula'],
      ['en', 'The matrix \\(\\begin{bmatrix}1&2\\\\3&4\\end{bmatrix}\\) is here.', 'The matrix formula is here.'],
      ['ru', 'Вот $$\\sum_{i=1}^n i$$ так.', 'Вот формула так.'],
      ['de', 'Es gilt $\\lim_{x\\to 0} f(x)$.', 'Es gilt Formel.'],
      ['es', 'Vale \\[ \\sum_{k=0}^{n} k \\].', 'Vale fórmula.'],
      ['fr', 'Soit $\\prod_{i} x_i$.', 'Soit formule.'],
      ['la', 'Ecce $$\\begin{cases} x \\\\ y \\end{cases}$$ sic.', 'Ecce sic.'],
      ['en', `It is $${'a + '.repeat(30)}a = b$.`, 'It is formula.'],
    ]));

  it('reads a formula on lines of its own, or names it once', () =>
    expectHeard([
      ['la', 'The formula:\n\\[\nx^2 + y^2 = z^2\n\\]\nis known.', 'The formula: x² + y² = z². is known.'],
      ['la', 'So:\n\n$$\nE = mc^2\n$$\n\nIt is known.', 'So: E = m c². It is known.'],
      ['ru', 'Вот:\n$$\n\\int_a^b f(x)\\,dx\n$$\nЭто интеграл.', 'Вот: формула. Это интеграл.'],
      ['en', 'See\n\\[\n\\int x\n\\]\n\n\\[\n\\sum y\n\\]\nEnd.', 'See formula. formula. End.'],
      ['la', '\\begin{equation}\nF = ma\n\\end{equation}\nDas ist Newton.', 'F = m a. Das ist Newton.'],
      ['la', '\\begin{align*}\nx &= 1 \\\\\ny &= 2\n\\end{align*}\nDone.', 'x = 1, y = 2. Done.'],
      [
        'en',
        'Solve:\n$$\nA = \\begin{pmatrix} 1 \\\\\n2 \\end{pmatrix}\nB = \\sum C\n$$\nStop.',
        'Solve: formula. Stop.',
      ],
      ['la', '$$\nx = 1\n\nProse goes on. And on.', 'x = 1. Prose goes on. And on.'],
      ['en', '$$\nThis is plain prose. It goes on.', 'This is plain prose. It goes on.'],
    ]));

  it('reads commands outside of formulas', () =>
    expectText([
      ['The answer is \\boxed{42}, or \\frac{1}{2}.', 'The answer is 42, or 1/2.'],
      ['It is 10^{-9} if x \\leq 5, \\textbf{bold}.', 'It is 10⁻⁹ if x ≤ 5, bold.'],
      ['\\boxed{\\frac{1}{2}}', '1/2'],
      ['$1/2$ of $a/b$', '1/2 of a ÷ b'],
    ]));

  it('keeps prices, paths and brackets', () => {
    for (const text of [
      'It is $5 and $10, or US$3 and A$4.',
      'He paid $1,000 (or $2,000), $100–$200, $5/$6.',
      'Costs $5, i.e. 4$ more, 5$-6$ each.',
      'Use $HOME/bin:$PATH or $a and $b, $AAPL and $MSFT.',
      'Make $$ fast. Write \\$5 and \\$6.',
      'Цена $5 и $10. Preise: 5 $ und 10 $.',
      'C:\\temp\\text and \\n or \\LaTeX stay.',
      'A \\[laugh\\] and \\(so on\\), \\[1\\].',
      'snake_case, 2^10 and a_1.',
    ]) {
      expect(sayFormulas(text, 'formula')).toBe(text);
    }
    expectHeard([['en', 'Type `\\(x\\)` or `\\frac` here.', 'Type \\(x\\) or \\frac here.']]);
  });
});

describe('the engine with formulas', () => {
  let ipa: Awaited<ReturnType<typeof loadIpa>>;
  beforeAll(async () => {
    ipa = await loadIpa();
  });

  it.each([
    ['en-us', 'So $x \\times y$.', 'So x times y.'],
    ['en-us', 'So $x \\div y$.', 'So x divided by y.'],
    ['en-us', 'Here $\\alpha$ is it.', 'Here alpha is it.'],
    ['ru', 'Вот $$\\sum_{i=1}^n i$$ так.', 'Вот формула так.'],
    ['de', 'Es gilt $\\int x$.', 'Es gilt Formel.'],
    ['es', 'Vale $\\sum x$.', 'Vale fórmula.'],
    ['fr', 'Soit $\\sum x$.', 'Soit formule.'],
  ])('hears in %s: %j', (voice, input, words) => {
    expect(ipa(voice, spokenText(voice.slice(0, 2), input))).toBe(ipa(voice, words));
    expect(ipa(voice, words)).not.toBe('');
  });
});
