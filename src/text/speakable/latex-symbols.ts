/** The commands that stand for a letter or a word. */
const LETTERS: readonly string[] = [
  'alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta θ iota ι kappa κ lambda λ mu μ',
  'nu ν xi ξ pi π varpi π rho ρ varrho ρ sigma σ varsigma ς tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω',
  'Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω',
  'sin sin cos cos tan tan cot cot sec sec csc csc arcsin arcsin arccos arccos arctan arctan sinh sinh cosh cosh',
  'tanh tanh log log ln ln lg lg exp exp det det gcd gcd max max min min mod mod bmod mod ell l hbar ħ infty ∞',
  'degree ° % % # # & & _ _ $ $ dots … ldots … cdots … dotsc … colon :',
];

/** The commands that stand for a sign between operands. */
const OPERATORS: readonly string[] = [
  'times × cdot × ast × div ÷ pm ± leq ≤ le ≤ leqslant ≤ geq ≥ ge ≥ geqslant ≥ neq ≠ ne ≠ approx ≈ sim ≈ simeq ≈',
  'cong ≈ equiv ≡ lt < gt > to → rightarrow → longrightarrow → Rightarrow → Longrightarrow → implies → iff ↔',
  'leftrightarrow ↔ Leftrightarrow ↔ rightleftharpoons ↔ leftarrow ← mapsto →',
];

/** The commands that only set type or space; the group after them is read as if they were not there. */
const SILENT =
  'left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr displaystyle textstyle limits nolimits quad qquad ' +
  'thinspace enspace space mathbb mathcal mathfrak mathbf boldsymbol bm mathit mathscr vec underline boxed fbox , ; : ! >';

/** The commands whose group is text or a name: its letters belong together. */
const UPRIGHT = 'text textbf textit textrm texttt mbox mathrm mathsf mathtt operatorname operatorname* emph ce unit';

function pairsOf(lines: readonly string[]): ReadonlyMap<string, string> {
  const words = lines.join(' ').split(' ');
  return new Map(words.flatMap((word, i) => (i % 2 === 0 ? [[word, words[i + 1]!] as const] : [])));
}

export const LETTER_COMMANDS = pairsOf(LETTERS);
export const OPERATOR_COMMANDS = pairsOf(OPERATORS);
export const SILENT_COMMANDS: ReadonlySet<string> = new Set([...SILENT.split(' '), ' ']);
export const UPRIGHT_COMMANDS: ReadonlySet<string> = new Set(UPRIGHT.split(' '));
