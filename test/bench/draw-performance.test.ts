import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const SCRIPT = fileURLToPath(new URL('../../scripts/draw-performance.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'nexy-draw-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const figure = (id: string, value: number) => ({ id, what: 'a time', value, unit: 'ms', better: 'less' });
const TURN = [
  figure('first-audio.one_stream_text_p50_ms', 1.2),
  figure('first-audio.one_stream_p50_ms', 2),
  figure('first-audio.one_stream_sound_p50_ms', 7.4),
];
const LOAD = [10, 300].flatMap((size) => [
  figure(`load.engine_at_${size}_ms`, 3.5),
  figure(`load.main_at_${size}_ms`, 0.9),
  figure(`load.rest_at_${size}_ms`, 0.25),
  figure(`load.first_audio_at_${size}_ms`, size),
]);

/** Draws a picture of a run with these figures of the suite `load`. */
function draw(load: readonly object[]) {
  const results = join(folder, 'run.json');
  const picture = join(folder, 'picture.svg');
  const machine = { cpu: 'A <CPU>', cores: 2, memoryBytes: 1, os: 'Linux', node: 'v20', commit: 'abc' };
  const suites = [
    { name: 'first-audio', title: 'Turns', figures: TURN },
    { name: 'load', title: 'Load', figures: load },
  ];
  writeFileSync(results, JSON.stringify({ machine, quick: false, suites }));
  const { status, stderr } = spawnSync(process.execPath, [SCRIPT, results, picture], { encoding: 'utf8' });
  return { status, stderr, svg: () => readFileSync(picture, 'utf8') };
}

describe('the picture of the performance', () => {
  it('shows the stages of a turn and the parts by load, and describes them in words', () => {
    const { status, stderr, svg } = draw([figure('load.bare_ms', 3.2), ...LOAD]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(svg()).toMatch(/^<svg xmlns/);
    expect(svg()).toContain('<title>first text → first audio: engine, hops, frames: 0.80 ms</title>');
    expect(svg()).toContain('<title>the engine thread’s other work: 0.30 ms</title>');
    expect(svg()).toMatch(/<desc [^>]*>One turn: request → first text 1\.20 ms, .*With 300 listeners: .*within 300 ms/);
    expect(svg()).toContain('A &lt;CPU&gt;');
    expect(svg()).not.toMatch(/NaN|undefined/);
  });

  it('is refused with the name of the figure that the run did not measure', () => {
    const { status, stderr } = draw(LOAD);
    expect(status).toBe(1);
    expect(stderr).toContain('has no figure load.bare_ms');
  });

  it('needs the names of both files', () => {
    const { status, stderr } = spawnSync(process.execPath, [SCRIPT], { encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stderr).toContain('usage: node scripts/draw-performance.mjs <results.json> <picture.svg>');
  });
});
