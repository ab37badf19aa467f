// Original file: proto/streaming.proto

/**
 * The part that a request plays while a user speaks.
 */
export const RequestPhase = {
  /**
   * The request is a turn.
   */
  REQUEST_PHASE_UNSPECIFIED: 0,
  /**
   * The request carries a part of what the user says; nothing is answered yet.
   */
  REQUEST_PHASE_COLLECT: 1,
  /**
   * The user has finished; the request is a turn.
   */
  REQUEST_PHASE_COMMIT: 2,
} as const;

/**
 * The part that a request plays while a user speaks.
 */
export type RequestPhase =
  /**
   * The request is a turn.
   */
  | 'REQUEST_PHASE_UNSPECIFIED'
  | 0
  /**
   * The request carries a part of what the user says; nothing is answered yet.
   */
  | 'REQUEST_PHASE_COLLECT'
  | 1
  /**
   * The user has finished; the request is a turn.
   */
  | 'REQUEST_PHASE_COMMIT'
  | 2

/**
 * The part that a request plays while a user speaks.
 */
export type RequestPhaseReceived = typeof RequestPhase[keyof typeof RequestPhase]
