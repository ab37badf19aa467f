// The rules of the protocol: lint, no breaking change against any version that was ever committed, and generated files that are current:
// the descriptors that reflection serves, and the message types. With --write, the generated files are made anew.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const DESCRIPTORS = 'proto/descriptors.binpb';
/** The folders of generated types, with the case of their fields: the server's, and those of a client that keeps the proto's names. */
const TYPES = [
  { folder: 'src/main/grpc/generated', settings: [] },
  { folder: 'test/harness/generated', settings: ['--keepCase'] },
];
/** The breaks that are allowed once: each message of buf, with the reason why no client breaks. */
const ALLOWED_BREAKS = JSON.parse(readFileSync('proto/allowed-breaks.json', 'utf8'));

const require = createRequire(import.meta.url);
const buf = require.resolve('@bufbuild/buf/bin/buf');
const generator = join(require.resolve('@grpc/proto-loader/package.json'), '../build/bin/proto-loader-gen-types.js');
const run = (command, args, encoding = 'utf8') =>
  execFileSync(command, args, { encoding, stdio: ['ignore', 'pipe', 'inherit'] });
const runBuf = (...args) => run(process.execPath, [buf, ...args]);

function fail(text) {
  process.stderr.write(`proto: ${text}\n`);
  process.exit(1);
}

/** Returns the text in which buf lists its findings; empty = no findings. */
function findings(...args) {
  try {
    runBuf(...args);
    return '';
  } catch (error) {
    if (typeof error.stdout !== 'string') throw error;
    return error.stdout;
  }
}

const lint = findings('lint');
if (lint !== '') fail(`lint:\n${lint}`);

const isWriting = process.argv.includes('--write');

const build = [buf, 'build', '--as-file-descriptor-set', '--exclude-source-info', '-o', '-#format=binpb'];
const descriptors = run(process.execPath, build, 'buffer');
if (isWriting) writeFileSync(DESCRIPTORS, descriptors);
else if (!readFileSync(DESCRIPTORS).equals(descriptors))
  fail(`${DESCRIPTORS} is out of date: npm run proto -- --write`);

/** Generates the types of the messages as the loader of the server gives them. */
function generateTypes(folder, settings) {
  const values = ['--longs', 'Number', '--defaults', '--oneofs', '--includeComments', ...settings];
  const library = ['--grpcLib', '@grpc/grpc-js', '--importFileExtension', '.js'];
  const names = ['--inputTemplate', '%s', '--outputTemplate', '%sReceived'];
  run(process.execPath, [
    generator,
    ...values,
    ...library,
    ...names,
    '--outDir',
    folder,
    '-I',
    'proto',
    '--',
    'streaming.proto',
  ]);
}

/** @returns {string} the generated files below `folder` with their contents, for a comparison */
function contentsOf(folder) {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return JSON.stringify(names.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

for (const { folder, settings } of TYPES) {
  if (isWriting) {
    rmSync(folder, { recursive: true, force: true });
    generateTypes(folder, settings);
    continue;
  }
  const fresh = mkdtempSync(join(tmpdir(), 'nexy-proto-'));
  try {
    generateTypes(fresh, settings);
    if (contentsOf(fresh) !== contentsOf(folder)) fail(`${folder} is out of date: npm run proto -- --write`);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

let versions = [];
try {
  versions = run('git', ['log', '--format=%H', '--', 'proto/streaming.proto']).split('\n').filter(Boolean);
} catch {
  process.stdout.write('proto: no git history here, so nothing to compare with\n');
}
const isAllowed = (line) => ALLOWED_BREAKS.some(({ message }) => line.includes(message));
for (const version of versions) {
  const breaks = findings('breaking', '--against', `.git#ref=${version}`)
    .split('\n')
    .filter((line) => line !== '' && !isAllowed(line));
  if (breaks.length > 0)
    fail(`breaks the version that was committed in ${version.slice(0, 10)}:\n${breaks.join('\n')}`);
}
process.stdout.write(
  `proto: lint clean, generated files current, compatible with ${versions.length} committed version(s)\n`,
);
