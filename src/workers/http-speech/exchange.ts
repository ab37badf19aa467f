import { type Agent, type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { reasonOfStatus } from '../../shared/provider-failures.js';
import type { HttpSpeechFailure, HttpSpeechSetup, SpeakHttpTask } from '../../shared/task-messages.js';
import type { TaskSlot } from '../../shared/task-slots.js';

/**
 * The reason for which this side ended an exchange; 'whole' = the response was complete, but its connection stayed
 * open.
 */
export type StopReason = 'cancelled' | 'timeout' | 'whole';

/**
 * The longest time that a server may take for its sound, on average, as a multiple of that sound. Above 1 the listener
 * hears gaps; above 2 there is more silence than speech. A sentence thus holds its slot no longer than twice its sound
 * and the chunk timeout.
 */
const MAX_TIME_PER_SOUND = 2;

/**
 * A request to the speech server, and its response. The creator of an exchange must call `checkDeadline` regularly, which ends
 * the exchange when it is time. The timeouts run on the server's clock, which stands still while there is no room for
 * the data that the server sent.
 */
export class Exchange {
  readonly #setup: HttpSpeechSetup;
  readonly #agent: Agent;
  readonly #slot: TaskSlot;
  readonly #requestedMs = performance.now();
  /** The time at which the exchange ends, ms. It is on the server's clock, as are the other times below. */
  #deadlineMs: number;
  /** The start of the current pause on the real clock; undefined when the server's clock runs. */
  #pausedSinceMs: number | undefined;
  /** The length of all earlier pauses, ms. */
  #pausedMs = 0;
  /** The time at which the first frame of the sound was made; undefined before. */
  #soundsSinceMs: number | undefined;
  /** The time at which the first frame of the sound was made, on the real clock; undefined before. */
  #firstFrameMs: number | undefined;
  #soundMs = 0;
  #request: ClientRequest | undefined;
  #stopped: StopReason | undefined;
  #isWhole = false;

  constructor(setup: HttpSpeechSetup, agent: Agent, slot: TaskSlot) {
    this.#setup = setup;
    this.#agent = agent;
    this.#slot = slot;
    this.#deadlineMs = this.#requestedMs + Math.min(setup.connectTimeoutMs, setup.firstAudioTimeoutMs);
  }

  /** The reason for which this side ended the exchange; undefined when it did not. */
  get stopped(): StopReason | undefined {
    return this.#stopped;
  }

  /** The real time since the first frame of the sound, ms; 0 before it. The listener has heard no more than that. */
  get soundingMs(): number {
    return this.#firstFrameMs === undefined ? 0 : performance.now() - this.#firstFrameMs;
  }

  /**
   * Ends the exchange when its task was cancelled or its deadline has passed. Call it every few milliseconds, and
   * before received data is used. Waiting counts as progress, because every wait has its limit here.
   */
  checkDeadline(): void {
    this.#slot.beat();
    if (this.#slot.cancelled) this.#stop('cancelled');
    else if (this.#serverNowMs >= this.#deadlineMs) this.#stop(this.#isWhole ? 'whole' : 'timeout');
  }

  /**
   * Restarts the timeout after progress: the chunk timeout, or the tail timeout once all announced data has come.
   * @param soundMs the length of all sound of the sentence that has become frames, ms
   */
  progressed(soundMs: number): void {
    this.#firstFrameMs ??= performance.now();
    this.#soundsSinceMs ??= this.#serverNowMs;
    this.#soundMs = soundMs;
    this.#restart();
  }

  /** Stops the server's clock until `resume`: there is no room for the data that the server sent. */
  pause(): void {
    this.#pausedSinceMs ??= performance.now();
  }

  resume(): void {
    this.#pausedMs = performance.now() - this.#serverNowMs;
    this.#pausedSinceMs = undefined;
  }

  /**
   * Sets whether all announced data has come. Once it has, the wait for the end of the response is limited by the tail
   * timeout.
   */
  setWhole(isWhole: boolean): void {
    if (isWhole === this.#isWhole) return;
    this.#isWhole = isWhole;
    this.#restart();
  }

  get #serverNowMs(): number {
    return (this.#pausedSinceMs ?? performance.now()) - this.#pausedMs;
  }

  /** The latest end of the response; only more sound moves it. */
  get #latestEndMs(): number {
    const { firstAudioTimeoutMs, chunkTimeoutMs } = this.#setup;
    if (this.#soundsSinceMs === undefined) return this.#requestedMs + firstAudioTimeoutMs;
    return this.#soundsSinceMs + MAX_TIME_PER_SOUND * this.#soundMs + chunkTimeoutMs;
  }

  #restart(): void {
    this.#deadlineMs = Math.min(this.#latestEndMs, this.#serverNowMs + this.#nextTimeoutMs);
  }

  get #nextTimeoutMs(): number {
    if (this.#isWhole) return this.#setup.tailTimeoutMs;
    return this.#soundsSinceMs === undefined ? Number.POSITIVE_INFINITY : this.#setup.chunkTimeoutMs;
  }

  /**
   * Sends the request.
   * @returns the response when audio can be read from it, otherwise the failure (without meaning once `stopped`)
   */
  async sendRequest(task: SpeakHttpTask): Promise<IncomingMessage | HttpSpeechFailure> {
    const response = await this.#send(bodyOf(task, this.#setup));
    if (!response) return 'unreachable';
    this.#restart();
    return failureOf(response) ?? response;
  }

  /** Closes the connection, unless the response was read to its end. */
  close(response?: IncomingMessage): void {
    if (!response?.complete) this.#request?.destroy();
  }

  /**
   * Sends the request, and sends it again when the server closed a kept connection.
   * @returns undefined when no response came; the error is not passed on, as it may quote the request
   */
  async #send(body: string): Promise<IncomingMessage | undefined> {
    for (;;) {
      try {
        return await new Promise<IncomingMessage>((resolve, reject) => {
          const request = this.#open(body);
          this.#request = request;
          // The error listener stays: once the response has begun, the response itself reports an error.
          request.on('error', reject);
          request.on('response', resolve);
          request.end(body);
        });
      } catch {
        // The request is sent again when the server closed a kept connection just before the request came.
        if (!this.#request?.reusedSocket || this.#stopped) return undefined;
      }
    }
  }

  #open(body: string): ClientRequest {
    const { url, key } = this.#setup;
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      // Audio gains little by compression, and a compressed body is not played.
      'accept-encoding': 'identity',
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    };
    const send = url.startsWith('https:') ? requestHttps : requestHttp;
    return send(url, { method: 'POST', agent: this.#agent, headers });
  }

  #stop(reason: StopReason): void {
    if (this.#stopped) return;
    this.#stopped = reason;
    // Without an error: the socket of a complete response has no error listener, so an error would end the thread.
    this.#request?.destroy();
  }
}

function bodyOf({ text, voice }: SpeakHttpTask, setup: HttpSpeechSetup): string {
  const { model, format, speed } = setup;
  return JSON.stringify({ model, voice: voice ?? setup.voice, input: text.trim(), response_format: format, speed });
}

function failureOf({ statusCode = 0 }: IncomingMessage): HttpSpeechFailure | undefined {
  return statusCode >= 200 && statusCode < 300 ? undefined : reasonOfStatus(statusCode);
}
