import { type PlannedSentence, Playback } from './playback.js';

interface Entry {
  readonly text: string;
  /** undefined = it is only shown. */
  readonly planned: PlannedSentence | undefined;
}

/** What a turn has told its user: the sentences that were sent, and how far they have been heard. */
export class Transcript {
  readonly playback: Playback;
  readonly #entries: Entry[] = [];

  constructor(playback = new Playback()) {
    this.playback = playback;
  }

  /** A sentence's text is sent. */
  add(text: string, planned?: PlannedSentence): void {
    this.#entries.push({ text, planned });
  }

  /** All that was sent. */
  whole(): string {
    return this.#entries
      .map(({ text }) => text)
      .join('')
      .trim();
  }

  /**
   * Returns the text as far as it has been heard. Audio is sent faster than it plays.
   * @param atMs Infinity = once everything that was sent has played; now by default
   */
  heard(atMs?: number): string {
    let heard = '';
    for (const { text, planned } of this.#entries) {
      const share = planned ? this.playback.heardShare(planned, atMs) : 1;
      if (share < 1) return (heard + wordsOf(text, share)).trim();
      heard += text;
    }
    return heard.trim();
  }
}

/** The whole words in the first part of a text. */
function wordsOf(text: string, share: number): string {
  const end = Math.floor(text.length * share);
  const cut = text.slice(0, end);
  // In the middle of a word it was not heard; scripts without spaces are cut where they are.
  const space = cut.search(/\s\S*$/u);
  return /^\s/u.test(text.slice(end)) || space < 0 ? cut.toWellFormed().replace(/\uFFFD$/, '') : cut.slice(0, space);
}
