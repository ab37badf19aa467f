/** Answers as a model might write them, around prose of a given length. */
import { prose } from './prose.mjs';

/** The object of the answer format, with a command: the text has an escape for every line break and quotation mark. */
export const objectAnswer = (language, length) =>
  JSON.stringify({
    session_id: 'bench',
    command: 'generate_code',
    args: { prompt: 'A page that says hello' },
    text: prose(language, length),
  });

/** Paragraphs in turn as they are, under a heading, as a list, with links and emphasis, as a table and after some code. */
const DRESSES = [
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

export function markdown(language, length) {
  const paragraphs = prose(language, length).split('\n\n');
  return Buffer.from(paragraphs.map((text, i) => DRESSES[i % DRESSES.length](text)).join('\n\n')).toString();
}
