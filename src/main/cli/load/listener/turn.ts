import { type ClientHttp2Stream, constants, type IncomingHttpHeaders } from 'node:http2';
import { ListenerPlayback } from '../../../../shared/measurement/listener-playback.js';
import { BYTES_PER_SAMPLE } from '../../../../shared/pcm.js';
import { ERROR_TYPE_TRAILER, RETRY_AFTER_TRAILER } from '../../../grpc/metadata-names.js';
import type { Connection } from './connection.js';
import { Interrupt } from './interrupt.js';
import { CONTENT, ResponseReader } from './response-reader.js';
import type { Clock, Outcome, TurnRecord } from './turn-record.js';

/**
 * The limit of sound that a slow listener has received but not played, ms; the rest waits in the connection and the
 * server.
 */
const MAX_UNPLAYED_MS = 250;

/** The statuses by which a server refuses a turn for the moment (grpc/grpc, doc/statuscodes.md). */
const RESOURCE_EXHAUSTED = 8;
const UNAVAILABLE = 14;

export interface TurnPlan {
  readonly connection: Connection;
  readonly hardwareId: string;
  readonly sessionId: string;
  /** The encoded request, in parts. */
  readonly request: readonly Buffer[];
  /** Tells whether the listener reads only as fast as it plays. */
  readonly slow: boolean;
  /** The time between the first content and the interrupt, ms; undefined when the listener does not interrupt. */
  readonly interruptAfterMs: number | undefined;
  readonly intendedMs: number;
}

/** A turn of one listener, from its request until its stream is closed and its interrupt has ended. */
export class Turn {
  readonly ended: Promise<TurnRecord>;
  readonly #plan: TurnPlan;
  readonly #clock: Clock;
  readonly #stream: ClientHttp2Stream;
  readonly #reader = new ResponseReader((content, audioBytes) => this.#message(content, audioBytes));
  readonly #playback = new ListenerPlayback();
  readonly #sentMs: number;
  #firstTextMs: number | undefined;
  #firstAudioMs: number | undefined;
  #closedMs: number | undefined;
  #stoppedListeningMs: number | undefined;
  /** The time at which the current bytes arrived. */
  #nowMs = 0;
  #endMessage = false;
  #trailers: IncomingHttpHeaders = {};
  #cause: string | undefined;
  #cancelled = false;
  #interrupt: Interrupt | undefined;
  #interruptTimer: NodeJS.Timeout | undefined;
  #resumeTimer: NodeJS.Timeout | undefined;
  #settle: (record: TurnRecord) => void = () => {};

