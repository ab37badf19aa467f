import { setMaxListeners } from 'node:events';
import { NexyError } from '../../shared/errors.js';

/** The stream of a session, as other code may watch and reset it. */
export interface SessionStream {
  /** Tells whether bytes wait in the stream that its client has not read for a while. */
  readonly isBlocked: boolean;
  /** The number of bytes that were written and not sent yet; 0 when the stream is closed. */
  readonly unflushedBytes: number;
  readonly isClosed: boolean;
  /** Ends the stream at once. */
  reset(): void;
  /** Settles when the client has received everything that was sent before, or has disconnected. Never rejects. */
  delivered(): Promise<void>;
}

const NO_STREAM: SessionStream = {
  isBlocked: false,
  unflushedBytes: 0,
  isClosed: true,
  reset: () => {},
  delivered: () => Promise.resolve(),
};

/**
 * A running request of a session; only this object holds its signal. The states are: running → finishing (the answer
 * is complete and its last bytes are on their way; the next request may start) → closed (nothing more can be sent).
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
  /** The stream that carries the answer; set by the handler of the call. */
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
    // The signal has one listener for each sentence in preparation, as many as the look-ahead allows.
    setMaxListeners(0, this.#controller.signal);
    this.closed = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  /** Fires once: on interrupt, client cancel, deadline, idle timeout, stall, shutdown, and at normal completion. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  cancel(reason: NexyError): void {
    this.#controller.abort(reason);
  }

  /** Records that the answer is complete: the session may start its next request. */
  finish(): void {
    if (this.#state !== 'running') return;
    this.#state = 'finishing';
    this.#onFinishing(this);
  }

  /** Closes the request: nothing more can be sent. Also fires the signal, so that its work stops. Idempotent. */
  close(): void {
    if (this.#state === 'closed') return;
    this.finish();
    this.#state = 'closed';
    this.cancel(new NexyError('cancelled_by_user'));
    this.#onClose(this);
    this.#settle();
  }
}

/** Owns the state of all sessions; no other code does. Each session runs one request at a time. */
export class SessionRegistry {
  readonly #running = new Map<string, ActiveSession>();
  readonly #active = new Map<string, Set<ActiveSession>>();
  #count = 0;

  /** The number of requests with a stream that is not closed yet. */
  get activeCount(): number {
    return this.#count;
  }

  isRunning(sessionId: string): boolean {
    return this.#running.has(sessionId);
  }

  /**
   * Opens a session for one request.
   * @throws NexyError `concurrent_request` when the session already runs a request, on any device
   */
  open(hardwareId: string, sessionId: string): ActiveSession {
    if (this.#running.has(sessionId)) throw new NexyError('concurrent_request');
    const session = new ActiveSession(
      hardwareId,
      sessionId,
      () => this.#running.delete(sessionId),
      (closing) => this.#remove(closing),
    );
    this.#running.set(sessionId, session);
    const ofDevice = this.#active.get(hardwareId) ?? new Set();
    this.#active.set(hardwareId, ofDevice.add(session));
    this.#count++;
    return session;
  }

  /** Returns the active sessions of a device, or only the one with `sessionId`; never sessions of other devices. */
  activeOf(hardwareId: string, sessionId?: string): ActiveSession[] {
    const sessions = [...(this.#active.get(hardwareId) ?? [])];
    return sessionId === undefined ? sessions : sessions.filter((session) => session.sessionId === sessionId);
  }

  all(): ActiveSession[] {
    return [...this.#active.values()].flatMap((sessions) => [...sessions]);
  }

  #remove(session: ActiveSession): void {
    const ofDevice = this.#active.get(session.hardwareId);
    if (!ofDevice?.delete(session)) return;
    if (ofDevice.size === 0) this.#active.delete(session.hardwareId);
    this.#count--;
  }
}
