import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'properties/**/*.test.ts'],
    // Nothing here keeps state between files, so they may share a process: starting one for each would take longer than the tests.
    isolate: false,
    pool: 'threads',
    // By default one processor is left free, which of two is half.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 60_000,
  },
});
