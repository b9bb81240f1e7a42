import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { launchOptions } from './test/support/chromium.ts';

/** One suite, three environments. */
const suite = ['test/suite/**/*.test.ts'];

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'jsdom', include: suite, environment: 'jsdom' } },
      { test: { name: 'happy-dom', include: suite, environment: 'happy-dom' } },
      {
        test: {
          name: 'chromium',
          include: suite,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: await launchOptions() }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      { test: { name: 'node', include: ['test/node/**/*.test.ts'], environment: 'node' } },
      // On built files, in Chromium, over HTTP.
      { test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], environment: 'node', testTimeout: 30_000 } },
    ],
  },
});
