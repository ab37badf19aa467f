import { describe, expect, it } from 'vitest';
import { type GreetingEvent, type GreetingServices, runGreeting } from '../../src/main/turn/greeting.js';
import type { Segmenter, Speech, TurnLog, VoiceWish } from '../../src/main/turn/services.js';
import { NexyError } from '../../src/shared/errors.js';
import { mayHoldBoundary, segmentBatch } from '../../src/text/segment/index.js';
import { FakeSpeech, NEVER, type Plan, rounds } from './fakes.js';
import { NO_PAUSES } from './speak-fixtures.js';

const RATE_HZ = 4;
const LIMITS = { firstClauseMinChars: 80, maxChars: 400 };
const segmenting: Segmenter = {
  segment: async (request) => segmentBatch(request.text, { ...request, ...LIMITS }),
  mayCompleteBoundary: (more, pending) => mayHoldBoundary(more, pending, LIMITS.maxChars),
};

function greetingBy(
  planOf: (text: string) => Plan,
  stored: Speech['storedSamples'] = () => undefined,
  onSegment: (chars: number) => void = () => {},
) {
  const speech = new FakeSpeech(planOf);
  const services: GreetingServices = {
    speech: { start: (request, signal) => speech.start(request, signal), storedSamples: stored },
    segmenting: {
      ...segmenting,
      segment: (request, signal) => {
        onSegment(request.text.length);
        return segmenting.segment(request, signal);
      },
    },
    silence: NO_PAUSES,
    canPrefetch: () => true,
    lookaheadMs: 60_000,
    sampleRateHz: RATE_HZ,
    defaultLanguage: 'en',
    defaultText: 'Hello! How are you?',
    maxSentenceChars: 100,
    speakerName: () => 'espeak',
  };
  const lines: [string, object][] = [];
  const log: TurnLog = {
    degrade: (method, context) => void lines.push([method, context]),
    refuseCommand: () => {},
    spokeIn: () => {},
  };
  const run = (text: string | undefined, wish: VoiceWish = {}, signal: AbortSignal = NEVER) =>
    runGreeting(text, services, wish, log, signal);
  return { speech, lines, run };
}

/** Reads a greeting to its end, as a writer does. */
async function heard(events: AsyncIterable<GreetingEvent>) {
  const seen: (string | number)[] = [];
  let start: object = {};
  for await (const event of events) {
    if (event.type === 'start') {
      start = { method: event.method, durationSec: event.durationSec };
      seen.push('start');
      continue;
    }
    seen.push(event.frames.length);
    event.onSent(event.frames.length);
    for (const frame of event.frames) frame.release();
  }
  return { seen, start };
}

describe('a greeting of one sentence', () => {
  it('is the default text, as one phrase, when a client sends no text', async () => {
    const { speech, run } = greetingBy(() => ({ frames: [3, 3] }));
    expect(await heard(run(undefined))).toEqual({ seen: ['start', 1, 1], start: { method: 'espeak', durationSec: 0 } });
    expect(speech.started).toMatchObject([{ text: 'Hello! How are you?', wish: {}, response: 'WelcomeResponse' }]);
    expect(speech.ledger.releases).toEqual([1, 1]);
  });

  it('is spoken in the language and the voice that the client wishes', async () => {
    const { speech, run } = greetingBy(() => ({ frames: [1] }));
    const wish = { language: 'ru', voice: 'slt' };
    await heard(run('Привет!', wish));
    expect(speech.started).toMatchObject([{ text: 'Привет!', wish, response: 'WelcomeResponse' }]);
  });

  it('ends at once with its request, even when the synthesis of its phrase continues', async () => {
    const { speech, run } = greetingBy(() => ({ frames: [0, 100_000] }));
    const request = new AbortController();
    const ended = heard(run('Hi!', {}, request.signal));
    await rounds(20);
    expect(speech.started).toHaveLength(1);
    request.abort(new NexyError('cancelled_by_user'));
    await expect(Promise.race([ended, rounds(200).then(() => 'it goes on')])).rejects.toMatchObject({
      type: 'cancelled_by_user',
    });
  });

  it('starts with its first frame, before its synthesis has ended', async () => {
    const { run, speech } = greetingBy(() => ({ frames: [0, 100_000] }));
    const events = run('Hi!');
    expect((await events.next()).value).toEqual({ type: 'start', method: 'espeak', durationSec: 0 });
    const audio = await events.next();
    if (audio.value?.type !== 'audio') throw new Error('expected audio');
    for (const frame of audio.value.frames) frame.release();
    await events.return();
    await speech.ended();
    expect(speech.ledger.wrong).toBe(0);
  });

  it('starts with its duration when it is in memory', async () => {
    const { run } = greetingBy(
      () => ({ frames: [0] }),
      () => 1,
    );
    expect((await heard(run('Hi!'))).start).toEqual({ method: 'cache', durationSec: 0.25 });
  });

  it('has a start even when it is silent, and the reason is logged', async () => {
    const end = { outcome: 'silent', silence: 'no_engine', engine: undefined } as const;
    const { run, lines } = greetingBy(() => ({ frames: [], end }));
    expect(await heard(run('你好'))).toEqual({ seen: ['start'], start: { method: 'none', durationSec: 0 } });
    expect(lines).toMatchObject([['speak', { silence: 'no_engine' }]]);
  });

  it.each(['<>', '…'])('starts no synthesis when it has only marks: %s', async (text) => {
    const { speech, run } = greetingBy(() => ({ frames: [0] }));
    expect((await heard(run(text))).start).toEqual({ method: 'none', durationSec: 0 });
    expect(speech.started).toHaveLength(0);
  });
});

