import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  call,
  collect,
  connect,
  kinds,
  type Reply,
  request,
  type Stub,
  status,
  texts,
  trailer,
  turn,
} from '../harness/client.js';
import { collectGarbage } from '../harness/collect-garbage.js';
import { pictureOf, webpOf } from '../harness/pictures.js';
import { startWithScenario } from '../harness/scenario.js';
import type { LogLine, TestServer } from '../harness/server.js';
import { WITH_MODULES } from '../harness/server.js';
import { chunk, GIF, onlyChunk, vp8, vp8l, vp8x } from '../harness/webp.js';
import { until } from '../pool/pools.js';

/** A scenario that answers with the picture and the screen as a model gets them, and with nothing to speak. */
const DESCRIBES_PICTURE = { answers: [{ tokens: ['[{picture}] [{screen}]'] }] };

let server: TestServer;
let client: Stub;
let screen: Buffer;
/** A picture that takes the decoder a while. */
let large: Buffer;

beforeAll(async () => {
  // The decoder has a low priority, and the other tests keep the machine busy.
  server = await startWithScenario(DESCRIBES_PICTURE, { ...WITH_MODULES, 'screenshot.timeout_ms': 10_000 });
  client = connect(server.port);
  screen = await webpOf(1_920, 1_080, { noisy: true });
  large = await webpOf(3_000, 2_000, { noisy: true });
});
afterEach(() => server.atRest());
afterAll(async () => {
  client.close();
  await server.stop();
});

const showing = (file: Buffer): object => ({ screenshot: file.toString('base64') });
const show = (file: Buffer): Promise<Reply> => turn(client, showing(file));
const seen = (reply: Reply): string => texts(reply).join('');

/** Returns the context of the last log line about a lost picture. */
const lastDegrade = (): LogLine['ctx'] | undefined =>
  server.lines.filter(({ decision }) => decision === 'degrade').at(-1)?.ctx;

function expectRefused(reply: Reply, reason: string): void {
  expect(kinds(reply)).toEqual(['error_message']);
  expect(reply.status.code).toBe(status.INVALID_ARGUMENT);
  expect(reply.messages[0]?.error_message).toBe(reply.status.details);
  expect(trailer(reply, 'nexy-error-type')).toBe('validation_failed');
  expect(trailer(reply, 'nexy-error-reason')).toBe(reason);
}

describe('a turn with a screenshot', () => {
  it('within the limits sends it to the model unchanged', async () => {
    const file = await webpOf(1_280, 720, { noisy: true });
    const reply = await show(file);
    expect(seen(reply)).toBe(`[image/webp, 1280 x 720, ${Math.ceil(file.length / 1000)} kB] [none]`);
    expect(kinds(reply).at(-1)).toBe('end_message');
  });

  it('above the limits sends it scaled down to fit', async () => {
    expect(seen(await show(screen))).toMatch(/^\[image\/jpeg, 1280 x 720, \d+ kB\] \[none\]$/);
  });

  it.each(['jpeg', 'png'] as const)('is accepted in the format that clients fall back to: %s', async (format) => {
    expect(seen(await show(await pictureOf(format, 640, 480)))).toMatch(`[image/${format}, 640 x 480, `);
    expect(seen(await show(await pictureOf(format, 2_000, 100)))).toMatch('[image/jpeg, 1280 x 64, ');
  });

  it('sends the size of the screen, with or without a picture', async () => {
    const size = { screen_width: 1_920, screen_height: 1_080 };
    expect(seen(await turn(client, size))).toBe('[none] [1920 x 1080]');
    const reply = await turn(client, { ...showing(await webpOf(1, 1)), ...size });
    expect(seen(reply)).toBe('[image/webp, 1 x 1, 1 kB] [1920 x 1080]');
  });

  it('that is empty is a turn without a screenshot', async () => {
    expect(seen(await turn(client, { screenshot: '' }))).toBe('[none] [none]');
    expect(lastDegrade()).toBeUndefined();
  });
});

