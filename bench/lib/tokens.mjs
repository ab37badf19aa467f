import { seeded } from './seeded.mjs';

/** A text in pieces as models send them: one to eight UTF-16 units each, the same for a text. */
export function tokensOf(text) {
  const random = seeded(3);
  const tokens = [];
  for (let at = 0; at < text.length; ) {
    const length = 1 + Math.floor(random() * 8);
    tokens.push(text.slice(at, at + length));
    at += length;
  }
  return tokens;
}
