import { type Agent, type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { HttpSpeechFailure, HttpSpeechSetup, SpeakHttpTask } from '../../shared/task-messages.js';
import type { TaskSlot } from '../../shared/task-slots.js';

/** Reason for which this side ended an exchange; 'whole' = the answer was complete, but its connection stayed open. */
export type StopReason = 'cancelled' | 'timeout' | 'whole';

/**
 * Longest time that a server may take for its sound, on average, as a multiple of that sound. Above 1 the listener hears gaps; above
 * 2 there is more silence than speech. A sentence thus holds its slot no longer than twice its sound and the chunk timeout.
 */
const MAX_TIME_PER_SOUND = 2;

/**
 * One question to the speech server, and its answer. Whoever made it looks after it: `look` ends it when it is time. Its timeouts
 * run on the server's clock, which stands still while there is no room for what the server sent.
 */
export class Exchange {
  readonly #setup: HttpSpeechSetup;
  readonly #agent: Agent;
  readonly #slot: TaskSlot;
  readonly #askedMs = performance.now();
  /** On the server's clock, as are the other times below. */
  #deadlineMs: number;
  /** Start of the current pause on the real clock; undefined = the server's clock runs. */
  #pausedSinceMs: number | undefined;
  /** All earlier pauses. */
  #pausedMs = 0;
  /** When the first frame of its sound was made; undefined = none was. */
  #soundsSinceMs: number | undefined;
  /** When the first frame of its sound was made, on the real clock; undefined = none was. */
  #firstFrameMs: number | undefined;
  #soundMs = 0;
  #request: ClientRequest | undefined;
  #stopped: StopReason | undefined;
  #isWhole = false;

  constructor(setup: HttpSpeechSetup, agent: Agent, slot: TaskSlot) {
    this.#setup = setup;
    this.#agent = agent;
    this.#slot = slot;
    this.#deadlineMs = this.#askedMs + Math.min(setup.connectTimeoutMs, setup.firstAudioTimeoutMs);
  }

  /** Why it was ended from this side. */
  get stopped(): StopReason | undefined {
    return this.#stopped;
  }

  /** Real time since the first frame of its sound, ms; 0 before it. The listener has heard no more than that. */
  get soundingMs(): number {
    return this.#firstFrameMs === undefined ? 0 : performance.now() - this.#firstFrameMs;
  }

  /** To be called every few milliseconds, and before what came is used. Waiting is progress: every wait is bounded here. */
  look(): void {
    this.#slot.beat();
    if (this.#slot.cancelled) this.#stop('cancelled');
    else if (this.#serverNowMs >= this.#deadlineMs) this.#stop(this.#isWhole ? 'whole' : 'timeout');
  }

  /**
   * Restarts the timeout after progress: the chunk timeout, or the tail timeout once all that was announced has come.
   * @param soundMs all of the sentence's sound that has become frames, ms
   */
  progressed(soundMs: number): void {
    this.#firstFrameMs ??= performance.now();
    this.#soundsSinceMs ??= this.#serverNowMs;
    this.#soundMs = soundMs;
    this.#restart();
  }

  /** Stops the server's clock, until `resume`: there is no room for what it sent. */
  pause(): void {
    this.#pausedSinceMs ??= performance.now();
  }

  resume(): void {
    this.#pausedMs = performance.now() - this.#serverNowMs;
    this.#pausedSinceMs = undefined;
  }

  /** Says whether all that the answer announced has come: then its end is waited for no longer than the tail timeout. */
  setWhole(isWhole: boolean): void {
    if (isWhole === this.#isWhole) return;
    this.#isWhole = isWhole;
    this.#restart();
  }

  get #serverNowMs(): number {
    return (this.#pausedSinceMs ?? performance.now()) - this.#pausedMs;
  }

  /** Latest end of the answer, whatever comes, unless it is more sound. */
  get #latestEndMs(): number {
    const { firstAudioTimeoutMs, chunkTimeoutMs } = this.#setup;
    if (this.#soundsSinceMs === undefined) return this.#askedMs + firstAudioTimeoutMs;
    return this.#soundsSinceMs + MAX_TIME_PER_SOUND * this.#soundMs + chunkTimeoutMs;
  }

  #restart(): void {
    this.#deadlineMs = Math.min(this.#latestEndMs, this.#serverNowMs + this.#nextTimeoutMs);
  }

  get #nextTimeoutMs(): number {
    if (this.#isWhole) return this.#setup.tailTimeoutMs;
    return this.#soundsSinceMs === undefined ? Number.POSITIVE_INFINITY : this.#setup.chunkTimeoutMs;
  }

  /** @returns the answer, when there is audio to be read from it; why not, otherwise (when it was not `stopped`) */
  async ask(task: SpeakHttpTask): Promise<IncomingMessage | HttpSpeechFailure> {
    const response = await this.#send(bodyOf(task, this.#setup));
    if (!response) return 'unreachable';
    this.#restart();
    return failureOf(response) ?? response;
  }

  /** Closes the connection, unless the answer was read to its end. */
  close(response?: IncomingMessage): void {
    if (!response?.complete) this.#request?.destroy();
  }

  /** @returns undefined when no answer came; whatever else the reason says stays here, as it may quote what was sent */
  async #send(body: string): Promise<IncomingMessage | undefined> {
    for (;;) {
      try {
        return await new Promise<IncomingMessage>((resolve, reject) => {
          const request = this.#open(body);
          this.#request = request;
          // It stays: an error after the answer began is told by the answer itself.
          request.on('error', reject);
          request.on('response', resolve);
          request.end(body);
        });
      } catch {
        // The server closed a connection that was kept for the next question, just before it came.
        if (!this.#request?.reusedSocket || this.#stopped) return undefined;
      }
    }
  }

  #open(body: string): ClientRequest {
    const { url, key } = this.#setup;
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      // Audio is not worth compressing, and what is compressed is not played.
      'accept-encoding': 'identity',
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    };
    const send = url.startsWith('https:') ? requestHttps : requestHttp;
    return send(url, { method: 'POST', agent: this.#agent, headers });
  }

  #stop(why: StopReason): void {
    if (this.#stopped) return;
    this.#stopped = why;
    // Without an error: the socket of a complete answer has no error listener, so an error would end the thread.
    this.#request?.destroy();
  }
}

function bodyOf({ text, voice }: SpeakHttpTask, setup: HttpSpeechSetup): string {
  const { model, format, speed } = setup;
  return JSON.stringify({ model, voice: voice ?? setup.voice, input: text.trim(), response_format: format, speed });
}

function failureOf({ statusCode = 0 }: IncomingMessage): HttpSpeechFailure | undefined {
  if (statusCode >= 200 && statusCode < 300) return undefined;
  if (statusCode === 401 || statusCode === 403) return 'refused';
  if (statusCode === 429) return 'throttled';
  if (statusCode >= 500) return 'server_error';
  // A redirect is not followed: the key is for the address that the config names.
  return statusCode === 404 || statusCode < 400 ? 'not_found' : 'bad_request';
}