describe('an invalid screenshot', () => {
  const still = vp8(640, 480);
  const cases: [what: string, file: Buffer, reason: string][] = [
    ['a bomb', vp8x(16_383, 16_383, false, onlyChunk(still)), 'screenshot_too_many_pixels'],
    ['a lossless bomb', vp8l(16_384, 16_384), 'screenshot_too_many_pixels'],
    ['a lossy bomb', vp8(16_383, 16_383), 'screenshot_too_many_pixels'],
    ['a bomb of 281 terapixels', vp8x(16_777_216, 16_777_216), 'screenshot_too_many_pixels'],
    [
      'a bomb with a small size in its header',
      vp8x(9, 9, false, onlyChunk(vp8l(16_384, 16_384))),
      'screenshot_not_webp',
    ],
    ['an animation', vp8x(100, 100, true), 'screenshot_animated'],
    ['an animation without the flag for it', vp8x(9, 9, false, chunk('ANIM', Buffer.alloc(6))), 'screenshot_animated'],
  ];
  it.each(cases)('is refused before any content: %s', async (_situation, file, reason) => {
    expectRefused(await show(file), reason);
  });

  it.each([
    ['at its start', 0],
    ['in its middle', 100_000],
    ['at its end', -6],
  ])('is refused when it is not base64 %s', async (_where, place) => {
    for (const character of '-_!= \n') {
      const text = screen.toString('base64');
      const at = place < 0 ? text.length + place : place;
      const screenshot = text.slice(0, at) + character + text.slice(at + 1);
      expectRefused(await turn(client, { screenshot }), 'screenshot_not_base64');
    }
  });

  it('is refused in the URL alphabet, without its padding, with a line break, and as a data URL', async () => {
    const text = (await webpOf(31, 17, { noisy: true })).toString('base64');
    const url = text.replaceAll('+', '-').replaceAll('/', '_');
    for (const screenshot of [url, text.slice(0, -1), `${text}\n`, `data:image/webp;base64,${text}`]) {
      expectRefused(await turn(client, { screenshot }), 'screenshot_not_base64');
    }
  });

  it('is logged as refused, even when it is detected after admission', async () => {
    expectRefused(await show(vp8x(9, 9, false, onlyChunk(vp8l(90, 90)))), 'screenshot_not_webp');
    const { decision, level, ctx } = server.lines.findLast(({ scope }) => scope === 'grpc') as LogLine;
    expect({ decision, level }).toEqual({ decision: 'reject', level: 'info' });
    expect(ctx).toMatchObject({ error_type: 'validation_failed', error_reason: 'screenshot_not_webp' });
  });
});

