/** The first of the private-use characters that stand for a pause in the text to be spoken, one for each length. */
const FIRST = 0xe100;
/** The unit of the pauses. */
const STEP_MS = 50;
const MAX_STEPS = 40;
const MARKS = /[\ue100-\ue128]+/;
const MARKS_AND_SPACES = / ?[\ue100-\ue128][\ue100-\ue128 ]*/g;
/** The end of a text after which, and the start of one before which, the engine pauses by itself. */
const PAUSED = /(?:^|[.,!?;:…([{–—。！？，；：、।۔؟]["'’”»)\]}]*)$/;
const PAUSES = /^(?:$|[.,!?;:…)\]}。！？，；：、।۔؟])/;

/** A stretch of the text to be spoken. */
export interface SpokenPart {
  readonly text: string;
  /** The pause that the answer asks for before the text, ms. */
  readonly pauseMs: number;
}

/** Returns the character that stands for a pause of at most 2 s, in the middle of the text to be spoken; '' = no pause. */
export function breakMark(ms: number): string {
  const steps = Math.min(MAX_STEPS, Math.round(ms / STEP_MS));
  return steps > 0 ? String.fromCharCode(FIRST + steps) : '';
}

export const hasBreaks = (text: string): boolean => MARKS.test(text);

/** Splits a text at its pauses. Pauses in a row count as the longest of them; a last part without text is a pause. */
export function splitAtBreaks(text: string): SpokenPart[] {
  const parts: SpokenPart[] = [];
  let pauseMs = 0;
  let rest = text;
  for (let found = MARKS.exec(rest); found; found = MARKS.exec(rest)) {
    const before = rest.slice(0, found.index).trim();
    if (before !== '') {
      parts.push({ text: before, pauseMs });
      pauseMs = 0;
    }
    for (const mark of found[0]) pauseMs = Math.max(pauseMs, (mark.charCodeAt(0) - FIRST) * STEP_MS);
    rest = rest.slice(found.index + found[0].length);
  }
  if (rest.trim() !== '' || pauseMs > 0) parts.push({ text: rest.trim(), pauseMs });
  return parts;
}

/** Replaces the pauses of a text by commas, except where the engine pauses by itself. */
export function withoutBreaks(text: string): string {
  return text
    .replace(MARKS_AND_SPACES, (found, at: number) => {
      const after = text.slice(at + found.length, at + found.length + 1);
      if (PAUSES.test(after)) return '';
      return PAUSED.test(text.slice(Math.max(0, at - 8), at)) ? ' ' : ', ';
    })
    .trim();
}
