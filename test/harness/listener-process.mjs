// A listener in a process of its own: node listener-process.mjs PORT PROMPT. Reports each audio chunk and the status to
// its parent.
import { fileURLToPath } from 'node:url';
import { credentials, loadPackageDefinition } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

const [, , port, prompt] = process.argv;
const proto = fileURLToPath(new URL('../../proto/streaming.proto', import.meta.url));
const { streaming } = loadPackageDefinition(loadSync(proto, { keepCase: true, oneofs: true }));
const client = new streaming.StreamingService(`127.0.0.1:${port}`, credentials.createInsecure());
const stream = client.StreamAudio({
  prompt,
  hardware_id: `process-${process.pid}`,
  session_id: `process-${process.pid}`,
});
stream.on('data', ({ content }) => {
  if (content === 'audio_chunk') process.send?.('speaking');
});
stream.on('error', () => {});
stream.on('status', ({ code }) => {
  process.send?.(`ended ${code}`);
  client.close();
});
