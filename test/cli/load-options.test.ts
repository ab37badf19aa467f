import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { setupOf } from '../../src/main/cli/load/plan/setup.js';
import { freePort, nexy } from './nexy.js';

const folder = mkdtempSync(join(tmpdir(), 'nexy-load-options-'));
afterAll(() => rmSync(folder, { recursive: true }));
const TEXT = join(folder, 'text.webp');
writeFileSync(TEXT, 'this is no picture, whatever it is called');

describe.concurrent('an option of nexy load', () => {
  it.each([
    [['--rate', 'many'], 'a number from 0.01 to 100000 (turns a second)'],
    [['--rate', '0'], 'a number from 0.01 to 100000 (turns a second)'],
    [['--listeners', '1.5'], 'a whole number from 1 to 100000'],
    [['--rate', '5', '--listeners', '5'], "'--rate <turns/s>' cannot be used with option '--listeners <n>'"],
    [['--duration', '0'], 'a number from 0.1 to 86400 (seconds)'],
    [['--warm-up', '-1'], 'a number from 0 to 3600 (seconds)'],
    [['--processes', '65'], 'a whole number from 1 to 64 (processes)'],
    [['--seed', 'x'], 'a whole number from 0 to 4294967295'],
    [['--slow', '1.01'], 'a number from 0 to 1 (share of the turns)'],
    [['--interrupts', '50%'], 'a number from 0 to 1 (share of the turns)'],
    [['--screenshots', '0.5'], 'needs a picture: --screenshot <file>'],
    [['--screenshot', 'no-such.webp'], 'no-such.webp cannot be read: ENOENT: no such file or directory'],
    [['--screenshot', TEXT], 'text.webp is not a WebP, JPEG or PNG picture; allowed: a WebP, JPEG or PNG file'],
    [['--prompts', 'no-such.txt'], 'no-such.txt cannot be read (ENOENT); allowed: a file with one prompt a line'],
    [['--html', '/no/such/folder/report.html'], 'the folder of the file is not writable (ENOENT)'],
    [['--serve', '--port', '5000'], "'--serve' cannot be used with option '--port <port>'"],
  ])('is rejected with the allowed values and exit code 2 when it is wrong: %j', async (args, allowed) => {
    const { code, out, err } = await nexy(['load', ...args]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^error: option /);
    expect(err).toContain(allowed);
  });
});

describe('a load without a server', () => {
  it('says how to start a server, with exit code 1', async () => {
    const { code, out, err } = await nexy(['load', '--host', '127.0.0.1', '--port', await freePort()]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^nexy: the server answered UNAVAILABLE/);
    expect(err).toContain('start one with: nexy serve');
  });
});

describe('setupOf', () => {
  const address = { host: 'localhost', port: 1 };
  const defaults = { duration: 10, warmUp: 2, processes: 1, seed: 1, slow: 0, interrupts: 0 };

  it('defaults to ten listeners with a connection each', () => {
    expect(setupOf(defaults, address)).toMatchObject({ arrivals: { listeners: 10 }, connections: 10 });
  });

  it('defaults to fifty connections for a rate, and for many listeners', () => {
    expect(setupOf({ ...defaults, rate: 3 }, address)).toMatchObject({
      arrivals: { ratePerSecond: 3 },
      connections: 50,
    });
    expect(setupOf({ ...defaults, listeners: 500 }, address)).toMatchObject({ connections: 50 });
  });

  it('adds the screenshot to every turn by default', () => {
    expect(setupOf({ ...defaults, screenshot: 'UklGRg==' }, address).behaviour.screenshotShare).toBe(1);
    expect(setupOf(defaults, address).behaviour.screenshotShare).toBe(0);
  });
});
