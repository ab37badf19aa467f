import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** The tests that start a server or another process of ours; all other tests are quick. */
const SERVER_TESTS = ['bench', 'cli', 'database', 'grpc', 'interop', 'random'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);

export default defineConfig({
  resolve: {
    // Worker threads cannot load TypeScript on Node 20, so tests run on the build: what they import from src comes from dist.
    // Only relative paths: a package may have a folder src of its own.
    alias: [{ find: /^(\..*)\/src\/(.*)\.js$/, replacement: '$1/dist/$2.js' }],
  },
  test: {
    // Tests wait more than they count: one file a core leaves a third of a small machine idle.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    // A test runs a few seconds, and each test server starts its engine threads anew: most of their code does not run
    // long enough to gain by V8's optimization. With later optimization these tests need a fifth less CPU time. Only
    // Node 20 has the flag.
    execArgv: process.versions.node.startsWith('20.') ? ['--interrupt-budget=1000000'] : [],
    // Servers start without a database, unless a test is about it.
    env: { DATABASE_MODE: 'off' },
    // Only a test that hangs may reach these limits: on a busy machine a test of some seconds takes four times as long.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Brings the build up to date, so that no test runs on yesterday's code.
    globalSetup: './test/harness/build.ts',
    // Node imports the build as it is; Vite would transform each file of it for each test process.
    server: { deps: { external: [/\/dist\//] } },
    reporters: ['default', './test/report/closing-line.ts'],
    projects: [
      // Quick tests leave no state behind, so their files share a process: importing the sources anew for each took a fifth of the time.
      { extends: true, test: { name: 'quick', include: ['test/**/*.test.ts'], exclude: SERVER_TESTS, isolate: false } },
      { extends: true, test: { name: 'server', include: SERVER_TESTS, isolate: false } },
    ],
  },
});
