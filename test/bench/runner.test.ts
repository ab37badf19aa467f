import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newBenchFolder, oneFigure } from './bench-folder.js';

const folder = newBenchFolder();
const GATE = 'gates:\n  - figure: slow.time_ms\n    at_most: 10\n    why: "waiting is slow"\n';

/** The body of a suite that writes its process id to the file `started` in the folder of the run, and never ends. */
const ENDLESS = `
  const { writeFileSync } = await import('node:fs');
  writeFileSync('started', String(process.pid));
  await new Promise(() => setInterval(() => {}, 1000));
`;

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

beforeAll(() => {
  folder.suite('fast', oneFigure('fast.time_ms', 5));
  folder.suite('slow', oneFigure('slow.time_ms', 12));
  folder.suite('broken', 'throw new Error("it broke");');
  folder.suite('endless', ENDLESS);
  folder.suite('strange', `return [{ id: 'other.time_ms', skipped: 'not measured' }];`);
  folder.slo(GATE);
});
afterAll(() => folder.remove());

describe('a bench run', () => {
  it('passes when no gate is breached, and shows the machine, the figures and the verdict', async () => {
    const { code, out, err } = await folder.run('fast');
    expect(code).toBe(0);
    expect(err).toMatch(/^fast: started\nfast: ended after \d+\.\d s\n$/);
    expect(out).toMatch(/^.+, \d+ cores, .+ GiB, .+, Node v\d+\S+, commit .+$/m);
    expect(out).toMatch(/time_ms +a time +5 +ms +±1\.0 %/);
    expect(out).toContain('no gates');
    expect(out).not.toContain('WARNING');
  });

  it('warns at the start when the load average is above the number of cores', async () => {
    folder.loadAverage(1_000.25);
    const { code, out } = await folder.run('fast');
    folder.loadAverage(0);
    expect(code).toBe(0);
    const [, warning] = out.split('\n');
    expect(warning).toMatch(
      /^WARNING: the machine is busy \(load average 1000\.3 on \d+ cores\): figures will be noisy$/,
    );
  });

  it('fails on a breach and names the figure', async () => {
    const { code, out } = await folder.run('fast', 'slow');
    expect(code).toBe(1);
    expect(out).toMatch(/BREACH +slow\.time_ms +12 ms +first run 12 ms +at most 10 +waiting is slow/);
    expect(out.trimEnd()).toMatch(/BREACH: slow\.time_ms$/);
  });

  it('judges the gates of a suite that is run alone, too', async () => {
    const { code, out } = await folder.runAlone('slow');
    expect(code).toBe(1);
    expect(out.trimEnd()).toMatch(/BREACH: slow\.time_ms$/);
  });

  it('judges no gate when it is quick', async () => {
    const { code, out } = await folder.run('slow', '--quick');
    expect(code).toBe(0);
    expect(out).toMatch(/not judged +slow\.time_ms/);
  });

  it.each(['broken', 'strange'])('fails when a suite fails, even if it is quick: %s', async (name) => {
    const { code, err } = await folder.run(name, '--quick');
    expect(code).toBe(1);
    expect(err).toContain(`suite ${name} failed`);
    expect(err).toMatch(/it broke|other\.time_ms/);
  });

  it('rejects an unknown suite and lists the known suites', async () => {
    const { code, err } = await folder.run('fats');
    expect(code).not.toBe(0);
    expect(err).toMatch(/no suite is called fats; there are broken, endless, fast, slow, strange/);
  });

  it.each(['--json', '--html'])(
    'rejects a file in a folder that does not exist before anything is measured: %s',
    async (option) => {
      const { code, out, err } = await folder.run('fast', option, join(folder.path, 'nowhere', 'run'));
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toContain('the folder of the file is not writable (ENOENT)');
    },
  );

  it('rejects a gate on an unknown suite before anything is measured', async () => {
    folder.slo(GATE.replace('slow.time_ms', 'slwo.time_ms'));
    const { code, out, err } = await folder.run('fast');
    folder.slo(GATE);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('there is no suite of the figure slwo.time_ms');
  });

  describe('with a suite that misses a gate', () => {
    /** Lets the suite `slow` measure these times, ms, one in each of its runs. */
    const measureInTurn = (...times: number[]): void => {
      const counter = folder.write('runs', '');
      const lines = [
        `const { appendFileSync, readFileSync } = await import('node:fs');`,
        `appendFileSync('${counter}', '.');`,
        `const value = ${JSON.stringify(times)}[readFileSync('${counter}', 'utf8').length - 1];`,
        `return [{ id: 'slow.time_ms', what: 'a time', value, unit: 'ms', better: 'less' }];`,
      ];
      folder.suite('slow', lines.join('\n'));
    };
    afterEach(() => folder.suite('slow', oneFigure('slow.time_ms', 12)));

    it('runs it once more, passes when the second run reaches the gate, and shows both figures', async () => {
      measureInTurn(12, 9);
      const { code, out } = await folder.run('slow', '--json', join(folder.path, 'twice.json'));
      expect(code, out).toBe(0);
      expect(out).toContain('slow missed slow.time_ms, so it is run once more');
      expect(out).toContain('slow: A suite (second run)');
      expect(out).toMatch(/holds +slow\.time_ms +9 ms +first run 12 ms/);
      const { suites, gates } = JSON.parse(readFileSync(join(folder.path, 'twice.json'), 'utf8'));
      expect(suites).toMatchObject([{ figures: [{ value: 9 }], firstRun: [{ value: 12 }] }]);
      expect(gates).toMatchObject([{ state: 'holds', measured: 9, firstMeasured: 12 }]);
    });

    it('fails when the second run misses the gate, too', async () => {
      measureInTurn(12, 11, 5);
      const { code, out } = await folder.run('slow');
      expect(code).toBe(1);
      expect(out).toMatch(/BREACH +slow\.time_ms +11 ms +first run 12 ms/);
    });

    it('runs a suite that reaches its gates only once', async () => {
      measureInTurn(9, 12);
      const { code, out } = await folder.run('slow');
      expect(code).toBe(0);
      expect(out).not.toMatch(/once more|first run/);
    });
  });

  it('lists the suites with their durations and summaries, and prints the help', async () => {
    const { code, out, err } = await folder.run('--list');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.split('\n')).toEqual([
      'suite    whole  quick',
      ...['broken ', 'endless', 'fast   ', 'slow   ', 'strange'].map(
        (name) => `${name}    3 s    1 s  Measures nothing.`,
      ),
      '',
    ]);
    expect((await folder.run('--help')).out).toContain('--compare <file|revision>');
  });
});

