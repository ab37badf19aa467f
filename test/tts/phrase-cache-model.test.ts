/** Tests with random schedules of clients and syntheses: rules that hold in every order of events. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PhraseCache } from '../../src/main/tts/phrase-cache.js';
import type { UtteranceEnd } from '../../src/main/turn/services.js';
import { NexyError } from '../../src/shared/errors.js';
import { rounds } from '../turn/fakes.js';
import { ControlledSpeech, type ControlledSynthesis, FRAME, PhraseClient } from './controlled-speech.js';

const REASON = new NexyError('cancelled_by_user');
/** The number of rounds after which all work that needs no further step is done. */
const SETTLED = 15;
const TEXTS = ['A.', 'B.', 'C.', 'D.'];
const ENDS = ['spoken', 'spoken', 'spoken', 'silent', 'fails'] as const;

/** A step of a schedule. `index` selects a client or a running synthesis. */
type Step =
  | { readonly do: 'ask'; readonly text: string; readonly deadlineMs: number }
  | { readonly do: 'take' | 'release' | 'close' | 'abort'; readonly index: number }
  | { readonly do: 'push'; readonly index: number; readonly count: number }
  | { readonly do: 'end'; readonly index: number; readonly how: number }
  /** A new client requests a text and listens to its end; its running syntheses make `count` frames and end. */
  | { readonly do: 'learn'; readonly text: string; readonly count: number }
  | { readonly do: 'wait'; readonly rounds: number };

const index = fc.nat({ max: 30 });
const small: readonly fc.Arbitrary<Step>[] = [
  fc.record({ do: fc.constant('ask' as const), text: fc.constantFrom(...TEXTS), deadlineMs: fc.nat({ max: 3 }) }),
  fc.record({ do: fc.constantFrom('take' as const, 'take' as const, 'release' as const, 'close' as const), index }),
  fc.record({ do: fc.constant('abort' as const), index }),
  fc.record({ do: fc.constant('push' as const), index, count: fc.nat({ max: 3 }) }),
  fc.record({ do: fc.constant('end' as const), index, how: fc.nat({ max: ENDS.length - 1 }) }),
  fc.record({ do: fc.constant('wait' as const), rounds: fc.nat({ max: 8 }) }),
];
const learning: fc.Arbitrary<Step> = fc.record({
  do: fc.constant('learn' as const),
  text: fc.constantFrom(...TEXTS),
  count: fc.nat({ max: 4 }),
});
const scheduleOf = (steps: readonly fc.Arbitrary<Step>[]): fc.Arbitrary<Step[]> =>
  fc.array(fc.oneof(...steps), { minLength: 1, maxLength: 60 });

interface Client {
  readonly asker: PhraseClient;
  readonly turn: AbortController;
  gone: boolean;
  /** The reads of the client, one after the other. */
  reading: Promise<void>;
}

/** A cache with its clients and syntheses, driven by steps. */
class Simulation {
  readonly speech = new ControlledSpeech();
  readonly cache: PhraseCache;
  readonly clients: Client[] = [];

  constructor(maxBytes: number) {
    this.cache = new PhraseCache(this.speech, { speaker: () => 'by hand', maxBytes, maxChars: 80 });
  }

  get running(): ControlledSynthesis[] {
    return this.speech.started.filter(({ ended }) => !ended);
  }

  async step(step: Step): Promise<void> {
    if (step.do === 'ask') this.ask(step.text, step.deadlineMs);
    else if (step.do === 'learn') await this.#learn(step.text, step.count);
    else if (step.do === 'wait') await rounds(step.rounds);
    else if (step.do === 'push') this.synthesis(step.index)?.push(step.count);
    else if (step.do === 'end') this.end(this.synthesis(step.index), ENDS[step.how]!);
    else this.#touch(step.do, this.client(step.index));
  }

  ask(text: string, deadlineMs = 0): Client {
    const turn = new AbortController();
    const utterance = this.cache.start({ text, wish: {}, response: 'StreamResponse', deadlineMs }, turn.signal);
    const client = { asker: new PhraseClient(utterance), turn, gone: false, reading: Promise.resolve() };
    this.clients.push(client);
    return client;
  }

  end(synthesis: ControlledSynthesis | undefined, how: (typeof ENDS)[number]): void {
    if (how === 'fails') synthesis?.fail(new NexyError('internal', { cause: String(synthesis.number) }));
    else synthesis?.finish({ outcome: synthesis.stopped ? 'cancelled' : how });
  }

  synthesis(number: number): ControlledSynthesis | undefined {
    return this.running[number % this.running.length];
  }

  client(number: number): Client | undefined {
    return this.clients[number % this.clients.length];
  }