describe('a screenshot of another format', () => {
  it.each([
    ['a GIF', GIF],
    ['an SVG', Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${' '.repeat(60)}</svg>`)],
    ['a WAV', Buffer.from(`RIFF    WAVEfmt ${' '.repeat(60)}`)],
    ['bytes of no format', Buffer.alloc(300, 7)],
  ])('leaves its turn without a picture: %s', async (_format, file) => {
    const reply = await show(file);
    expect(seen(reply)).toBe('[none] [none]');
    expect(kinds(reply).at(-1)).toBe('end_message');
    expect(lastDegrade()).toMatchObject({ degraded: 'understand', reason: 'unknown_format' });
  });
});

describe('a screenshot that cannot be decoded', () => {
  it('leaves its turn without a picture when the file is truncated', async () => {
    for (const bytes of [100, screen.length >> 1, screen.length - 2]) {
      const reply = await show(screen.subarray(0, bytes));
      expect(seen(reply)).toBe('[none] [none]');
      expect(kinds(reply).at(-1)).toBe('end_message');
      expect(lastDegrade()).toMatchObject({ degraded: 'understand', reason: 'truncated', hardware_id: 'test-device' });
    }
  });

  it('leaves its turn without a picture when no picture follows a valid header', async () => {
    expect(seen(await show(vp8x(1_920, 1_080)))).toBe('[none] [none]');
    expect(lastDegrade()).toMatchObject({ degraded: 'understand', reason: 'undecodable' });
  });

  it('leaves its turn without a picture when the data is damaged', async () => {
    const file = await webpOf(1_300, 100, { lossless: true, noisy: true });
    file.fill(0xff, 40, 4_000);
    expect(seen(await show(file))).toBe('[none] [none]');
    expect(lastDegrade()).toMatchObject({ degraded: 'understand', reason: 'undecodable' });
  });
});

describe('decompression bombs', () => {
  /** Returns the memory in use after a garbage collection, bytes. */
  const heldBytes = (): number => {
    collectGarbage();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };

  it('are never decoded, and leave no memory behind, even after many of them', async () => {
    const bombs = [
      vp8x(16_383, 16_383, false, onlyChunk(vp8(640, 480))),
      vp8l(16_384, 16_384),
      vp8x(9, 9, false, onlyChunk(vp8l(16_384, 16_384))),
      vp8x(100, 100, true),
      vp8x(4_000, 4_000, false, chunk('VP8 ', Buffer.alloc(400_000))),
    ];
    let peakRss = 0;
    const sendThem = async (rounds: number): Promise<void> => {
      for (let round = 0; round < rounds; round++) {
        await Promise.all(bombs.map(show));
        peakRss = Math.max(peakRss, process.memoryUsage.rss());
      }
    };
    await sendThem(40);
    const [held, rss] = [heldBytes(), process.memoryUsage.rss()];
    await sendThem(80);
    // The data that the connection of this test's own client still reads comes and goes.
    await vi.waitFor(() => expect(heldBytes() - held).toBeLessThan(5_000_000), { timeout: 10_000, interval: 200 });
    // A decoded bomb would take a gigabyte.
    expect(peakRss - rss).toBeLessThan(100_000_000);
  });
});

describe('a hundred screenshots at once', () => {
  it('are prepared until the timeout, and every turn is answered', async () => {
    // The decoder needs more time for all of them.
    const shortTimeoutServer = await startWithScenario(DESCRIBES_PICTURE, {
      ...WITH_MODULES,
      'screenshot.timeout_ms': 3_000,
    });
    const others = connect(shortTimeoutServer.port);
    const ask = (hardware_id: string): Promise<Reply> => turn(others, { ...showing(screen), hardware_id });
    try {
      const replies = await Promise.all(Array.from({ length: 100 }, (_, index) => ask(`device-${index}`)));
      for (const reply of replies) {
        expect(reply.status.code).toBe(status.OK);
        expect(kinds(reply).at(-1)).toBe('end_message');
      }
      const without = replies.filter((reply) => seen(reply).startsWith('[none]')).length;
      const degraded = shortTimeoutServer.lines.filter(({ decision }) => decision === 'degrade');
      expect(degraded.map(({ ctx }) => ctx.reason)).toEqual(Array.from({ length: without }, () => 'timeout'));
      // The number prepared in time depends on the machine; but the decoder must still work afterwards.
      await shortTimeoutServer.atRest();
      let after = '';
      for (let attempts = 0; attempts < 4 && !after.startsWith('[image'); attempts++) after = seen(await ask('after'));
      expect(after).toMatch(/^\[image\/jpeg, 1280 x 720, /);
    } finally {
      others.close();
      await shortTimeoutServer.stop();
    }
  });
});

describe('a turn that ends while its screenshot is decoded', () => {
  const running = (): Promise<void> => until(() => server.gauges().tasksInFlight === 1, 'the screenshot is decoded');

  it('by an interrupt ends at once, and releases its session', async () => {
    const session_id = 'interrupted-while-it-looks';
    const ended = turn(client, { ...showing(large), session_id });
    await running();
    const { reply } = await call<{ interrupted_sessions: string[] }>(client, 'InterruptSession', {
      hardware_id: 'test-device',
    });
    expect(reply?.interrupted_sessions).toEqual([session_id]);
    const interrupted = await ended;
    expect(kinds(interrupted)).toEqual(['error_message']);
    expect(interrupted.status.code).toBe(status.CANCELLED);
    expect(server.gauges()).toMatchObject({ sessions: 0, arenaBlocks: 0 });
    expect((await turn(client, { session_id })).status.code).toBe(status.OK);
  });

  it('by a cancel of its client leaves nothing behind', async () => {
    const stream = client.StreamAudio(request(showing(large)));
    const ended = collect(stream);
    await running();
    stream.cancel();
    expect((await ended).status.code).toBe(status.CANCELLED);
  });
});
