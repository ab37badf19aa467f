// The protocol's rules: lint, and no breaking change against any version of it that was ever committed.
import { execFileSync } from 'node:child_process';
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