describe('a comparison with an earlier run', () => {
  const file = (name: string): string => join(folder.path, name);

  it('finds nothing but noise in the same build', async () => {
    await folder.run('fast', '--json', file('earlier.json'));
    const { code, out } = await folder.run('fast', '--compare', file('earlier.json'));
    expect(code).toBe(0);
    expect(out).toMatch(/fast\.time_ms +a time +5 +±0\.05000 +5 +±0\.05000 +ms +\+0\.0 % +within noise/);
  });

  it('reports a figure that became worse, both as text and as JSON', async () => {
    await folder.run('fast', '--json', file('earlier.json'));
    folder.suite('fast', oneFigure('fast.time_ms', 9));
    const { out } = await folder.run('fast', '--compare', file('earlier.json'), '--json', file('later.json'));
    folder.suite('fast', oneFigure('fast.time_ms', 5));
    expect(out).toMatch(/fast\.time_ms .*\+80\.0 % +worse/);
    const { comparison, suites } = JSON.parse(readFileSync(file('later.json'), 'utf8'));
    expect(comparison).toMatchObject([{ id: 'fast.time_ms', verdict: 'worse', change: 0.8 }]);
    expect(suites[0].figures[0].value).toBe(9);
  });

  it('is written as one page with the gates, the figures and their change', async () => {
    folder.suite('fast', oneFigure('fast.time_ms', 5, ', note: \'a <b> & a "c"\''));
    await folder.run('fast', 'slow', '--json', file('earlier.json'));
    folder.suite('fast', oneFigure('fast.time_ms', 9, ', note: \'a <b> & a "c"\''));
    await folder.run('fast', 'slow', '--compare', file('earlier.json'), '--html', file('run.html'));
    folder.suite('fast', oneFigure('fast.time_ms', 5));
    const page = readFileSync(file('run.html'), 'utf8');
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toMatch(
      /<th scope="row">slow\.time_ms<\/th><td><span class="bad">missed<\/span><\/td><td>12 ms<\/td>/,
    );
    expect(page).toMatch(/<th scope="row">time_ms<\/th>.*a &lt;b&gt; &amp; a &quot;c&quot;.*<td>9<\/td>/);
    expect(page).toMatch(/<td>5<\/td><td>\+80\.0 %<\/td><td><svg .*<span class="bad">worse<\/span>/);
    expect(page).not.toMatch(/<script|https?:/);
  });

  it('rejects a file that is not the result of a run', async () => {
    const { code, err } = await folder.run('fast', '--compare', folder.write('other.json', '{}'));
    expect(code).toBe(1);
    expect(err).toContain('other.json is not the result of a run');
  });
});

