// The protocol's rules: lint, no breaking change against any version of it that was ever committed, and descriptors that are up to
// date. With --write, the descriptors are built anew (proto/descriptors.binpb: what reflection serves).
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const buf = require.resolve('@bufbuild/buf/bin/buf');
const run = (command, args) => execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
const checkWith = (...args) => process.stdout.write(run(process.execPath, [buf, ...args]));

try {
  checkWith('lint');
} catch (error) {
  process.stderr.write(error.stdout ?? String(error));
  process.exit(1);
}

const DESCRIPTORS = 'proto/descriptors.binpb';
const build = [buf, 'build', '--as-file-descriptor-set', '--exclude-source-info', '-o', '-#format=binpb'];
const built = execFileSync(process.execPath, build, { stdio: ['ignore', 'pipe', 'inherit'] });
if (process.argv.includes('--write')) {
  writeFileSync(DESCRIPTORS, built);
} else if (!readFileSync(DESCRIPTORS).equals(built)) {
  process.stderr.write(`proto: ${DESCRIPTORS} is out of date: run node scripts/check-proto.mjs --write\n`);
  process.exit(1);
}

let versions = [];
try {
  versions = run('git', ['log', '--format=%H', '--', 'proto/streaming.proto']).split('\n').filter(Boolean);
} catch {
  process.stdout.write('proto: no git history here, so nothing to compare with\n');
}
for (const version of versions) {
  try {
    checkWith('breaking', '--against', `.git#ref=${version}`);
  } catch (error) {
    process.stderr.write(`proto: breaks what was committed in ${version.slice(0, 10)}\n${error.stdout ?? error}`);
    process.exit(1);
  }
}
process.stdout.write(`proto: lint clean, compatible with ${versions.length} committed version(s)\n`);
