// A model in a process of its own: it says what it is asked, and where the prompt asks for it, it never ends.
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ENDLESS } from './texts.mjs';

const chunk = (content) => `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`;

function drained(response) {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
  });
}

/** Writes until the client is gone, no faster than it reads. */
async function forEver(response, next) {
  for (let n = 0; !response.destroyed; n++) {
    if (!response.write(next(n))) await drained(response);
    else if (n % 100 === 0) await sleep(0);
  }
}

/** What never ends, by the word in the prompt. */
const WAYS = {
  tokens: () => chunk('word '),
  sentence: () => chunk('A whole sentence, again. '),
  line: (n) => (n === 0 ? 'data: ' : 'x'.repeat(4_096)),
  event: () => chunk('y'.repeat(1_000_000)),
  heartbeats: (n) => (n % 2 ? ': beat\n\n' : 'data:\n\n'),
  object: (n) => chunk(n === 0 ? '{"text": "' : 'never closed, '),
};

const server = createServer((request, response) => {
  const body = [];
  request.on('data', (bytes) => body.push(bytes));
  request.on('end', async () => {
    const { content } = JSON.parse(Buffer.concat(body)).messages.at(-1);
    response.on('error', () => {});
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const next = content.startsWith(ENDLESS) && WAYS[content.slice(ENDLESS.length)];
    if (next) return await forEver(response, next);
    for (const token of content.match(/.{1,12}/gsu) ?? []) response.write(chunk(token));
    response.end('data: [DONE]\n\n');
  });
});
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
process.on('disconnect', () => process.exit());
