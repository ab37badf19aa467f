// Draws docs/performance.svg from the results of a bench run: where the time of one turn goes, and what each part costs as the
// load grows.
//   npm run bench -- first-audio load --json run.json && node scripts/draw-performance.mjs run.json docs/performance.svg
import { writeFileSync } from 'node:fs';
import { escaped } from '#dist/main/cli/load/report/escaped.js';
import { figuresById, isMeasured } from '../bench/lib/figures.mjs';
import { readResults } from '../bench/lib/results-file.mjs';

const WIDTH = 880;
const LEFT = 110;
const RIGHT = WIDTH - 70;
/** The height of a bar with its distance to the next one. */
const ROW = 26;
const BAR = 18;

/** The colours of the parts differ in lightness, too, so that colour-blind readers can tell them apart. */
const STYLE = `
text { font: 13px system-ui, sans-serif; fill: #1d1f21; }
.title { font-size: 16px; font-weight: 600; }
.soft { fill: #5c6066; }
.end { text-anchor: end; }
.ground { fill: #fbfbf9; }
.a { fill: #1b3a5c; } .b { fill: #2f7fb8; } .c { fill: #e0a43a; } .d { fill: #a9b4bd; } .e { fill: #c2185b; }
@media (prefers-color-scheme: dark) {
  text { fill: #e8e8e4; } .soft { fill: #a5abb3; } .ground { fill: #16181b; }
  .a { fill: #4a76a8; } .b { fill: #6cb6ff; } .c { fill: #f0c067; } .d { fill: #6b747c; } .e { fill: #ff7eb0; }
}`;

const [resultsFile, pictureFile] = process.argv.slice(2);
if (resultsFile === undefined || pictureFile === undefined) {
  process.stderr.write('usage: node scripts/draw-performance.mjs <results.json> <picture.svg>\n');
  process.exit(2);
}
const { suites, machine } = readResults(resultsFile);
const figures = figuresById(suites);

/** Returns the value of a figure. @throws Error when the run did not measure it */
function measured(id) {
  const figure = figures.get(id);
  if (figure === undefined || !isMeasured(figure)) throw new Error(`${resultsFile} has no figure ${id}`);
  return figure.value;
}

/** Returns the stages of a turn until its first sound is heard, ms (medians). */
function stagesOfTurn() {
  const textMs = measured('first-audio.one_stream_text_p50_ms');
  const audioMs = measured('first-audio.one_stream_p50_ms');
  const soundMs = measured('first-audio.one_stream_sound_p50_ms');
  return [
    { tone: 'a', name: 'request → first text', value: textMs },
    { tone: 'b', name: 'first text → first audio: engine, hops, frames', value: audioMs - textMs },
    { tone: 'd', name: 'the word’s quiet start', value: soundMs - audioMs },
  ];
}

/** Returns the CPU time of each part for a second of sound, and the wait for first audio, ms, by the number of listeners. */
function loads() {
  const sizes = [...figures.keys()].flatMap((id) => /^load\.main_at_(\d+)_ms$/.exec(id)?.[1] ?? []).map(Number);
  if (sizes.length === 0) throw new Error(`${resultsFile} has no figures of the suite load`);
  const bareMs = measured('load.bare_ms');
  return sizes.map((size) => ({
    size,
    waitMs: measured(`load.first_audio_at_${size}_ms`),
    parts: [
      { tone: 'a', name: 'the engine and its resampler alone', value: bareMs },
      {
        tone: 'b',
        name: 'the engine thread’s other work',
        value: Math.max(0, measured(`load.engine_at_${size}_ms`) - bareMs),
      },
      { tone: 'c', name: 'main thread', value: measured(`load.main_at_${size}_ms`) },
      { tone: 'd', name: 'other threads', value: measured(`load.rest_at_${size}_ms`) },
    ],
  }));
}

function picture() {
  const stages = stagesOfTurn();
  const byLoad = loads();
  const rowsHeight = byLoad.length * ROW;
  const costsAt = 130;
  const waitsAt = costsAt + rowsHeight + 90;
  const height = waitsAt + rowsHeight + 80;
  const mostMs = Math.max(...byLoad.map(({ parts }) => sumOf(parts)));
  const longestMs = Math.max(...byLoad.map(({ waitMs }) => waitMs));
  const costs = byLoad.map(({ size, parts }, n) => row(`${size} listeners`, parts, mostMs, costsAt + 48 + n * ROW));
  const waits = byLoad.map(({ size, waitMs }, n) =>
    row(`${size} listeners`, [{ tone: 'e', name: 'first audio', value: waitMs }], longestMs, waitsAt + 28 + n * ROW),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="title description">
<title id="title">Where the time of a turn goes</title>
<desc id="description">${escaped(description(stages, byLoad))}</desc>
<style>${STYLE}</style>
<rect class="ground" width="${WIDTH}" height="${height}"/>
${heading('One turn, until its first sound is heard: medians, ms', 30)}
${legend(stages, 52)}
${row('one turn', stages, sumOf(stages), 64)}
${heading('CPU time for a second of sound, ms', costsAt)}
${legend(byLoad[0].parts, costsAt + 22)}
${costs.join('\n')}
${heading('Request → first audio, 95th percentile, ms', waitsAt)}
${waits.join('\n')}
<text class="soft" x="20" y="${height - 16}">${escaped(`${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, commit ${machine.commit.slice(0, 10)}; one engine thread, clients on the same cores`)}</text>
</svg>
`;
}

const sumOf = (parts) => parts.reduce((sum, { value }) => sum + value, 0);

const heading = (text, y) => `<text class="title" x="20" y="${y}">${escaped(text)}</text>`;

/** Draws the names of the parts with their colours, in one line. */
function legend(parts, y) {
  let x = 20;
  return parts
    .map(({ tone, name }) => {
      const entry = `<rect class="${tone}" x="${x}" y="${y - 10}" width="11" height="11"/><text x="${x + 16}" y="${y}">${escaped(name)}</text>`;
      // The width of a letter differs between systems; 6.6 is enough for most.
      x += 16 + name.length * 6.6 + 16;
      return entry;
    })
    .join('');
}

/** Draws a bar of parts with its name and its sum; `most` is the sum of the longest bar. */
function row(name, parts, most, y) {
  const scale = (RIGHT - LEFT) / most;
  let x = LEFT;
  const bars = parts.map(({ tone, name: part, value }) => {
    const bar = `<rect class="${tone}" x="${x.toFixed(1)}" y="${y}" width="${(value * scale).toFixed(1)}" height="${BAR}"><title>${escaped(`${part}: ${rounded(value)} ms`)}</title></rect>`;
    x += value * scale;
    return bar;
  });
  const middle = y + BAR - 4;
  return `<text class="soft end" x="${LEFT - 8}" y="${middle}">${escaped(name)}</text>${bars.join('')}<text x="${(x + 6).toFixed(1)}" y="${middle}">${rounded(sumOf(parts))}</text>`;
}

/** Describes the picture for readers who do not see it. */
function description(stages, byLoad) {
  const list = (parts) => parts.map(({ name, value }) => `${name} ${rounded(value)} ms`).join(', ');
  const lines = byLoad.map(
    ({ size, parts, waitMs }) => `${size} listeners: ${list(parts)}; first audio within ${rounded(waitMs)} ms (p95)`,
  );
  return `One turn: ${list(stages)}. CPU time for a second of sound, with ${lines.join('. With ')}.`;
}

const rounded = (value) => (value < 10 ? value.toFixed(2) : value.toFixed(0));

writeFileSync(pictureFile, picture());
