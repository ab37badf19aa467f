import { describe, expect, it } from 'vitest';
import { Playback } from '../../src/main/turn/playback.js';
import { Transcript } from '../../src/main/turn/transcript.js';

/** A listener and a clock: sentences of a second each, sent at once, heard as the clock goes on. */
function listener() {
  let nowMs = 1_000;
  const playback = new Playback(() => nowMs);
  const transcript = new Transcript(playback);
  return {
    transcript,
    wait: (ms: number): void => void (nowMs += ms),
    /** @param sentMs of the second that it lasts */
    send(text: string, sentMs = 1_000, isMade = true): void {
      const planned = playback.begin(text);
      transcript.add(text, planned);
      if (isMade) playback.made(planned, 1_000);
      if (sentMs > 0) playback.sent(planned, sentMs);
    },
  };
}

describe('what a user has heard of an answer', () => {
  it('is nothing when it has just been sent', () => {
    const { transcript, send } = listener();
    send('One two. ');
    expect(transcript.heard()).toBe('');
    expect(transcript.whole()).toBe('One two.');
  });

  it('grows as it plays, a whole word at a time', () => {
    const { transcript, send, wait } = listener();
    send('One two three four. ');
    send('Five six seven eight.');
    wait(500);
    expect(transcript.heard()).toBe('One two');
    wait(500);
    expect(transcript.heard()).toBe('One two three four.');
    wait(500);
    expect(transcript.heard()).toBe('One two three four. Five six');
    wait(5_000);
    expect(transcript.heard()).toBe('One two three four. Five six seven eight.');
  });

  it('is no more than was sent of it, however long it is ago', () => {
    const { transcript, send, wait } = listener();
    send('One two three four. ');
    send('Five six seven eight.', 0);
    wait(60_000);
    expect(transcript.heard()).toBe('One two three four.');
  });

  it('is no more than its share of a sentence that was cut off', () => {
    const { transcript, send, wait } = listener();
    send('One two three four.', 500);
    wait(60_000);
    expect(transcript.heard()).toBe('One two');
  });

  it('starts when its audio does: a pause before it is none of it', () => {
    const { transcript, send, wait } = listener();
    wait(10_000);
    send('One two three four.');
    wait(300);
    expect(transcript.heard()).toBe('One');
  });

  it('is cut between letters where a script has no spaces, and never inside one', () => {
    const { transcript, send, wait } = listener();
    send('你好世界');
    wait(500);
    expect(transcript.heard()).toBe('你好');
    const emoji = listener();
    emoji.send('🙂🙂🙂');
    emoji.wait(500);
    expect(emoji.transcript.heard()).toBe('🙂');
  });

  it('is all of what was only shown', () => {
    const { transcript } = listener();
    transcript.add('Only shown. ');
    expect(transcript.heard()).toBe('Only shown.');
  });

  it('is nothing of an answer that has not begun', () => {
    const { transcript } = listener();
    expect(transcript.heard()).toBe('');
    expect(transcript.whole()).toBe('');
  });
});

describe('a sentence without sound', () => {
  it('ends nothing: it was shown, and what comes after it is heard', () => {
    const { transcript, send, wait } = listener();
    send('One two. ');
    const silent = transcript.playback.begin('ᎣᏏᏲ. ');
    transcript.add('ᎣᏏᏲ. ', silent);
    transcript.playback.made(silent, 0);
    send('Three four.');
    wait(60_000);
    expect(transcript.heard()).toBe('One two. ᎣᏏᏲ. Three four.');
  });

  it('counts as heard no sooner than what comes before it', () => {
    const { transcript, send, wait } = listener();
    send('One two. ');
    const silent = transcript.playback.begin('ᎣᏏᏲ.');
    transcript.add('ᎣᏏᏲ.', silent);
    transcript.playback.made(silent, 0);
    wait(500);
    expect(transcript.heard()).toBe('One');
  });
});

describe('what will have been heard', () => {
  it('is all that was sent, and its share of a sentence that was cut', () => {
    const { transcript, send } = listener();
    send('One two. ');
    send('One two three four.', 500);
    expect(transcript.heard()).toBe('');
    expect(transcript.heard(Number.POSITIVE_INFINITY)).toBe('One two. One two');
  });
});
