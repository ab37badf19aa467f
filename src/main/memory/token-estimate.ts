/**
 * An estimate of tokens without a tokenizer, for budgets only: every model has its own tokenizer, and each turn would
 * pay for it.
 *
 * The rule: four characters a token in Latin text (OpenAI's help, "What are tokens and how to count them"), one in
 * Chinese, Japanese and Korean and for emoji, two in every other script. Cohere's averages for its multilingual
 * vocabulary are 4.4 to 4.8 for Latin languages, 3.6 to 3.8 for Arabic and Hindi, 1.1 to 2.0 for Chinese, Japanese and
 * Korean. The rule stays below all of them, because older vocabularies need more tokens for other scripts. The estimate
 * is too high rather than too low.
 */
const QUARTERS_A_TOKEN = 4;
/**
 * The first code point after Latin (up to its extension B), and the first of CJK: from the CJK radicals on, ideographs,
 * kana, hangul and emoji follow.
 */
const AFTER_LATIN = 0x0250;
const FIRST_CJK = 0x2e80;

/** Returns the estimated tokens of a text; 0 when it is empty. */
export function estimateTokens(text: string): number {
  let quarters = 0;
  for (const character of text) quarters += quartersOf(character);
  return Math.ceil(quarters / QUARTERS_A_TOKEN);
}

/** Returns the end of a text, as long as about `maxTokens` tokens allow. */
export function lastTokens(text: string, maxTokens: number): string {
  let quarters = maxTokens * QUARTERS_A_TOKEN;
  let start = text.length;
  while (start > 0) {
    const pair = text.slice(Math.max(0, start - 2), start);
    const character = [...pair].at(-1) ?? '';
    quarters -= quartersOf(character);
    if (quarters < 0) break;
    start -= character.length;
  }
  return text.slice(start);
}

function quartersOf(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  if (point < AFTER_LATIN) return 1;
  return point < FIRST_CJK ? 2 : QUARTERS_A_TOKEN;
}
