/**
 * The readers of answers, our parser and its peers, with one signature: they take the tokens of an object answer and
 * return the pieces of its text, as early as the reader knows them.
 */
import { JSONParser } from '@streamparser/json';
import { AnswerParser } from '#dist/main/turn/answer/answer-parser.js';

/**
 * @import { AnswerEvent } from '#dist/main/turn/answer/answer-events.js'
 *
 * @typedef {(tokens: readonly string[]) => string[]} Reader
 */

/**
 * Reads an object answer or plain text.
 * @type {Reader}
 */
export function byOurs(tokens) {
  const parser = new AnswerParser();
  /** @type {string[]} */
  const pieces = [];
  /** @param {readonly AnswerEvent[]} events */
  const collect = (events) => {
    for (const event of events) if (event.type === 'text') pieces.push(event.text);
  };
  for (const token of tokens) collect(parser.push(token));
  collect(parser.end());
  return pieces;
}

/**
 * Reads an object answer with @streamparser/json, which emits a partial value repeatedly, longer each time.
 * @type {Reader}
 */
function byStreamparser(tokens) {
  const parser = new JSONParser({ emitPartialTokens: true, emitPartialValues: true });
  /** @type {string[]} */
  const pieces = [];
  let taken = 0;
  parser.onValue = ({ key, value }) => {
    if (key !== 'text' || typeof value !== 'string' || value.length === taken) return;
    pieces.push(value.slice(taken));
    taken = value.length;
  };
  for (const token of tokens) parser.write(token);
  return pieces;
}

/**
 * Reads the whole answer at once with V8: the least that reading can cost.
 * @type {Reader}
 */
const byParse = (tokens) => [JSON.parse(tokens.join('')).text];

export const READERS = {
  parse: { name: 'JSON.parse, of the whole answer', read: byParse },
  ours: { name: 'ours, token by token', read: byOurs },
  streamparser: { name: '@streamparser/json, token by token', read: byStreamparser },
};
