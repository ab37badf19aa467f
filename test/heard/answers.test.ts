/** The language of each sentence over the pipe: the answer in pieces of any size, its sentences, their words, the requests for speech. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { segment } from '../../src/main/turn/segment.js';
import type { Segmenter, VoiceWish } from '../../src/main/turn/services.js';
import { type LanguageDetector, loadLanguageDetector } from '../../src/text/language/language-detector.js';
import { mayHoldBoundary, segmentBatch } from '../../src/text/segment/index.js';
import { FakeSpeech, NEVER, slowly } from '../turn/fakes.js';
import { recordingLog, services, speak } from '../turn/speak-fixtures.js';

const LIMITS = { firstClauseMinChars: 80, maxChars: 400 };
const segmenting: Segmenter = {
  segment: async (request) => segmentBatch(request.text, { ...request, ...LIMITS }),
  mayCompleteBoundary: (more, pending) => mayHoldBoundary(more, pending, LIMITS.maxChars),
};

let detector: LanguageDetector;
beforeAll(async () => {
  detector = (await loadLanguageDetector('en de es fr it pt nl pl cs sv tr ru uk ar fa'.split(' ')))!;
});

/** Speaks an answer that comes in pieces; returns each text to be spoken with its language. */
async function spokenOf(pieces: readonly string[], wish: VoiceWish = {}, leftOut = '') {
  const speech = new FakeSpeech(() => ({ frames: [0], end: { leftOut } }));
  const sentences = segment<never>(slowly(pieces), segmenting, () => wish.language, NEVER);
  const log = recordingLog();
  for await (const event of speak(sentences, { ...services(speech, 60_000), detector }, wish, log, NEVER)) {
    if (event.type === 'audio') for (const frame of event.frames) frame.release();
  }
  await speech.ended();
  return { spoken: speech.started.map(({ text, answerLanguage }) => `${answerLanguage}: ${text}`), lines: log.lines };
}

describe('an answer', () => {
  it('says numbers and symbols in its own language when the client requests no language', async () => {
    expect((await spokenOf(['Вот цены:\n\n- 100\n- 200 км\n'])).spoken).toEqual([
      'ru: Вот цены:',
      'ru: 100.',
      'ru: 200 километров.',
    ]);
    const german = await spokenOf(['Hier sind die Preise für heute:\n\n- 100 €\n- 5 %\n']);
    expect(german.spoken).toEqual(['de: Hier sind die Preise für heute:', 'de: 100 Euro.', 'de: 5 %.']);
  });

  it('says numbers in its own language also when the client requests another one', async () => {
    expect((await spokenOf(['Вот цены:\n\n- 100\n'], { language: 'en' })).spoken).toEqual([
      'ru: Вот цены:',
      'ru: 100.',
    ]);
  });

  it('follows the language that the client requests', async () => {
    const { spoken } = await spokenOf(['Guten Morgen, wie geht es Ihnen heute? 5 km'], { language: 'en' });
    expect(spoken).toEqual(['en: Guten Morgen, wie geht es Ihnen heute?', 'en: 5 kilometers']);
  });

  it('has no emoticon to speak', async () => {
    const { spoken } = await spokenOf(['This is fine ¯\\_(ツ)_/¯ and OK (ツ). (´・ω・`)']);
    expect(spoken).toEqual(['en: This is fine and OK.']);
  });

  it('goes on after a sentence with words that were left out, which is logged', async () => {
    const { spoken, lines } = await spokenOf(['The word ສະບາຍດີ is Lao. It means hello.'], {}, 'Laoo');
    expect(spoken).toHaveLength(2);
    expect(lines[0]).toEqual(['speak', { language: 'en', left_out: 'Laoo' }]);
  });

  it.each([
    'Sure. In German: Guten Morgen, wie geht es Ihnen heute? It is polite.',
    'Вот цены:\n\n- 100\n- 200 ₽\n\nGoogle Chrome бесплатен. OK.',
    'Так. Зараз я перевірю погоду в Києві. +5 °C. Гарного дня!',
    '你好！我用iPhone。This is a test (ツ). Γειά σου.',
  ])('has the same languages and words in pieces of any size: %s', async (answer) => {
    const { spoken } = await spokenOf([answer]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 12 }), async (sizes) => {
        const pieces: string[] = [];
        for (let at = 0, n = 0; at < answer.length; n++) {
          const size = sizes[n % sizes.length]!;
          pieces.push(answer.slice(at, at + size));
          at += size;
        }
        expect((await spokenOf(pieces)).spoken).toEqual(spoken);
      }),
      { numRuns: 20 },
    );
  });
});
