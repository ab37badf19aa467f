import { describe, expect, it } from 'vitest';
import { Playback } from '../../src/main/turn/playback.js';
import { Transcript } from '../../src/main/turn/transcript.js';

/** Returns a transcript and a clock: sentences of a second each are sent at once, and heard as the clock moves on. */
function listener() {
  let nowMs = 1_000;
  const playback = new Playback(() => nowMs);
  const transcript = new Transcript(playback);
  return {
    transcript,
    wait: (ms: number): void => void (nowMs += ms),
    /** @param sentMs the sent part of the second that the sentence lasts */
    send(text: string, sentMs = 1_000, isMade = true): void {
      const planned = playback.recordStarted(text);
      transcript.add(text, planned);
      if (isMade) playback.recordSynthesized(planned, 1_000);
      if (sentMs > 0) playback.recordSent(planned, sentMs);
    },
  };
}

describe('Transcript.heard', () => {
  it('is empty when a text has just been sent', () => {
    const { transcript, send } = listener();
    send('One two. ');
    expect(transcript.heardText()).toBe('');
    expect(transcript.fullText()).toBe('One two.');
  });

  it('grows as the audio plays, a whole word at a time', () => {
    const { transcript, send, wait } = listener();
    send('One two three four. ');
    send('Five six seven eight.');
    wait(500);
    expect(transcript.heardText()).toBe('One two');
    wait(500);
    expect(transcript.heardText()).toBe('One two three four.');
    wait(500);
    expect(transcript.heardText()).toBe('One two three four. Five six');
    wait(5_000);
    expect(transcript.heardText()).toBe('One two three four. Five six seven eight.');
  });

  it('contains no more than was sent, even a long time later', () => {
    const { transcript, send, wait } = listener();
    send('One two three four. ');
    send('Five six seven eight.', 0);
    wait(60_000);
    expect(transcript.heardText()).toBe('One two three four.');
  });

  it('contains only the sent share of a sentence that was cut off', () => {
    const { transcript, send, wait } = listener();
    send('One two three four.', 500);
    wait(60_000);
    expect(transcript.heardText()).toBe('One two');
  });

  it('starts with the audio, and does not count a pause before it', () => {
    const { transcript, send, wait } = listener();
    wait(10_000);
    send('One two three four.');
    wait(300);
    expect(transcript.heardText()).toBe('One');
  });

  it('is cut between letters in a script without spaces, and never inside a letter', () => {
    const { transcript, send, wait } = listener();
    send('你好世界');
    wait(500);
    expect(transcript.heardText()).toBe('你好');
    const emoji = listener();
    emoji.send('🙂🙂🙂');
    emoji.wait(500);
    expect(emoji.transcript.heardText()).toBe('🙂');
  });

  it('contains all of a text that was only shown', () => {
    const { transcript } = listener();
    transcript.add('Only shown. ');
    expect(transcript.heardText()).toBe('Only shown.');
  });

  it('is empty before an answer has begun', () => {
    const { transcript } = listener();
    expect(transcript.heardText()).toBe('');
    expect(transcript.fullText()).toBe('');
  });
});

describe('a sentence without sound', () => {
  it('counts as heard, and so do the sentences after it', () => {
    const { transcript, send, wait } = listener();
    send('One two. ');
    const silent = transcript.playback.recordStarted('ᎣᏏᏲ. ');
    transcript.add('ᎣᏏᏲ. ', silent);
    transcript.playback.recordSynthesized(silent, 0);
    send('Three four.');
    wait(60_000);
    expect(transcript.heardText()).toBe('One two. ᎣᏏᏲ. Three four.');
  });

  it('does not count as heard before the sentences in front of it', () => {
    const { transcript, send, wait } = listener();
    send('One two. ');
    const silent = transcript.playback.recordStarted('ᎣᏏᏲ.');
    transcript.add('ᎣᏏᏲ.', silent);
    transcript.playback.recordSynthesized(silent, 0);
    wait(500);
    expect(transcript.heardText()).toBe('One');
  });
});

describe('Transcript.heard after all audio has played', () => {
  it('contains all that was sent, and the sent share of a sentence that was cut', () => {
    const { transcript, send } = listener();
    send('One two. ');
    send('One two three four.', 500);
    expect(transcript.heardText()).toBe('');
    expect(transcript.heardText(Number.POSITIVE_INFINITY)).toBe('One two. One two');
  });
});
