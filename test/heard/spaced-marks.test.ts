/** Marks with spaces before them, and marks that lead a sentence: an engine must not say their names. */
import { describe, expect, it } from 'vitest';
import { Speakable } from '../../src/text/speakable/speakable.js';
import { speechOf } from '../harness/speech-text.js';

describe('the spoken text of marks with spaces', () => {
  it.each([
    ['en', 'Wait ! ! ', 'Wait !'],
    ['en', 'Really ? ! ', 'Really ?!'],
    ['en', 'Stop ... !', 'Stop ...!'],
    ['en', 'Well . . . perhaps not .', 'Well ... perhaps not .'],
    ['en', '! Come back.', 'Come back.'],
    ['en', '?! . Come back.', 'Come back.'],
    ['en', '… ! Come back.', 'Come back.'],
    ['ru', 'Подождите ! ! ', 'Подождите !'],
    ['ru', 'Что… ? ', 'Что…?'],
    ['de', 'Halt ! ! ', 'Halt !'],
    ['fr', 'Quoi ? ! ', 'Quoi ?!'],
    ['es', '¡ Espera ! ! ', '¡ Espera !'],
    ['en', '“Wait ! !” he said.', '“Wait !” he said.'],
  ])('has no mark alone: %s %j', (language, sentence, spoken) => {
    expect(speechOf(new Speakable('en'), sentence, language)).toBe(spoken);
  });

  it.each([
    ['en', 'Wait! It is a .NET app.'],
    ['en', '.NET is good.'],
    ['en', 'Use ?name and !important here.'],
    ['fr', 'C’est vrai ? Oui !'],
    ['es', '¡Hola! ¿Qué tal?'],
    ['en', '... and then it rained.'],
  ])('keeps other marks: %s %j', (language, sentence) => {
    expect(speechOf(new Speakable('en'), sentence, language)).toBe(sentence);
  });
});
