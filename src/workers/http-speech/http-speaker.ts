import { Agent, type IncomingMessage } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import type { Arena } from '../../shared/arena.js';
import { BYTES_PER_SAMPLE, samplesIn } from '../../shared/pcm.js';
import type {
  HttpSpeechSetup,
  SpeakHttpResult,
  SpeakHttpTask,
  SpeechDoubt,
  WorkerSetup,
} from '../../shared/task-messages.js';
import type { TaskSlot } from '../../shared/task-slots.js';
import { maxSpeechMs, minSpeechMs } from '../../text/speech-length.js';
import { FrameWriter } from '../frame-writer.js';
import { factorOf } from '../sound/gain.js';
import { BadResponse } from './bad-response.js';
import { Exchange } from './exchange.js';
import { readSounds } from './read-sounds.js';
import { ResamplerPool } from './resampler-pool.js';
import { type ResponseHead, readResponseHead } from './response-head.js';
import { SampleDecoder } from './sample-decoder.js';
import { SentenceSound } from './sentence-sound.js';

/** The interval at which running tasks are checked for a cancel and for lateness, ms. */
const CHECK_INTERVAL_MS = 10;
/** The time for which a connection is kept for the next sentence, ms. */
const KEEP_ALIVE_MS = 30_000;
/** The number of bytes that an announced body may hold beside the samples of the longest sentence. */
const MAX_OVERHEAD_BYTES = 65_536;
const MAX_CHANNELS = 2;

type WithoutSamples<Result> = Result extends unknown ? Omit<Result, 'samples'> : never;
/** The end of a sentence, or the failure of the server. */
type Ending = WithoutSamples<SpeakHttpResult>;

/**
 * Speaks sentences by a speech server, many at a time: bytes → samples → checks → resampler → frames in the arena. A
 * thread has one speaker. A fault of the server is a result and no error: an error would end the thread, and with it
 * the sentences of other turns.
 */
export class HttpSpeaker {
  readonly #setup: HttpSpeechSetup;
  readonly #audio: WorkerSetup['audio'];
  readonly #arena: Arena;
  readonly #agent: Agent;
  readonly #resamplers: ResamplerPool;
  readonly #exchanges = new Set<Exchange>();
  #checkTimer: NodeJS.Timeout | undefined;

  constructor(setup: HttpSpeechSetup, audio: WorkerSetup['audio'], arena: Arena) {
    this.#setup = setup;
    this.#audio = audio;
    this.#arena = arena;
    const options = { keepAlive: true, timeout: KEEP_ALIVE_MS };
    this.#agent = setup.url.startsWith('https:') ? new SecureAgent(options) : new Agent(options);
    this.#resamplers = new ResamplerPool(audio.sampleRateHz);
  }

