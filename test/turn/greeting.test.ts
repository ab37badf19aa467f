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
  it('is asked of speech like any other, in nobody’s voice in particular', async () => {
    const { speech, greeting } = greetingBy(() => ({ frames: [3, 3] }));
    const spoken = await greeting.speak(undefined, {}, NEVER);
    expect(speech.started).toMatchObject([{ text: 'Hello!', wish: {}, response: 'WelcomeResponse' }]);
    expect(spoken).toMatchObject({ method: 'espeak', durationSec: 0.5 });
    expect(bytesOf(spoken)).toEqual([1, 1]);
    release(spoken);
    expect(speech.ledger.releases).toEqual([1, 1]);
  });

  it('says that it came from memory where it did', async () => {
    const { greeting } = greetingBy(() => ({ frames: [0], end: { cached: true } }));
    const spoken = await greeting.speak(undefined, {}, NEVER);
    expect(spoken).toMatchObject({ method: 'cache', durationSec: 0.25 });
    release(spoken);
  });
});

describe('a greeting of one’s own', () => {
  it('is spoken as wished, each time, and its frames are the caller’s', async () => {
    const { speech, greeting } = greetingBy(() => ({ frames: [1, 1, 1] }));
    const wish = { language: 'ru', voice: undefined };
    const spoken = await greeting.speak('Привет!', wish, NEVER);
    expect(spoken).toMatchObject({ method: 'espeak', durationSec: 0.75 });
    expect(speech.started).toMatchObject([{ text: 'Привет!', wish, response: 'WelcomeResponse' }]);
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
