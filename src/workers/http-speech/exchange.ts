import { type Agent, type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { HttpSpeechFailure, HttpSpeechSetup, SpeakHttpTask } from '../../shared/task-messages.js';
import type { TaskSlot } from '../../shared/task-slots.js';

/** Reason for which this side ended an exchange; 'whole' = the answer was complete, but its connection stayed open. */
export type StopReason = 'cancelled' | 'timeout' | 'whole';

/** One question to the speech server, and its answer. Whoever made it looks after it: `look` ends it when it is time. */
export class Exchange {
  readonly #setup: HttpSpeechSetup;
  readonly #agent: Agent;
  readonly #slot: TaskSlot;
  readonly #askedMs = performance.now();
  #deadlineMs: number;
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

  /** To be called every few milliseconds, and before what came is used. Waiting is progress: every wait is bounded here. */
  look(): void {
    this.#slot.beat();
    if (this.#slot.cancelled) this.#stop('cancelled');
    else if (performance.now() >= this.#deadlineMs) this.#stop(this.#isWhole ? 'whole' : 'timeout');
  }

  /** Restarts the timeout after progress: the chunk timeout, or the tail timeout once all that was announced has come. */
  progressed(): void {
    this.#deadlineMs = performance.now() + this.#nextTimeoutMs;
  }

  /** Says whether all that the answer announced has come: then its end is waited for no longer than the tail timeout. */
  setWhole(isWhole: boolean): void {
    if (isWhole === this.#isWhole) return;
    this.#isWhole = isWhole;
    this.progressed();
  }

  get #nextTimeoutMs(): number {
    return this.#isWhole ? this.#setup.tailTimeoutMs : this.#setup.chunkTimeoutMs;
  }

  /** @returns the answer, when there is audio to be read from it; why not, otherwise (when it was not `stopped`) */
  async ask(task: SpeakHttpTask): Promise<IncomingMessage | HttpSpeechFailure> {
    const response = await this.#send(bodyOf(task, this.#setup));
    if (!response) return 'unreachable';
    this.#deadlineMs = this.#askedMs + this.#setup.firstAudioTimeoutMs;
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
