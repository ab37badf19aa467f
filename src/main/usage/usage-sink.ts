/** The tokens of one request to a model, and the device and session that spent them. */
export interface TokensSpent {
  readonly source: 'main_llm' | 'memory_analyzer';
  readonly hardwareId: string;
  readonly sessionId: string;
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Receives the cost of every request to a model. */
export interface UsageSink {
  record(spent: TokensSpent): void;
}
