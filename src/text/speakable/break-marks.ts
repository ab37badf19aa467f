/** The first of the private-use characters that stand for a pause in the text to be spoken, one for each length. */
const FIRST = 0xe100;
/** The unit of the pauses. */
const STEP_MS = 50;
const MAX_STEPS = 40;
const MARKS = /[\ue100-\ue128]+/;
/** The marks at the start of a text that end the text before a pause: "Go<break/>." */
const END = /^ ?([.,!?;:…)\]}。！？，；：、।۔؟]+)(?=\s|$|[\ue100-\ue128])/;

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
    let before = rest.slice(0, found.index).trim();
    rest = rest.slice(found.index + found[0].length);
    const [all = '', end = ''] = before === '' ? [] : (END.exec(rest) ?? []);
    before += end;
    rest = rest.slice(all.length);
    if (before !== '') {
      parts.push({ text: before, pauseMs });
      pauseMs = 0;
    }
    for (const mark of found[0]) pauseMs = Math.max(pauseMs, (mark.charCodeAt(0) - FIRST) * STEP_MS);
  }
  if (rest.trim() !== '' || pauseMs > 0) parts.push({ text: rest.trim(), pauseMs });
  return parts;
}