  constructor(wish: TurnPlan, clock: Clock) {
    this.#plan = wish;
    this.#clock = clock;
    this.ended = new Promise((resolve) => {
      this.#settle = resolve;
    });
    this.#sentMs = clock();
    this.#stream = wish.connection.call('StreamAudio', wish.request);
    this.#stream.on('data', (data: Buffer) => this.#read(data));
    // A status without any content comes in the headers.
    this.#stream.on('response', (headers) => 'grpc-status' in headers && this.#takeTrailers(headers));
    this.#stream.on('trailers', (headers) => this.#takeTrailers(headers));
    this.#stream.on('error', (cause: NodeJS.ErrnoException) => {
      this.#cause = cause.code ?? cause.message;
    });
    this.#stream.on('close', () => this.#closed());
  }

  /** Cancels the turn, because its time to complete is over. */
  cancel(): void {
    this.#cancelled = true;
    this.#interrupt?.cancel();
    this.#stream.close(constants.NGHTTP2_CANCEL);
  }

  #read(data: Buffer): void {
    this.#nowMs = this.#clock();
    this.#reader.read(data);
    if (!this.#plan.slow || this.#stoppedListeningMs !== undefined) return;
    const tooMuchMs = this.#playback.unplayedMs(this.#nowMs) - MAX_UNPLAYED_MS;
    if (tooMuchMs <= 0) return;
    this.#stream.pause();
    clearTimeout(this.#resumeTimer);
    this.#resumeTimer = setTimeout(() => this.#stream.resume(), tooMuchMs);
  }

  #message(content: number, audioBytes: number): void {
    if (content === CONTENT.text) this.#firstTextMs ??= this.#nowMs;
    else if (content === CONTENT.audio) this.#receiveAudio(audioBytes);
    else if (content === CONTENT.end) this.#endMessage = true;
    const { interruptAfterMs } = this.#plan;
    if (interruptAfterMs === undefined || this.#interruptTimer || this.#endMessage) return;
    this.#interruptTimer = setTimeout(() => this.#sendInterrupt(), interruptAfterMs);
  }

  #receiveAudio(audioBytes: number): void {
    this.#interrupt?.countAudio(audioBytes);
    // A listener that has interrupted does not listen any more.
    if (this.#stoppedListeningMs !== undefined) return;
    this.#firstAudioMs ??= this.#nowMs;
    const samples = audioBytes / BYTES_PER_SAMPLE;
    this.#playback.add(this.#nowMs, (samples * 1000) / this.#reader.sampleRateHz);
  }

  #sendInterrupt(): void {
    const { connection, hardwareId, sessionId } = this.#plan;
    this.#stoppedListeningMs = this.#clock();
    // Audio is read as soon as it arrives, so that it can be counted after the reply; it is not played.
    clearTimeout(this.#resumeTimer);
    this.#stream.resume();
    this.#interrupt = new Interrupt(connection, hardwareId, sessionId, this.#clock, () => this.#finish());
  }

  #takeTrailers(headers: IncomingHttpHeaders): void {
    this.#trailers = headers;
  }

  #closed(): void {
    this.#closedMs = this.#clock();
    clearTimeout(this.#resumeTimer);
    clearTimeout(this.#interruptTimer);
    this.#finish();
  }

  /** Settles the turn if its stream is closed and its interrupt has ended. */
  #finish(): void {
    if (this.#closedMs === undefined || this.#interrupt?.pending) return;
    const { intendedMs } = this.#plan;
    const { playsUntilMs = Number.POSITIVE_INFINITY } = this.#playback;
    const sinceIntended = (atMs: number | undefined) => (atMs === undefined ? undefined : atMs - intendedMs);
    const heardUntilMs = Math.min(playsUntilMs, this.#stoppedListeningMs ?? Number.POSITIVE_INFINITY);
    this.#settle({
      intendedMs,
      latenessMs: this.#sentMs - intendedMs,
      outcome: this.#outcome(),
      firstTextMs: sinceIntended(this.#firstTextMs),
      firstAudioMs: sinceIntended(this.#firstAudioMs),
      wholeMs: this.#closedMs - intendedMs,
      audioMs: this.#playback.audioMs,
      gaps: this.#playback.gaps,
      heardUntilMs: this.#firstAudioMs === undefined ? undefined : heardUntilMs,
      status: numberOf(this.#trailers['grpc-status']),
      cause: this.#cause,
      errorType: this.#errorType,
      retryAfterMs: numberOf(this.#trailers[RETRY_AFTER_TRAILER]),
      interrupt: this.#interrupt?.record,
    });
  }

  #outcome(): Outcome {
    if (this.#endMessage) return 'completed';
    if (this.#interrupt?.record.stopped) return 'interrupted';
    if (this.#cancelled) return 'unfinished';
    const status = numberOf(this.#trailers['grpc-status']);
    const hasNoContent = this.#firstTextMs === undefined && this.#firstAudioMs === undefined;
    const isNotNow = status === RESOURCE_EXHAUSTED || status === UNAVAILABLE;
    return hasNoContent && isNotNow && this.#errorType !== undefined ? 'refused' : 'failed';
  }

  get #errorType(): string | undefined {
    return this.#trailers[ERROR_TYPE_TRAILER]?.toString();
  }
}

function numberOf(header: string | string[] | undefined): number | undefined {
  return header === undefined ? undefined : Number(header);
}
