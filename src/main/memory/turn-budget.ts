import type { PastTurn } from '../turn/services.js';
import { estimateTokens, lastTokens } from './token-estimate.js';

/**
 * Returns the newest turns that fit into a token budget together. When the newest turn alone is too long, it loses its
 * oldest text: the start of its prompt, then the start of its answer.
 *
 * @param turns oldest first, as is the result
 */
export function newestWithin<Turn extends PastTurn>(turns: readonly Turn[], maxTokens: number): readonly Turn[] {
  const whole = wholeTurnsWithin(turns, maxTokens);
  return whole.length > 0 ? whole : turns.slice(-1).map((turn) => endOf(turn, maxTokens));
}

/** Returns the newest turns that fit into a token budget together, oldest first; perhaps none. */
export function wholeTurnsWithin<Turn extends PastTurn>(turns: readonly Turn[], maxTokens: number): readonly Turn[] {
  let tokens = 0;
  return turns.slice(turns.findLastIndex((turn) => (tokens += tokensOf(turn)) > maxTokens) + 1);
}

function tokensOf({ prompt, answer }: PastTurn): number {
  return estimateTokens(prompt) + estimateTokens(answer);
}

function endOf<Turn extends PastTurn>(turn: Turn, maxTokens: number): Turn {
  const answer = lastTokens(turn.answer, maxTokens);
  return { ...turn, answer, prompt: lastTokens(turn.prompt, maxTokens - estimateTokens(answer)) };
}
