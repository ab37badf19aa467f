import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    // Worker threads cannot load TypeScript on Node 20, so tests run on the build: what they import from src comes from dist.
    alias: [{ find: /^(.*)\/src\/(.*)\.js$/, replacement: '$1/dist/$2.js' }],
  },
  test: {
    include: ['test/**/*.test.ts'],
    // Tests wait more than they count: one file a core leaves a third of a small machine idle.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    testTimeout: 30_000,
    hookTimeout: 30_000,
    reporters: ['default', './test/report/closing-line.ts'],
  },
});