describe('a comparison with another revision', () => {
  beforeAll(() => {
    folder.write('package-lock.json', '{}');
    folder.write(
      'tsconfig.json',
      '{ "files": ["some.ts"], "compilerOptions": { "noEmit": true, "noCheck": true, "types": [], "lib": ["es5"] } }',
    );
    folder.write('some.ts', 'export const some: number = 1;');
    folder.write('.gitignore', 'node_modules\n');
    folder.git('init', '--quiet');
    folder.git('add', '.');
    folder.git('commit', '--quiet', '--message', 'base');
    folder.suite('fast', oneFigure('fast.time_ms', 9));
    folder.suite('newer', oneFigure('newer.time_ms', 1));
  });

  it('alternates between both revisions, names new suites and leaves nothing behind', async () => {
    const { code, out, err } = await folder.run('fast', 'newer', '--compare', 'HEAD', '--rounds', '2');
    expect(code, err).toBe(0);
    expect(out).toMatch(/base HEAD \([0-9a-f]{10}\), 2 rounds/);
    expect(out).toContain('it has no suite newer');
    expect(out).toMatch(/fast\.time_ms +a time +5 +±0 +9 +±0 +ms +\+80\.0 % +worse/);
    expect(folder.leftovers()).toEqual([]);
  });

  it('leaves nothing behind after an interrupt', async () => {
    const { child, ended } = folder.start('endless', '--compare', 'HEAD');
    const started = join(folder.path, 'started');
    // The file exists before its contents do.
    const startedPid = (): number => (existsSync(started) ? Number(readFileSync(started, 'utf8')) : 0);
    while (startedPid() === 0 && child.exitCode === null && child.signalCode === null) await sleep(20);
    const pid = startedPid();
    expect(pid).toBeGreaterThan(0);
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ code: 1, err: expect.stringMatching(/^bench: interrupted$/m) });
    expect(folder.leftovers()).toEqual([]);
    while (isRunning(pid)) await sleep(20);
  });

  it('leaves nothing behind after a suite fails', async () => {
    const { code, err } = await folder.run('broken', '--compare', 'HEAD', '--rounds', '1');
    expect(code).toBe(1);
    expect(err).toContain('it broke');
    expect(folder.leftovers()).toEqual([]);
  });

  it('rejects an unknown revision', async () => {
    const { code, err } = await folder.run('fast', '--compare', 'no-such-thing');
    expect(code).toBe(1);
    expect(err).toContain('no-such-thing is neither a file nor a revision');
  });
});
