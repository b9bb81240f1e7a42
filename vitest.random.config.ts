import { defineConfig } from 'vitest/config';

/** The random model for longer than in the suite: `npm run test:random`, or with `SEQUENCES=1000000` before it. */
export default defineConfig({
  test: {
    include: ['test/suite/property.test.ts'],
    environment: 'jsdom',
    provide: { sequences: Number(process.env['SEQUENCES'] ?? 100_000) },
  },
});
