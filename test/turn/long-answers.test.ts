import { describe, expect, it } from 'vitest';
import { segment } from '../../src/main/turn/segment.js';
import type { Llm, Segmenter } from '../../src/main/turn/services.js';
import { speak } from '../../src/main/turn/speak.js';
import { think } from '../../src/main/turn/think.js';
import { Transcript } from '../../src/main/turn/transcript.js';
import { mayHoldBoundary, segmentBatch } from '../../src/text/segment/index.js';
import { NEVER } from './fakes.js';
import { NO_PAUSES } from './speak-fixtures.js';

const segmenting: Segmenter = {
  segment: async (request) => segmentBatch(request.text, { ...request, firstClauseMinChars: 80, maxChars: 400 }),
  mayCompleteBoundary: (more, pending) => mayHoldBoundary(more, pending, 400),
};

describe('answers without sound', () => {
  it('do not block the event loop, even when much text comes at once', async () => {
    const text = 'Yes. No. Maybe so! '.repeat(3_000);
    const llm: Llm = {
      name: 'book',
      async *stream() {
        yield { type: 'text', text };
      },
    };
    const log = { degrade: () => {}, refuseCommand: () => {}, spokeIn: () => {} };
    const request = { system: '', history: [], prompt: '', sessionId: '', hardwareId: '' };
    const nothing = { language: undefined, image: undefined, screen: undefined };
    const services = {
      speech: undefined,
      silence: NO_PAUSES,
      response: 'StreamResponse' as const,
      canPrefetch: () => true,
      lookaheadMs: 0,
      sampleRateHz: 48_000,
      defaultLanguage: 'en',
    };
    const usage = { inputTokens: 0, outputTokens: 0, model: '' };
    const answerOf = async (): Promise<string> => {
      const tokens = think(llm, { ...request, ...nothing }, usage, NEVER);
      let shown = '';
      for await (const event of speak(
        segment<never>(tokens, segmenting, () => 'en', NEVER),
        services,
        {},
        new Transcript(),
        log,
        NEVER,
      )) {
        if (event.type === 'text') shown += event.text;
      }
      return shown;
    };
    let ticks = 0;
    let done = false;
    const count = (): void => {
      ticks++;
      if (!done) setImmediate(count);
    };
    setImmediate(count);
    expect(await Promise.all(Array.from({ length: 5 }, answerOf))).toEqual(Array(5).fill(text));
    done = true;
    // The work takes some hundred milliseconds; without a pause it would leave two ticks.
    expect(ticks).toBeGreaterThan(5);
  });
});
