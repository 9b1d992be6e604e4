import { defineConfig } from 'vitest/config';

/** The tests that a mutant of the reference or of the sumstats must fail: those that reach no further than the two, and what defines a calculation in both. */
export default defineConfig({
  test: {
    include: ['src/{reference,sumstats}/**/*.test.ts', 'src/harness/define-calculation.test.ts', 'properties/{calculations,sampling,laws}.test.ts'],
    setupFiles: ['properties/fixed-seed.ts'],
    testTimeout: 60_000,
  },
});
