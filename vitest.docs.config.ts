import { defineConfig } from 'vitest/config';

/** The documentation's site, built and looked at in Chromium: `npm run test:docs`. */
export default defineConfig({
  test: {
    include: ['test/docs/**/*.test.ts'],
    environment: 'node',
    testTimeout: 60_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
