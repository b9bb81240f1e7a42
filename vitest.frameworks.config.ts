import { defineConfig } from 'vitest/config';

// Before anything is installed or built: an example tells its framework's makers nothing.
Object.assign(process.env, {
  ASTRO_TELEMETRY_DISABLED: '1',
  NEXT_TELEMETRY_DISABLED: '1',
  NG_CLI_ANALYTICS: 'false',
  NUXT_TELEMETRY_DISABLED: '1',
});

/** The examples, each installed and built as by who tries it, then driven in Chromium. */
export default defineConfig({
  test: {
    include: ['test/frameworks/**/*.test.ts'],
    environment: 'node',
    testTimeout: 60_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 20_000 } },
  },
});
