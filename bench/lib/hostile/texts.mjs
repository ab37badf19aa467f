// The prompts of hostile turns.

/**
 * The beginning of a prompt to which the model of this bench replies without end; the rest of the prompt names the way.
 */
export const ENDLESS = 'endless:';
export const ENDLESS_PROMPTS = ['tokens', 'line', 'event', 'sentence', 'heartbeats', 'object'].map(
  (how) => ENDLESS + how,
);

/** The words of a sentence that the speech server of this bench speaks without end. */
export const ENDLESS_SPEECH = 'for ever and ever';
export const ENDLESS_SPEECH_PROMPTS = [`Speak this ${ENDLESS_SPEECH}. And then speak this.`];

/** The prompt of slow listeners, which need minutes to receive its answer. */
export const PATIENT_PROMPT = 'The train to the coast leaves from platform nine at noon. '.repeat(40);

const CLAUSE = 'and then something else happened that nobody had expected at all ';

/** The prompts with sentences of the maximum length, of words and of digits. */
export const LONG_PROMPTS = [
  `${CLAUSE.repeat(5)}. `.repeat(6),
  `${'9'.repeat(380)}. `.repeat(6),
  `${'a.b-c/d '.repeat(45)}. `.repeat(6),
  CLAUSE.repeat(60),
];

/** The prompts that an engine could take for commands. */
export const HOSTILE_PROMPTS = [
  'x <voice name="!v/whisper"> y and more of it.',
  '<speak xml:lang="fr"> hello there.',
  '<emphasis level="strong"> loud.',
  '<prosody rate="5" volume="0"> slow.',
  '<break time="9999s"/> later.',
  "[[h@l'oU]] phonemes [[_:_:_:]].",
  '\u0001200s \u000110A commands.',
  '&lt;voice xml:lang="de"> entity.',
  `${'<voice xml:lang="ru">'.repeat(20)} nested.`,
  '\u0000\u001b[31m control \u0085 characters.',
];
