import { describe, expect, it } from 'vitest';
import type { WorkerPool } from '../../src/main/pool/worker-pool.js';
import type { ArenaRoom } from '../../src/main/tts/arena-room.js';
import { EmbeddedSpeech } from '../../src/main/tts/embedded-speech.js';
import type { SpeechRequest } from '../../src/main/turn/services.js';
import { Arena, createArenaMemory } from '../../src/shared/arena.js';
import type { PhraseLengths } from '../../src/text/phrase-end.js';

const SAMPLES = 24_000;
const NEVER = Number.POSITIVE_INFINITY;
const CALM = { clauseChars: NEVER, phraseChars: NEVER };
const BUSY = { clauseChars: 25, phraseChars: 25 };
const SENTENCE = 'The old captain repaired the clock behind the garden.';
const WITH_CLAUSE = 'When the lights had gone out again, nobody was in the garden.';

/** Speaks a sentence with a pool that records its tasks; returns the tasks, and the end of the sentence. */
async function spoken(text: string, lengths: PhraseLengths, request: Partial<SpeechRequest> = {}) {
  const tasks: { text: string; sentence: string; pauseMs: number; deadlineMs: number }[] = [];
  const pool = {
    size: 1,
    start: async (
      _: string,
      task: { text: string; sentence: string; pauseMs: number },
      { order }: { order: object },
    ) => {
      tasks.push({ ...task, ...(order as { deadlineMs: number }) });
      const result = {
        outcome: 'spoken',
        samples: SAMPLES,
        tookMs: 5,
        engine: 'espeak',
        language: 'en',
        substituted: false,
      };
      return { result: Promise.resolve(result), cancel: () => {} };
    },
  } as unknown as WorkerPool;
  const room = {
    start: (_: number, start: (...of: unknown[]) => unknown) =>
      start(
        () => true,
        () => {},
      ),
  } as unknown as ArenaRoom;
  const arena = new Arena(createArenaMemory(4_096, 1_024));
  const options = {
    sampleRateHz: 48_000,
    lookaheadMs: 2_000,
    speed: 1,
    clausePauseMs: () => 150,
    firstPieceLengths: () => lengths,
  };
  const speech = new EmbeddedSpeech(pool, arena, room, options, { engineFault: () => {} } as never);
  const deadlineMs = performance.now();
  const { signal } = new AbortController();
  const utterance = speech.start(
    { text, wish: { language: 'en' }, response: 'StreamResponse', deadlineMs, ...request },
    signal,
  );
  const end = await utterance.end;
  utterance.close();
  return { end, tasks: tasks.map((task) => ({ ...task, deadlineMs: Math.round(task.deadlineMs - deadlineMs) })) };
}

describe('a sentence that is due', () => {
  it('is one task when no turn waits', async () => {
    const { tasks, end } = await spoken(SENTENCE, CALM);
    expect(tasks.map(({ text }) => text)).toEqual([SENTENCE]);
    expect(end).toMatchObject({ outcome: 'spoken', samples: SAMPLES, isCacheable: true });
  });

  it('is two tasks when turns wait, with the intonation of a comma and without a pause', async () => {
    const { tasks, end } = await spoken(SENTENCE, BUSY);
    expect(tasks).toMatchObject([
      { text: 'The old captain repaired the clock,', sentence: SENTENCE, pauseMs: 0, deadlineMs: 0 },
      { text: 'behind the garden.', sentence: SENTENCE, pauseMs: 0, deadlineMs: 500 },
    ]);
    expect(end).toMatchObject({ outcome: 'spoken', samples: 2 * SAMPLES, isCacheable: false });
  });

  it('has the pause of a clause where a clause mark ends its first piece', async () => {
    const { tasks } = await spoken(WITH_CLAUSE, BUSY);
    expect(tasks).toMatchObject([
      { text: 'When the lights had gone out again, ', pauseMs: 0 },
      { text: 'nobody was in the garden.', pauseMs: 150 },
    ]);
  });

  it('is cut by the language of the answer, or else by that which the client requests', async () => {
    expect((await spoken(SENTENCE, BUSY, { wish: { language: 'ru' } })).tasks).toHaveLength(1);
    expect((await spoken(SENTENCE, BUSY, { wish: {} })).tasks).toHaveLength(1);
    expect((await spoken(SENTENCE, BUSY, { wish: {}, answerLanguage: 'en' })).tasks).toHaveLength(2);
    expect((await spoken(SENTENCE, BUSY, { answerLanguage: 'ru' })).tasks).toHaveLength(1);
  });

  it('is one task when it is due later, however many turns wait', async () => {
    const { tasks } = await spoken(SENTENCE, BUSY, { deadlineMs: performance.now() + 1_000 });
    expect(tasks.map(({ text }) => text)).toEqual([SENTENCE]);
  });

  it('has short pieces after the first one, too, when it is long', async () => {
    const long = `${SENTENCE.slice(0, -1)} and ${'then they went to the market and '.repeat(6)}came home.`;
    const { tasks } = await spoken(long, BUSY);
    expect(tasks.length).toBeGreaterThan(2);
    expect(tasks.every(({ text }) => text.length <= 121)).toBe(true);
    expect(tasks.map(({ text }) => text).join('')).toBe(long.replace('clock ', 'clock,'));
  });
});
