// A model server in its own thread. It sends `start`, and then `piece` again and again, as fast as its client reads.
import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { parentPort, workerData } from 'node:worker_threads';

const { start, piece } = workerData;

function* answer() {
  yield start;
  while (piece !== '') yield piece;
}

const server = createServer((request, response) => {
  request.resume();
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  Readable.from(answer()).pipe(response);
});
server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
