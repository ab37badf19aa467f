/** Ours and its peers behind one shape: the tokens of an object answer in, the pieces of its text out, as soon as they are known. */
import { JSONParser } from '@streamparser/json';
import { AnswerParser } from '../../dist/main/turn/answer/answer-parser.js';

/** Also of plain text. */
export function byOurs(tokens) {
  const parser = new AnswerParser();
  const pieces = [];
  const collect = (events) => {
    for (const event of events) if (event.type === 'text') pieces.push(event.text);
  };
  for (const token of tokens) collect(parser.push(token));
  collect(parser.end());
  return pieces;
}

/** A value that is not whole comes again and again, longer each time. */
function byStreamparser(tokens) {
  const parser = new JSONParser({ emitPartialTokens: true, emitPartialValues: true });
  const pieces = [];
  let taken = 0;
  parser.onValue = ({ key, value }) => {
    if (key !== 'text' || value === undefined || value.length === taken) return;
    pieces.push(value.slice(taken));
    taken = value.length;
  };
  for (const token of tokens) parser.write(token);
  return pieces;
}

/** The least that reading it can cost: when it is whole, all at once, by V8. */
const byParse = (tokens) => [JSON.parse(tokens.join('')).text];

export const READERS = {
  parse: { name: 'JSON.parse, once all is there', read: byParse },
  ours: { name: 'ours, token by token', read: byOurs },
  streamparser: { name: '@streamparser/json, token by token', read: byStreamparser },
};
