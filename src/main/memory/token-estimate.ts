/**
 * An estimate of tokens without a tokenizer, for budgets only: every model has its own, and each turn would pay for it.
 *
 * The rule: four characters a token in Latin text (OpenAI's help, "What are tokens and how to count them"), one in
 * Chinese, Japanese and Korean and for emoji, two in every other script. Cohere's averages for its multilingual
 * vocabulary are 4.4 to 4.8 for Latin languages, 3.6 to 3.8 for Arabic and Hindi, 1.1 to 2.0 for Chinese, Japanese
 * and Korean: the rule is below them all, as older vocabularies are less kind to other scripts. It says too many
 * tokens rather than too few.
 */
const QUARTERS_A_TOKEN = 4;
/** Unicode blocks: Latin up to its extension B; from the CJK radicals on ideographs, kana, hangul and emoji. */
const AFTER_LATIN = 0x0250;
const FIRST_CJK = 0x2e80;

/** Tokens of a text, about; 0 = it is empty. */
export function estimateTokens(text: string): number {
  let quarters = 0;
  for (const character of text) quarters += quartersOf(character);
  return Math.ceil(quarters / QUARTERS_A_TOKEN);
}

/** The end of a text, as much of it as about `maxTokens` hold. */
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
