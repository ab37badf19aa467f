import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Frame } from '../../src/main/turn/services.js';
import { NexyError } from '../../src/shared/errors.js';
import { all, FakeSpeech, NEVER, type Plan, rounds, slowly } from './fakes.js';
import { REASON, recordingLog, services, speak } from './speak-fixtures.js';

const anyPlan: fc.Arbitrary<Plan> = fc.record({
  frames: fc.array(fc.nat({ max: 8 }), { maxLength: 5 }),
  late: fc.nat({ max: 2 }),
  end: fc.option(fc.constant(new NexyError('internal')), { nil: {}, freq: 6 }),
});

describe('every frame that speak yields', () => {
  it('is released exactly once, no matter when the turn or the consumer stops', async () => {
    const anyStop = fc.record({
      /** The number of rounds after which the turn is over. */
      abortAfter: fc.option(fc.nat({ max: 60 })),
      /** The index of the event at which the consumer stops. */
      stopAt: fc.option(fc.nat({ max: 12 })),
      /** The number of rounds that the consumer takes for an event. */
      wait: fc.nat({ max: 6 }),
      lookaheadMs: fc.nat({ max: 4_000 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyPlan, { maxLength: 5 }),
        anyStop,
        async (plans, { abortAfter, stopAt, wait, lookaheadMs }) => {
          const speech = new FakeSpeech((text) => plans[Number(text)]!);
          const turn = new AbortController();
          const aborting = abortAfter === null ? undefined : rounds(abortAfter).then(() => turn.abort(REASON));
          const held: Frame[] = [];
          let events = 0;
          try {
            for await (const event of speak(
              slowly([...plans.keys()].map(String)),
              services(speech, lookaheadMs),
              {},
              recordingLog(),
              turn.signal,
            )) {
              if (event.type === 'audio') held.push(...event.frames);
              await rounds(wait);
              if (events++ === stopAt) break;
              for (const frame of held.splice(0)) frame.release();
            }
          } catch (cause) {
            expect(cause).toBeInstanceOf(NexyError);
          }
          for (const frame of held.splice(0)) frame.release();
          await aborting;
          // The owner of a turn fires its signal at the end of every turn.
          turn.abort(REASON);
          await speech.ended();
          expect(speech.ledger.wrong).toBe(0);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('comes in the order of its synthesis when nothing stops, and no frame is missing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(fc.nat({ max: 8 }), { maxLength: 5 }), { maxLength: 5 }), async (frames) => {
        const speech = new FakeSpeech((text) => ({ frames: frames[Number(text)]! }));
        const events = await all(
          speak(slowly([...frames.keys()].map(String)), services(speech), {}, recordingLog(), NEVER),
        );
        const counts = new Map<string, number>();
        let current = '';
        for (const event of events) {
          if (event.type === 'text') counts.set((current = event.text), 0);
          else if (event.type === 'audio') {
            counts.set(current, counts.get(current)! + event.frames.length);
            for (const frame of event.frames) frame.release();
          }
        }
        expect([...counts.values()]).toEqual(frames.map(({ length }) => length));
        expect(speech.ledger.wrong).toBe(0);
      }),
    );
  });
});
