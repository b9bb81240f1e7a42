import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { launchOptions } from './test/support/chromium.ts';

/** One suite, three environments. */
const suite = ['test/suite/**/*.test.ts'];

// Long for a slow machine; nothing waits for time to pass.
const testTimeout = 60_000;

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'jsdom', include: suite, environment: 'jsdom', testTimeout } },
      { test: { name: 'happy-dom', include: suite, environment: 'happy-dom', testTimeout } },
      {
        test: {
          name: 'chromium',
          include: suite,
          testTimeout,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: await launchOptions() }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      { test: { name: 'node', include: ['test/node/**/*.test.ts'], environment: 'node', testTimeout } },
      // On built files, in Chromium, over HTTP.
      { test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], environment: 'node', testTimeout } },
    ],
  },
});
