/** Generates answers as a model might write them, around prose of a given length. */
import { prose } from './prose.mjs';

/** @import { Language } from './prose.mjs' */

/**
 * Returns an answer as a JSON object with a command; in its text, every line break and quotation mark is escaped.
 * @param {Language} language
 * @param {number} length
 */
export const objectAnswer = (language, length) =>
  JSON.stringify({
    session_id: 'bench',
    command: 'generate_code',
    args: { prompt: 'A page that says hello' },
    text: prose(language, length),
  });

/**
 * The markup of successive paragraphs: plain, under a heading, a list, links and emphasis, a table, and after some
 * code.
 * @type {readonly ((text: string) => string)[]}
 */
const MARKUPS = [
  (text) => text,
  (text) => `## ${text.slice(0, 40)}\n\n${text}`,
  (text) =>
    text
      .split(/(?<=[.!?]) /)
      .map((item) => `- ${item}`)
      .join('\n'),
  (text) => text.replace(/(\p{L}+) (\p{L}+) (\p{L}+)/gu, '**$1** [$2](https://example.org/$2) _$3_'),
  (text) => `| Who | What |\n|---|---|\n${text.replace(/([^.!?]+)[.!?] ([^.!?]+)[.!?] ?/g, '| $1 | $2 |\n')}`,
  (text) => `\`\`\`js\nconst answer = 42;\n\`\`\`\n\n${text} 🙂 5 km, 20 %.`,
];

/**
 * Returns an answer with markup.
 * @param {Language} language
 * @param {number} length
 */
export function markdown(language, length) {
  const paragraphs = prose(language, length).split('\n\n');
  const marked = paragraphs.map((text, i) => MARKUPS[i % MARKUPS.length]?.(text));
  return Buffer.from(marked.join('\n\n')).toString();
}
