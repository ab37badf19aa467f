import type { AnswerEvent } from '../../../src/main/turn/answer/answer-events.js';
import { AnswerParser } from '../../../src/main/turn/answer/answer-parser.js';

/**
 * Parses an answer in pieces of the given lengths; the list of lengths is repeated as needed. Returns the events, with
 * adjacent texts joined.
 */
export function parseInPieces(answer: string, lengths: readonly number[] = [Number.POSITIVE_INFINITY]): AnswerEvent[] {
  const parser = new AnswerParser();
  const events: AnswerEvent[] = [];
  for (let start = 0, turn = 0; start < answer.length; turn++) {
    const end = start + lengths[turn % lengths.length]!;
    events.push(...parser.push(answer.slice(start, end)));
    start = end;
  }
  events.push(...parser.end());
  return merged(events);
}

/** Returns the text that each push gives, and the text that the end gives. */
export function textsOf(pieces: readonly string[]): string[] {
  const parser = new AnswerParser();
  return [...pieces.map((piece) => parser.push(piece)), parser.end()].map(textIn);
}

export const textIn = (events: readonly AnswerEvent[]): string =>
  events.map((event) => (event.type === 'text' ? event.text : '')).join('');

export const text = (content: string): AnswerEvent => ({ type: 'text', text: content });

export const command = (name: string, args: Record<string, unknown> = {}): AnswerEvent => ({
  type: 'command',
  command: { name, args },
});

export const missingText: AnswerEvent = { type: 'problem', problem: 'missing_text' };
export const brokenJson: AnswerEvent = { type: 'problem', problem: 'broken_json' };
export const secondCommand: AnswerEvent = { type: 'problem', problem: 'second_command' };

function merged(events: readonly AnswerEvent[]): AnswerEvent[] {
  const result: AnswerEvent[] = [];
  for (const event of events) {
    const last = result.at(-1);
    if (event.type === 'text' && last?.type === 'text') {
      result[result.length - 1] = text(last.text + event.text);
    } else {
      result.push(event);
    }
  }
  return result;
}
