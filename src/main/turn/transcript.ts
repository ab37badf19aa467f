import { type PlannedSentence, Playback } from './playback.js';

interface Entry {
  readonly text: string;
  /** The playback of its parts; empty = the text is only shown. */
  readonly planned: readonly PlannedSentence[];
}

/** Keeps the sentences that a turn has sent to its user, and computes how far they have been heard. */
export class Transcript {
  readonly playback: Playback;
  readonly #entries: Entry[] = [];

  constructor(playback = new Playback()) {
    this.playback = playback;
  }

  /**
   * Adds a sentence whose text is being sent.
   * @param planned the playback of its parts; none = the text is only shown
   */
  add(text: string, ...planned: readonly PlannedSentence[]): void {
    this.#entries.push({ text, planned });
  }

  /** Returns the text of all sentences that were sent. */
  fullText(): string {
    return this.#entries
      .map(({ text }) => text)
      .join('')
      .trim();
  }

  /**
   * Returns the text as far as it has been heard. Audio is sent faster than it plays.
   * @param atMs the time; Infinity = after everything that was sent has played; now by default
   */
  heardText(atMs?: number): string {
    let heard = '';
    for (const { text, planned } of this.#entries) {
      const share = this.#heardShare(planned, atMs);
      if (share < 1) return (heard + wordsOf(text, share)).trim();
      heard += text;
    }
    return heard.trim();
  }

  /** Returns the share of a sentence that was heard, 0 to 1: its parts count by their length. */
  #heardShare(planned: readonly PlannedSentence[], atMs: number | undefined): number {
    const chars = planned.reduce((sum, part) => sum + part.chars, 0);
    if (chars === 0) return 1;
    return planned.reduce((sum, part) => sum + part.chars * this.playback.heardShare(part, atMs), 0) / chars;
  }
}

/** Returns the whole words in the first `share` (0 to 1) of a text. */
function wordsOf(text: string, share: number): string {
  const end = Math.floor(text.length * share);
  const cut = text.slice(0, end);
  // A word that was only begun counts as not heard. Text in scripts without spaces is cut at any character.
  const space = cut.search(/\s\S*$/u);
  return /^\s/u.test(text.slice(end)) || space < 0 ? cut.toWellFormed().replace(/\uFFFD$/, '') : cut.slice(0, space);
}
