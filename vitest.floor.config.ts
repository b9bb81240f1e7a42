import { defineConfig } from 'vitest/config';

/** What the oldest browser of the promise does with the built files; Linux alone has one in the development dependencies. */
export default defineConfig({
  test: {
    include: ['test/floor/**/*.test.ts'],
    environment: 'node',
    testTimeout: 120_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