  /** Has the server speak one sentence into `slot`, until it is done, cancelled or late, or the arena stays full. */
  async speak(task: SpeakHttpTask, slot: TaskSlot): Promise<SpeakHttpResult> {
    const writer = new FrameWriter(this.#arena, slot, this.#audio, task.audioField);
    const exchange = new Exchange(this.#setup, this.#agent, slot);
    this.#exchanges.add(exchange);
    this.#checkTimer ??= setInterval(() => this.#checkDeadlines(), CHECK_INTERVAL_MS);
    try {
      const heard = await this.#exchange(task, exchange, writer);
      const ending = stoppedEnding(exchange) ?? heard;
      // The sound of a sentence that failed before its first frame must not be heard: another engine will speak the
      // sentence.
      if (ending.outcome === 'spoken') writer.end();
      return { ...ending, samples: writer.samples };
    } finally {
      writer.drop();
      this.#exchanges.delete(exchange);
      if (this.#exchanges.size === 0) this.#stopChecking();
    }
  }

  async #exchange(task: SpeakHttpTask, exchange: Exchange, writer: FrameWriter): Promise<Ending> {
    const response = await exchange.sendRequest(task);
    if (typeof response === 'string') {
      exchange.close();
      return { outcome: 'failed', failure: response };
    }
    try {
      return await this.#playResponse(response, task, exchange, writer);
    } catch (cause) {
      if (!(cause instanceof BadResponse)) return { outcome: 'failed', failure: 'connection_lost' };
      const { failure, detail } = cause;
      return { outcome: 'failed', failure, ...(detail === undefined ? {} : { detail }) };
    } finally {
      exchange.close(response);
    }
  }

  /**
   * Reads the response and plays its sound.
   * @throws BadResponse; another error when either side ends the connection within the response
   */
  async #playResponse(
    response: IncomingMessage,
    { text }: SpeakHttpTask,
    exchange: Exchange,
    writer: FrameWriter,
  ): Promise<Ending> {
    const { speed, gainDb, maxSentenceMs } = this.#setup;
    const head = readResponseHead(response.headers);
    const decoder = new SampleDecoder(this.#setup, head);
    const limits = { minMs: minSpeechMs(text, speed), maxMs: maxSpeechMs(text, { speed, capMs: maxSentenceMs }) };
    const sound = new SentenceSound(limits, factorOf(gainDb), this.#resamplers, writer, exchange);
    try {
      let sampleRateHz = 0;
      for await (const part of readSounds(response, decoder, exchange)) {
        ({ sampleRateHz } = part);
        if (announcesTooMuch(head, sampleRateHz, limits.maxMs)) throw new BadResponse('too_long');
        const mayBeEnough = !response.complete && !announcesTooLittle(head, sampleRateHz, limits.minMs);
        const refusal = (await sound.take(part)) ?? (mayBeEnough ? await sound.play() : undefined);
        if (refusal) return { outcome: refusal };
      }
      const refusal = await sound.end();
      if (refusal) return { outcome: refusal };
      const received = { format: decoder.format ?? 'pcm', sampleRateHz, levelDbfs: sound.levelDbfs };
      const doubt = doubtOf(exchange, response, head, decoder);
      return { outcome: 'spoken', received, ...(doubt === undefined ? {} : { doubt }) };
    } finally {
      sound.close();
    }
  }

  #checkDeadlines(): void {
    for (const exchange of this.#exchanges) exchange.checkDeadline();
  }

  #stopChecking(): void {
    clearInterval(this.#checkTimer);
    this.#checkTimer = undefined;
  }
}

function stoppedEnding({ stopped }: Exchange): Ending | undefined {
  if (stopped === 'cancelled') return { outcome: 'cancelled' };
  return stopped === 'timeout' ? { outcome: 'failed', failure: 'timeout' } : undefined;
}

/** Tells whether the announced body is longer than the longest sentence: then no part of it needs to be played. */
function announcesTooMuch({ contentBytes = 0 }: ResponseHead, sampleRateHz: number, maxMs: number): boolean {
  const maxBytes = samplesIn(maxMs, sampleRateHz) * MAX_CHANNELS * BYTES_PER_SAMPLE;
  return contentBytes > maxBytes + MAX_OVERHEAD_BYTES;
}

/** Tells whether the announced body is shorter than the shortest sentence, even if all of it is samples. */
function announcesTooLittle({ contentBytes }: ResponseHead, sampleRateHz: number, minMs: number): boolean {
  return contentBytes !== undefined && contentBytes < samplesIn(minMs, sampleRateHz) * BYTES_PER_SAMPLE;
}

/**
 * Returns the reason why a response that was played to its end may not be the whole sentence; undefined without doubt.
 */
function doubtOf(
  { stopped }: Exchange,
  { complete }: IncomingMessage,
  { endsByClose }: ResponseHead,
  { isCutShort, isWhole }: SampleDecoder,
): SpeechDoubt | undefined {
  if (isCutShort) return 'size_not_reached';
  if (stopped === 'whole') return 'connection_open';
  return !complete || (endsByClose && !isWhole) ? 'open_ended' : undefined;
}
