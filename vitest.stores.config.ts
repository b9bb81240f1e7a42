import { defineConfig } from 'vitest/config';

/** Shared stores on real servers, which the tests start and stop. */
export default defineConfig({
  test: {
    include: ['test/stores/**/*.test.ts'],
    environment: 'node',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
