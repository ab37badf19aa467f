// A speech server with the protocol of `POST /v1/audio/speech`. It leaves silence around each sentence and is 10 dB quieter
// than the embedded voices, as some servers are.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { loadEspeak } from '#dist/workers/engines/espeak.js';

const LEAD_MS = 250;
const TAIL_MS = 400;
const QUIETER = 10 ** (-10 / 20);

/**
 * Starts the server on a free loopback port.
 * @returns `url` as in `tts.openai_base_url`, the sample rate of its PCM in Hz, and `stop`
 */
export async function serveSpeech() {
  const engine = await loadEspeak(175);
  /** @param {number} ms */
  const silence = (ms) => Buffer.alloc(2 * Math.round((engine.sampleRateHz * ms) / 1000));
  const server = createServer(async (request, response) => {
    const { input } = JSON.parse(await text(request));
    response.writeHead(200, { 'content-type': 'audio/pcm' });
    response.write(silence(LEAD_MS));
    engine.speak(input, 'en-us', (samples) => {
      response.write(Buffer.from(samples.map((sample) => sample * QUIETER).buffer));
      return false;
    });
    response.end(silence(TAIL_MS));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}/v1`,
    sampleRateHz: engine.sampleRateHz,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}
