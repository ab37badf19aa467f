import { beforeAll, describe, expect, it, vi } from 'vitest';
import { speakChecked } from '../../src/workers/engines/checked-speech.js';
import type { Engine } from '../../src/workers/engines/engine.js';
import { loadEspeak } from '../../src/workers/engines/espeak.js';
import { loadFlite } from '../../src/workers/engines/flite.js';

const KNOWN = { text: '1 2 3, 4 5 6, 7 8 9.', voice: 'en-us' };
const TEXTS = ['I', 'b', '7', 'ok', 'да', '是', 'ь'];

let espeak: Engine<undefined>;
let flite: Engine<undefined>;
beforeAll(async () => {
  espeak = await loadEspeak(175);
  flite = await loadFlite('slt');
});

const say = (engine: Engine, text: string, voice: string, known: typeof KNOWN | undefined) =>
  speakChecked(engine, text, voice, 60_000, () => false, known);

describe('short texts', () => {
  it('cause no fault of eSpeak in any of its voices, though some voices skip some of them', async () => {
    const restore = vi.spyOn(espeak, 'restore');
    const passedOver: string[] = [];
    for (const voice of espeak.voices) {
      for (const text of TEXTS) {
        const { audible, fault } = await say(espeak, text, voice, KNOWN);
        expect({ voice, text, fault }).toEqual({ voice, text, fault: undefined });
        if (!audible) passedOver.push(`${voice} ${text}`);
      }
    }
    expect(restore).not.toHaveBeenCalled();
    expect(passedOver.length).toBeLessThan(0.02 * espeak.voices.size * TEXTS.length);
  });

  it.each([
    ['en', ['I', 'a', '7', 'ok', 'No.', 'Yes.', 'x', 'Mr.', 'b']],
    ['ru', ['да', 'и', 'я', 'не', 'в', '5', 'OK']],
    ['cmn', ['是', '不', '好', '七', '8']],
    ['ja', ['はい', 'ね', '一']],
    ['ko', ['네', '예', '3']],
    ['de', ['ja', 'ö', 'ß', 'A']],
    ['fr', ['oui', 'à', 'y', '1']],
    ['es', ['sí', 'y', 'ñ', '2']],
    ['hi', ['हाँ', 'न', '४']],
    ['ar', ['لا', 'و', '٤']],
    ['he', ['כן', 'לא']],
    ['th', ['ใช่']],
    ['el', ['ναι', 'ή']],
    ['tr', ['ı', 'o']],
  ])('are audible in the language %s', async (language, texts) => {
    const voice = espeak.voiceFor(language)!;
    for (const text of texts) {
      expect({ text, ...(await say(espeak, text, voice, KNOWN)) }).toMatchObject({
        text,
        audible: true,
        fault: undefined,
      });
    }
  });

  it('are audible from Flite', async () => {
    for (const text of ['I', 'a', 'b', 't', '7', 'ok', 'No.', 'A.', '½']) {
      expect({ text, ...(await say(flite, text, 'slt', undefined)) }).toMatchObject({ text, audible: true });
    }
  });
});
