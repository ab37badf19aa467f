/** The tokens of one request to a model, and the device and session that spent them. */
export interface TokensSpent {
  /** The part that spent them: `main_llm`, `memory_analyzer`, or one that a client reports, such as `browser_agent`. */
  readonly source: string;
  readonly hardwareId: string;
  /** The session of the tokens; empty = they belong to none. */
  readonly sessionId: string;
  /** The name of the model; empty = it is not known. */
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Receives the cost of every request to a model. */
export interface UsageSink {
  /** Records tokens that the server spent; does not wait. */
  record(spent: TokensSpent): void;
  /**
   * Records tokens that a client spent; resolves when they are durable.
   * @throws NexyError `unavailable` when they cannot be stored
   */
  report(spent: TokensSpent): Promise<void>;
}
