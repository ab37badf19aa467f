import { describe, expect, it } from 'vitest';
import { Greeting, type SpokenGreeting } from '../../src/main/turn/greeting.js';
import { NexyError } from '../../src/shared/errors.js';
import { FakeSpeech, NEVER, type Plan, rounds } from './fakes.js';

const RATE_HZ = 4;

function greetingBy(planOf: (text: string) => Plan) {
  const speech = new FakeSpeech(planOf);
  return { speech, greeting: new Greeting(speech, 'Hello!', RATE_HZ) };
}

const bytesOf = ({ frames }: SpokenGreeting): number[] => frames.flatMap(({ bytes }) => [...bytes]);
function release({ frames }: SpokenGreeting): void {
  for (const frame of frames) frame.release();
}

describe('the default greeting', () => {
  it('is spoken once, however many ask at once, and then served from memory', async () => {
    const { speech, greeting } = greetingBy(() => ({ frames: [3, 3] }));
    const all = await Promise.all(Array.from({ length: 20 }, () => greeting.speak(undefined, {}, NEVER)));
    const later = await greeting.speak(undefined, {}, NEVER);
    expect(speech.started).toEqual([{ text: 'Hello!', wish: {}, response: 'WelcomeResponse' }]);
    for (const spoken of [...all, later]) {
      expect(spoken).toMatchObject({ method: 'cache', durationSec: 0.5 });
      expect(bytesOf(spoken)).toEqual([1, 1]);
      release(spoken);
    }
    // Its own frames went back when it was stored.
    expect(speech.ledger.releases).toEqual([1, 1]);
  });

  it('is a copy: what happens to the memory it was spoken into does not matter', async () => {
    const { speech, greeting } = greetingBy(() => ({ frames: [0] }));
    const block = Buffer.from([42]);
    speech.ledger.frame = () => ({ bytes: block, samples: 1, release: () => {} });
    await greeting.store();
    block.fill(0);
    expect(bytesOf(await greeting.speak(undefined, {}, NEVER))).toEqual([42]);
  });

  it('is not one caller’s to cancel', async () => {
    const { greeting } = greetingBy(() => ({ frames: [3] }));
    const gone = AbortSignal.abort(new NexyError('cancelled_by_user'));
    const [first, second] = await Promise.all([
      greeting.speak(undefined, {}, gone),
      greeting.speak(undefined, {}, NEVER),
    ]);
    expect([bytesOf(first), bytesOf(second)]).toEqual([[1], [1]]);
  });

  it('is tried again after a failure, and the failure keeps no frame', async () => {
    let fails = true;
    const { speech, greeting } = greetingBy(() => ({
      frames: [0, 0],
      ...(fails ? { end: new NexyError('internal') } : {}),
    }));
    const both = [greeting.speak(undefined, {}, NEVER), greeting.speak(undefined, {}, NEVER)];
    for (const outcome of await Promise.allSettled(both)) expect(outcome.status).toBe('rejected');
    expect(speech.started).toHaveLength(1);
    fails = false;
    expect(await greeting.speak(undefined, {}, NEVER)).toMatchObject({ method: 'cache' });
    expect(speech.started).toHaveLength(2);
    expect(speech.ledger.wrong).toBe(0);
  });
});

describe('a greeting of one’s own', () => {
  it('is spoken as wished, each time, and its frames are the caller’s', async () => {
    const { speech, greeting } = greetingBy(() => ({ frames: [1, 1, 1] }));
    const wish = { language: 'ru', voice: undefined };
    const spoken = await greeting.speak('Привет!', wish, NEVER);
    expect(spoken).toMatchObject({ method: 'espeak', durationSec: 0.75 });
    expect(speech.started).toEqual([{ text: 'Привет!', wish, response: 'WelcomeResponse' }]);
    expect(speech.ledger.releases).toEqual([0, 0, 0]);
    release(spoken);
    expect(speech.ledger.wrong).toBe(0);
  });

  it('is the default text in another voice where only the voice is wished for', async () => {
    const { speech, greeting } = greetingBy(() => ({ frames: [0] }));
    for (const wish of [{ voice: 'slt' }, { language: 'en-GB' }]) release(await greeting.speak(undefined, wish, NEVER));
    expect(speech.started.map(({ text }) => text)).toEqual(['Hello!', 'Hello!']);
  });

  it('has a length even when there is nothing to hear', async () => {
    const end = { outcome: 'silent', silence: 'no_engine', engine: undefined } as const;
    const { greeting } = greetingBy(() => ({ frames: [], end }));
    expect(await greeting.speak('你好', {}, NEVER)).toMatchObject({ frames: [], method: 'none', durationSec: 0, end });
  });

  it.each([
    ['before it began', 0],
    ['half-way', 4],
  ])('keeps no frame when its caller goes %s', async (_when, afterRounds) => {
    const { speech, greeting } = greetingBy(() => ({ frames: [0, 2, 50, 50], late: 2 }));
    const caller = new AbortController();
    const reason = new NexyError('cancelled_by_user');
    if (afterRounds === 0) caller.abort(reason);
    else void rounds(afterRounds).then(() => caller.abort(reason));
    await expect(greeting.speak('Hi!', {}, caller.signal)).rejects.toBe(reason);
    await speech.ended();
    expect(speech.ledger.wrong).toBe(0);
  });

  it('keeps no frame when it fails', async () => {
    const { speech, greeting } = greetingBy(() => ({ frames: [0, 0], end: new NexyError('overloaded') }));
    await expect(greeting.speak('Hi!', {}, NEVER)).rejects.toMatchObject({ type: 'overloaded' });
    expect(speech.ledger.releases).toEqual([1, 1]);
  });
});
