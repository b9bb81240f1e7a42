import { defineConfig } from 'vitest/config';

/**
 * For `npm run mutate`, in jsdom, and without a window: the tests of what is mutated, since each that reaches what was broken runs, with few
 * random sequences.
 */
export default defineConfig({
  test: {
    include: [
      'test/suite/adapters/**/*.test.ts',
      'test/node/without-window.test.ts',
      'test/suite/{added-callbacks,closed-objects,events,installing,late,lifetime,listeners,odd-objects,overwrites,page,property,prototypes,snippet}.test.ts',
    ],
    environment: 'jsdom',
    // One window for all files, which leave it as they found it: a new one for each takes most of a run's time.
    isolate: false,
    provide: { sequences: 100 },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