describe('a greeting of several sentences', () => {
  it('is cut into its sentences, and sounds before the last sentence is made', async () => {
    const { speech, run } = greetingBy(() => ({ frames: [0, 0] }));
    const result = await heard(run('One is here. Two is, too. And three.'));
    expect(result.seen[0]).toBe('start');
    expect(result.start).toEqual({ method: 'espeak', durationSec: 0 });
    expect(speech.started.map(({ text }) => text)).toEqual(['One is here.', 'Two is, too.', 'And three.']);
    expect(speech.ledger.releases).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('follows the rules of an answer: marks are dropped, and an address is spoken as its host', async () => {
    const { speech, run } = greetingBy(() => ({ frames: [0] }));
    await heard(run('**Hello** there! See https://www.example.com/a/b for more.'));
    expect(speech.started.map(({ text }) => text)).toEqual(['Hello there!', 'See link to example.com for more.']);
  });

  it('reports its duration when all of it is in memory', async () => {
    const { run } = greetingBy(
      () => ({ frames: [0, 0] }),
      ({ text }) => (text.startsWith('One') ? 2 : 4),
    );
    expect((await heard(run('One is here. Two is, too.'))).start).toEqual({ method: 'cache', durationSec: 1.5 });
  });
});

describe('a long greeting', () => {
  const TEXT = '**Hello** there, $5 & 3 km! '.repeat(2_400);

  it.each([['**Hello** there, $5 & 3 km! '], ['Hi 🙂'], ['One is here. ']])(
    'is segmented only as far as it is needed: %j',
    async (sentence) => {
      const text = sentence.repeat(2_400);
      const pieces: number[] = [];
      const { run } = greetingBy(
        () => ({ frames: [0] }),
        () => undefined,
        (length) => void pieces.push(length),
      );
      const events = run(text);
      await events.next();
      await events.return();
      expect(pieces.length).toBeGreaterThan(0);
      expect(pieces.length).toBeLessThan(30);
      expect(Math.max(...pieces)).toBeLessThan(1_000);
    },
  );

  it('is spoken whole although it is segmented in pieces', async () => {
    const { run, speech } = greetingBy(() => ({ frames: [0] }));
    const text = 'This is a sentence with 🙂 in it, and Dr. Who is, too! '.repeat(50);
    await heard(run(text));
    expect(speech.started.map((request) => request.text)).toEqual(
      Array.from({ length: 50 }, () => 'This is a sentence with in it, and Dr. Who is, too!'),
    );
  });

  /** Counts the ticks of the event loop until `event` settles. */
  async function ticksUntil(event: Promise<unknown>): Promise<number> {
    let ticks = 0;
    let settled = false;
    const count = (): void => {
      ticks++;
      if (!settled) setImmediate(count);
    };
    setImmediate(count);
    await event;
    settled = true;
    return ticks;
  }

  it('does not block the event loop while its sentences are looked up in memory', async () => {
    const { run } = greetingBy(
      () => ({ frames: [0] }),
      () => {
        const until = performance.now() + 0.1;
        while (performance.now() < until);
        return 1;
      },
    );
    const events = run('One is here. '.repeat(1_000));
    expect(await ticksUntil(events.next())).toBeGreaterThan(10);
    await events.return();
  });

  it('is not prepared any further after its client has cancelled', async () => {
    const client = new AbortController();
    const reason = new NexyError('cancelled_by_user');
    let looked = 0;
    const { run, speech } = greetingBy(
      () => ({ frames: [0] }),
      () => {
        if (++looked === 3) client.abort(reason);
        return 1;
      },
    );
    await expect(heard(run(TEXT, {}, client.signal))).rejects.toBe(reason);
    expect(looked).toBe(3);
    expect(speech.started).toEqual([]);
  });
});

describe('a greeting that ends early', () => {
  it.each([
    ['before the greeting starts', 0],
    ['in the middle', 4],
  ])('keeps no frame when its client cancels %s', async (_when, afterRounds) => {
    const { speech, run } = greetingBy(() => ({ frames: [0, 2, 50, 50], late: 2 }));
    const client = new AbortController();
    const reason = new NexyError('cancelled_by_user');
    if (afterRounds === 0) client.abort(reason);
    else void rounds(afterRounds).then(() => client.abort(reason));
    await expect(heard(run('Hi!', {}, client.signal))).rejects.toBe(reason);
    await speech.ended();
    expect(speech.ledger.wrong).toBe(0);
  });

  it('keeps no frame when it fails', async () => {
    const { speech, run } = greetingBy(() => ({ frames: [0, 0], end: new NexyError('overloaded') }));
    await expect(heard(run('Hi!'))).rejects.toMatchObject({ type: 'overloaded' });
    expect(speech.ledger.releases).toEqual([1, 1]);
  });
});
