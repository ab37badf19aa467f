import { setMaxListeners } from 'node:events';
import { NexyError } from '../../shared/errors.js';

/** What can be done to a session's stream from outside. */
export interface SessionStream {
  /** Bytes wait in it that its client has not taken for a while. */
  readonly isBlocked: boolean;
  /** Bytes that its client has yet to take; one more for its end, so 0 = it is closed. */
  readonly waitingBytes: number;
  /** Ends it at once. */
  reset(): void;
  /** Settles when its client has all that was sent before, or is gone. Never rejects. */
  arrived(): Promise<void>;
}

const NO_STREAM: SessionStream = {
  isBlocked: false,
  waitingBytes: 0,
  reset: () => {},
  arrived: () => Promise.resolve(),
};

/**
 * One running request of a session: the only holder of its signal. State: running → finishing (the answer is complete, its
 * last bytes are on their way; the next request may start) → closed (nothing of it can be sent any more).
 */
export class ActiveSession {
  readonly hardwareId: string;
  readonly sessionId: string;
  /** Settles when the stream is closed. Never rejects. */
  readonly closed: Promise<void>;
  readonly #controller = new AbortController();
  readonly #onClose: (session: ActiveSession) => void;
  readonly #onFinishing: (session: ActiveSession) => void;
  #settle: () => void = () => {};
  #state: 'running' | 'finishing' | 'closed' = 'running';
  /** The stream it is answered on; set by who owns it. */
  stream: SessionStream = NO_STREAM;

  constructor(
    hardwareId: string,
    sessionId: string,
    onFinishing: (session: ActiveSession) => void,
    onClose: (session: ActiveSession) => void,
  ) {
    this.hardwareId = hardwareId;
    this.sessionId = sessionId;
    this.#onFinishing = onFinishing;
    this.#onClose = onClose;
    // One for each sentence in the making, as many as the look-ahead allows.
    setMaxListeners(0, this.#controller.signal);
    this.closed = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  /** Fires once: on interrupt, client cancel, deadline, idleness, stall, shutdown, and at normal completion. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  cancel(reason: NexyError): void {
    this.#controller.abort(reason);
  }

  /** The answer is complete: the session may start its next request. */
  finish(): void {
    if (this.#state !== 'running') return;
    this.#state = 'finishing';
    this.#onFinishing(this);
  }

  /** Nothing more can be sent. Idempotent; also fires the signal, so that nothing of the turn runs on. */
  close(): void {
    if (this.#state === 'closed') return;
    this.finish();
    this.#state = 'closed';
    this.cancel(new NexyError('cancelled_by_user'));
    this.#onClose(this);
    this.#settle();
  }
}

/** The only owner of session state: who runs what, one request a session at a time. */
export class SessionRegistry {
  readonly #running = new Map<string, ActiveSession>();
  readonly #active = new Map<string, Set<ActiveSession>>();
  #count = 0;

  /** Requests whose stream is not closed yet. */
  get activeCount(): number {
    return this.#count;
  }

  isRunning(sessionId: string): boolean {
    return this.#running.has(sessionId);
  }

  /** @throws NexyError `concurrent_request` when the session already runs a request, on whatever device */
  open(hardwareId: string, sessionId: string): ActiveSession {
    if (this.#running.has(sessionId)) throw new NexyError('concurrent_request');
    const session = new ActiveSession(
      hardwareId,
      sessionId,
      () => this.#running.delete(sessionId),
      (closing) => this.#forget(closing),
    );
    this.#running.set(sessionId, session);
    const ofDevice = this.#active.get(hardwareId) ?? new Set();
    this.#active.set(hardwareId, ofDevice.add(session));
    this.#count++;
    return session;
  }

  /** The device's active sessions, or only the one with `sessionId`. Another device's are never among them. */
  activeOf(hardwareId: string, sessionId?: string): ActiveSession[] {
    const sessions = [...(this.#active.get(hardwareId) ?? [])];
    return sessionId === undefined ? sessions : sessions.filter((session) => session.sessionId === sessionId);
  }

  all(): ActiveSession[] {
    return [...this.#active.values()].flatMap((sessions) => [...sessions]);
  }

  #forget(session: ActiveSession): void {
    const ofDevice = this.#active.get(session.hardwareId);
    if (!ofDevice?.delete(session)) return;
    if (ofDevice.size === 0) this.#active.delete(session.hardwareId);
    this.#count--;
  }
}
