import { beforeAll, describe, expect, it } from 'vitest';
import { loadIpa } from './engine-ipa.js';
import { expectHeard, spokenText } from './spoken-text.js';

describe('Speakable with formulas', () => {
  it('reads short formulas', () =>
    expectHeard([
      ['en', 'For $x \\leq 5$ and $$E = mc^2$$ it holds.', 'For x ≤ 5 and E = m c² it holds.'],
      ['en', 'Take \\(10^{-9}\\) or \\[\\frac{1}{2}\\] of it.', 'Take 10⁻⁹ or 1/2 of it.'],
      ['en', 'Not $a_1$, but $\\sqrt{x}$ or $\\sqrt[3]{8}$.', 'Not a₁, but √x or ∛8.'],
      ['en', '$\\alpha + \\beta = \\pi$ and $v = 9\\text{ m}$.', 'α + β = π and v = 9 meters.'],
      ['en', 'It is $H_2O$, $\\ce{H2SO4}$ or $\\mathrm{CO_2}$.', 'It is H₂O, H₂SO₄ or CO₂.'],
      ['en', 'The $n^{th}$ of $x_{max}$ at $90^\\circ$.', 'The nth of x max at 90°.'],
      ['en', '$\\frac{a+b}{2}$, $-5$, $x - 3$ and $(x+1)(x-2)$.', '(a + b) ÷ 2, −5, x − 3 and (x + 1)(x − 2).'],
      ['en', '$x = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}$.', 'x = (−b ± √(b² − 4 a c)) ÷ (2 a).'],
      ['en', '$2 \\cdot 3 \\div 4$, $a \\neq b$, $\\sin x$ and $3{,}14$.', '2 × 3 ÷ 4, a ≠ b, sin x and 3,14.'],
      ['en', 'In $[0, 1]$, $\\text{if } x > 0$, $f(x) = 2x$.', 'In [0, 1], if x > 0, f(x) = 2 x.'],
      ['ru', 'Если \\(x > 0\\), то \\[ x^2 > 0. \\] Да.', 'Если x > 0, то x² > 0. Да.'],
      ['de', 'Der Wert $x$ und \\(a^2+b^2=c^2\\).', 'Der Wert x und a² + b² = c².'],
      ['es', 'Sea \\(a_1\\) y $\\frac{1}{2}$.', 'Sea a₁ y 1/2.'],
      ['fr', 'Soit \\(\\frac{3}{4}\\) et $\\Delta t$.', 'Soit 3/4 et Δ t.'],
      ['zh', '公式$x^2 \\leq 5$是\\(a_1\\)。', '公式 x² ≤ 5 是 a₁。'],
      ['ja', '$x^2$を計算する。', 'x² を計算する。'],
      ['hi', 'मान लें $x = 5$।', 'मान लें x = 5।'],
      ['ar', 'إذا كان $x = 5$ فإن.', 'إذا كان x = 5 فإن.'],
      ['uk', 'Якщо $x \\leq 5$, то так.', 'Якщо x ≤ 5, то так.'],
    ]));

  it('names a formula that cannot be read out', () =>
    expectHeard([
      ['en', '$$\\int_0^\\infty e^{-x^2} dx = \\frac{\\sqrt{\\pi}}{2}$$', 'formula'],
      ['en', 'The matrix \\(\\begin{bmatrix}1&2\\\\3&4\\end{bmatrix}\\) is here.', 'The matrix formula is here.'],
      ['ru', 'Вот $$\\sum_{i=1}^n i$$ так.', 'Вот формула так.'],
      ['de', 'Es gilt $\\lim_{x\\to 0} f(x)$.', 'Es gilt Formel.'],
      ['es', 'Vale \\[ \\sum_{k=0}^{n} k \\].', 'Vale fórmula.'],
      ['fr', 'Soit $\\prod_{i} x_i$.', 'Soit formule.'],
      ['uk', 'Ось $$\\begin{cases} x \\\\ y \\end{cases}$$ так.', 'Ось так.'],
      ['en', `It is $${'a + '.repeat(30)}a = b$.`, 'It is formula.'],
    ]));

  it('reads a formula on lines of its own, or names it once', () =>
    expectHeard([
      ['en', 'The formula:\n\\[\nx^2 + y^2 = z^2\n\\]\nis known.', 'The formula: x² + y² = z². is known.'],
      ['en', 'So:\n\n$$\nE = mc^2\n$$\n\nIt is known.', 'So: E = m c². It is known.'],
      ['ru', 'Вот:\n$$\n\\int_a^b f(x)\\,dx\n$$\nЭто интеграл.', 'Вот: формула. Это интеграл.'],
      ['en', 'See\n\\[\n\\int x\n\\]\n\n\\[\n\\sum y\n\\]\nEnd.', 'See formula. formula. End.'],
      ['de', '\\begin{equation}\nF = ma\n\\end{equation}\nDas ist Newton.', 'F = m a. Das ist Newton.'],
      ['en', '\\begin{align*}\nx &= 1 \\\\\ny &= 2\n\\end{align*}\nDone.', 'x = 1, y = 2. Done.'],
      [
        'en',
        'Solve:\n$$\nA = \\begin{pmatrix} 1 \\\\\n2 \\end{pmatrix}\nB = \\sum C\n$$\nStop.',
        'Solve: formula. Stop.',
      ],
      ['en', '$$\nx = 1\n\nProse goes on. And on.', 'x = 1. Prose goes on. And on.'],
      ['en', '$$\nThis is plain prose. It goes on.', 'This is plain prose. It goes on.'],
    ]));

  it('reads commands outside of formulas', () =>
    expectHeard([
      ['en', 'The answer is \\boxed{42}, or \\frac{1}{2}.', 'The answer is 42, or 1/2.'],
      ['en', 'It is 10^{-9} if x \\leq 5, \\textbf{bold}.', 'It is 10⁻⁹ if x ≤ 5, bold.'],
      ['en', 'C:\\temp\\text and \\n or \\LaTeX stay.', 'C:\\temp\\text and \\n or \\LaTeX stay.'],
    ]));

  it('keeps prices and other dollar signs', () =>
    expectHeard([
      ['en', 'It is $5 and $10, or US$3.', 'It is 5 dollars and 10 dollars, or 3 dollars.'],
      ['en', 'He paid $1,000 (or $2,000).', 'He paid 1,000 dollars (or 2,000 dollars).'],
      ['en', 'Costs $5, i.e. 4$ more.', 'Costs 5 dollars, i.e. 4 dollars more.'],
      ['en', 'Use $HOME/bin:$PATH or $a and $b.', 'Use $HOME/bin:$PATH or $a and $b.'],
      ['en', 'Make $$ fast. Write \\$5 and \\$6.', 'Make $$ fast. Write $5 and $6.'],
      ['de', 'Preise: 5 $ und 10 $.', 'Preise: 5 Dollar und 10 Dollar.'],
      ['ru', 'Цена $5 и $10.', 'Цена 5 долларов и 10 долларов.'],
      ['en', 'Type `$x^2$` or `\\(x\\)` here.', 'Type $x^2$ or \\(x\\) here.'],
      ['en', 'A \\[laugh\\] and \\(so on\\).', 'A [laugh] and (so on).'],
    ]));
});

describe('the engine with formulas', () => {
  let ipa: Awaited<ReturnType<typeof loadIpa>>;
  beforeAll(async () => {
    ipa = await loadIpa();
  });

  it.each([
    ['en-us', 'So $x \\leq 5$.', 'So x less or equal to 5.'],
    ['en-us', 'So $x \\times y$.', 'So x times y.'],
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
