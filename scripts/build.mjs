// Builds dist from src. Does nothing when dist is current, by the content of the sources: a production machine needs no compiler. By default
// each file is only transpiled, which takes a second or two; `npm run types` checks the types. With --types, tsc builds everything and
// writes declarations, for a package.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SRC = join(ROOT, 'src');
const DIST = join(ROOT, 'dist');
/** The hash of each source, as it was when dist was built. */
const STATE_FILE = join(DIST, '.sources.json');
/** The files beside the sources that decide about the build. */
const SETTINGS = ['tsconfig.json', 'scripts/build.mjs', 'scripts/build-ngrams.mjs'];
/** The data by which the server tells languages apart, which is made from that of a library. */
const NGRAMS = join(DIST, 'text/language/ngrams/ngrams.bin');

/** Brings dist up to date. @returns the number of files that were built @throws Error that lists the mistakes of the sources */
export async function build({ types = false } = {}) {
  const hashes = hashSources();
  const before = readState();
  const isCurrent = (name) => before[name] === hashes[name] && (!hasOutput(name) || existsSync(outputOf(name)));
  const changed = Object.keys(hashes).filter((name) => !isCurrent(name));
  const removed = Object.keys(before).filter((name) => !(name in hashes));
  if (changed.length === 0 && removed.length === 0 && existsSync(NGRAMS) && !types) return 0;
  const ts = await loadTypeScript();
  const areSettingsNew = changed.some((name) => SETTINGS.includes(name));
  const stale = areSettingsNew || types ? Object.keys(hashes) : changed;
  const sources = stale.filter(isSource);
  for (const name of stale.filter(isCopied)) copy(name);
  // The state goes first: a build that fails half way is begun anew.
  rmSync(STATE_FILE, { force: true });
  if (types) emitWithTypes(ts);
  else transpile(ts, sources);
  const makesNgrams = (name) => SETTINGS.includes(name) || name.includes('/ngrams/');
  if (stale.some(makesNgrams) || !existsSync(NGRAMS)) writeNgrams();
  removeOrphans(new Set(Object.keys(hashes).filter(hasOutput).map(outputOf)));
  writeFileSync(STATE_FILE, JSON.stringify(hashes));
  return sources.length;
}

/** Tells whether a file is compiled to JavaScript: a setting or a file of declarations is not. */
function isSource(name) {
  return name.startsWith('src/') && name.endsWith('.ts') && !name.endsWith('.d.ts');
}

/** Tells whether a file is a part of the build as it is. */
function isCopied(name) {
  return name.startsWith('src/') && name.endsWith('.sql');
}

function hasOutput(name) {
  return isSource(name) || isCopied(name);
}

function copy(name) {
  mkdirSync(dirname(outputOf(name)), { recursive: true });
  copyFileSync(join(ROOT, name), outputOf(name));
}

/** @returns {Record<string, string>} the hash of each source and setting, by its path */
function hashSources() {
  const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .map((name) => `src/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.ts') || isCopied(name));
  const hashOf = (name) =>
    createHash('sha1')
      .update(readFileSync(join(ROOT, name)))
      .digest('base64');
  return Object.fromEntries([...SETTINGS, ...sources].map((name) => [name, hashOf(name)]));
}

/** @returns {Record<string, string>} */
function readState() {
  try {
    return JSON.parse(readFileSync(STATE_FILE, 'utf8'));
  } catch {
    return {};
  }
}

async function loadTypeScript() {
  try {
    return (await import('typescript')).default;
  } catch (cause) {
    throw new Error('dist is not current, and TypeScript is not installed: run "npm ci" and "npm run build" first', {
      cause,
    });
  }
}

/** Writes the file in a process of its own, which takes the memory of the library's objects with it. */
function writeNgrams() {
  execFileSync(process.execPath, [join(ROOT, 'scripts/build-ngrams.mjs'), NGRAMS], { stdio: 'inherit' });
}

function outputOf(name) {
  return join(DIST, name.slice('src/'.length).replace(/\.ts$/, '.js'));
}

/** Removes the build of sources that are gone. Nothing else is removed: a server may run on dist, and an engine may be installed there. */
function removeOrphans(outputs) {
  for (const name of readdirSync(DIST, { recursive: true, encoding: 'utf8' })) {
    const file = join(DIST, name);
    const output = file.replace(/(?:\.d\.ts|\.js\.map)$/, '.js');
    const isOurs = /\.(?:js|sql)$/.test(output) && !name.startsWith('node_modules');
    if (isOurs && !outputs.has(output)) rmSync(file, { force: true });
  }
}

function compilerOptions(ts) {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  return ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
}

function transpile(ts, names) {
  // A single file does not tell that the package is one of modules.
  const module = { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler };
  const output = { declaration: false, sourceMap: false };
  const options = { ...compilerOptions(ts).options, ...module, ...output };
  const mistakes = [];
  for (const name of names) {
    const fileName = join(ROOT, name);
    const text = readFileSync(fileName, 'utf8');
    const result = ts.transpileModule(text, { fileName, reportDiagnostics: true, compilerOptions: options });
    mistakes.push(...(result.diagnostics ?? []));
    mkdirSync(dirname(outputOf(name)), { recursive: true });
    writeFileSync(outputOf(name), result.outputText);
  }
  failOn(ts, mistakes);
}

function emitWithTypes(ts) {
  const { options, fileNames } = compilerOptions(ts);
  const program = ts.createProgram(fileNames, options);
  const { diagnostics } = program.emit();
  failOn(ts, [...ts.getPreEmitDiagnostics(program), ...diagnostics]);
}

function failOn(ts, mistakes) {
  if (mistakes.length === 0) return;
  const host = { getCanonicalFileName: (name) => name, getCurrentDirectory: () => ROOT, getNewLine: () => '\n' };
  throw new Error(ts.formatDiagnostics(mistakes, host).trimEnd());
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    await build({ types: process.argv.includes('--types') });
  } catch (cause) {
    process.stderr.write(`build: ${cause.message}\n`);
    process.exitCode = 1;
  }
}