  #touch(how: 'take' | 'release' | 'close' | 'abort', client: Client | undefined): void {
    if (!client) return;
    if (how === 'take') client.reading = client.reading.then(() => client.asker.take());
    else if (how === 'release') client.asker.release();
    else {
      client.gone = true;
      if (how === 'close') client.asker.utterance.close();
      else client.turn.abort(REASON);
    }
  }

  async #learn(text: string, count: number): Promise<void> {
    const { asker } = this.ask(text);
    const speaking = this.running.filter(({ request, stopped }) => request.text === text && !stopped);
    for (const synthesis of speaking) {
      synthesis.push(count);
      this.end(synthesis, 'spoken');
    }
    await asker.listen();
  }

  /** Ends every synthesis, lets the remaining clients listen to the end, and releases all held frames. */
  async finish(): Promise<void> {
    for (const synthesis of this.running) this.end(synthesis, 'spoken');
    for (const { asker, gone, reading } of this.clients) {
      await reading;
      asker.release();
      if (!gone) await asker.listen();
    }
    await rounds(SETTLED);
  }
}

/** Returns the frames of a synthesis as a client hears them. */
const saidBy = ({ number, made }: ControlledSynthesis): string[] =>
  Array.from({ length: made }, (_, index) => `${number}:${index}`);

describe('PhraseCache in any order of events', () => {
  it('releases each frame once, keeps its bound, and gives each remaining client a whole synthesis', async () => {
    await fc.assert(
      fc.asyncProperty(
        scheduleOf([...small, learning]),
        fc.integer({ min: 1, max: 12 * FRAME }),
        async (steps, maxBytes) => {
          const scene = new Simulation(maxBytes);
          const { clients, speech, cache } = scene;
          for (const step of steps) {
            await scene.step(step);
            expect(cache.stats().bytes).toBeLessThanOrEqual(maxBytes);
          }
          await scene.finish();
          expect(speech.ledger.wrong).toBe(0);
          for (const { asker, gone } of clients) {
            const { end, heard } = asker;
            const number = end instanceof Error ? end.cause : (end?.language ?? heard[0]?.split(':')[0]);
            const said = number === undefined ? [] : saidBy(speech.started[Number(number)]!);
            expect(heard).toEqual(gone ? said.slice(0, heard.length) : said);
          }

          // Each phrase in memory is now complete and unchanged, and the count of bytes is exact.
          const { bytes, phrases } = cache.stats();
          const again = TEXTS.map((text) => scene.ask(text));
          expect(scene.running).toHaveLength(TEXTS.length - phrases);
          for (const synthesis of scene.running) scene.end(synthesis, 'silent');
          let heardBytes = 0;
          for (const { asker } of again) {
            const { end, heard } = await asker.listen();
            expect(end).not.toBeInstanceOf(Error);
            expect(heard).toEqual(saidBy(speech.started[Number((end as UtteranceEnd).language)]!));
            heardBytes += heard.length * FRAME;
          }
          expect(heardBytes).toBe(bytes);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('starts a synthesis when no other comes in time, stops it without listeners, and holds no frame', async () => {
    await fc.assert(
      fc.asyncProperty(scheduleOf(small), async (steps) => {
        // There is room for everything, so the result depends only on the clients and the syntheses.
        const scene = new Simulation(10_000);
        const { speech, cache } = scene;
        /** The synthesis of each text that a request can get. */
        const known = new Map<string, ControlledSynthesis>();
        const listeners = new Map<ControlledSynthesis, Set<Client>>();
        const stopped = new Set<ControlledSynthesis>();
        /** The syntheses that were replaced by a newer synthesis of the same text. */
        const replaced = new Set<ControlledSynthesis>();
        const forget = (synthesis: ControlledSynthesis): void => {
          const { text } = synthesis.request;
          if (known.get(text) === synthesis) known.delete(text);
        };
        let hits = 0;
        for (const step of steps) {
          const running = 'index' in step ? scene.synthesis(step.index) : undefined;
          const client = 'index' in step ? scene.client(step.index) : undefined;
          const started = speech.started.length;
          await scene.step(step);
          await rounds(SETTLED);

          if (step.do === 'ask') {
            const before = known.get(step.text);
            const isHit = before && (before.ended || before.made > 0 || before.request.deadlineMs <= step.deadlineMs);
            if (isHit) hits++;
            else if (before) replaced.add(before);
            expect(speech.started).toHaveLength(isHit ? started : started + 1);
            const synthesis = isHit ? before : speech.last;
            known.set(step.text, synthesis);
            const clientsOf = listeners.get(synthesis) ?? new Set();
            listeners.set(synthesis, clientsOf.add(scene.clients.at(-1)!));
          } else if (client && (step.do === 'close' || step.do === 'abort')) {
            for (const [synthesis, those] of listeners) {
              if (!those.delete(client) || those.size > 0 || synthesis.ended) continue;
              stopped.add(synthesis);
              forget(synthesis);
            }
          } else if (running && step.do === 'end' && ENDS[step.how] !== 'spoken') forget(running);

          for (const synthesis of speech.started) {
            expect(synthesis.stopped).toBe(stopped.has(synthesis));
            if (!replaced.has(synthesis)) expect(synthesis.held).toBe(0);
          }
          expect(cache.stats()).toMatchObject({ hits, misses: speech.started.length, phrases: known.size });
        }
      }),
      { numRuns: 500 },
    );
  });
});
