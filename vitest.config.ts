import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import type { TestProjectInlineConfiguration } from 'vitest/config';
import { hasChromium, launchOptions } from './test/support/chromium.ts';

/** One suite, three environments. */
const suite = ['test/suite/**/*.test.ts'];

// Long for a slow machine; nothing waits for time to pass.
const timeouts = { testTimeout: 60_000, hookTimeout: 60_000, expect: { poll: { timeout: 20_000 } } };

const inChromium = async (): Promise<TestProjectInlineConfiguration> => ({
  test: {
    name: 'chromium',
    include: suite,
    ...timeouts,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({ launchOptions: await launchOptions() }),
      instances: [{ browser: 'chromium' }],
    },
  },
});

/** In its place where there is none: says what to install. */
const without: TestProjectInlineConfiguration = {
  test: {
    name: 'chromium',
    include: ['test/support/missing-engine.ts'],
    environment: 'node',
    provide: { engine: 'chromium' },
  },
};

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'jsdom', include: suite, environment: 'jsdom', ...timeouts } },
      { test: { name: 'happy-dom', include: suite, environment: 'happy-dom', ...timeouts } },
      hasChromium ? await inChromium() : without,
      { test: { name: 'node', include: ['test/node/**/*.test.ts'], environment: 'node', ...timeouts } },
      // On built files, in Chromium, over HTTP.
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          environment: 'node',
          provide: { engine: 'chromium' },
          ...timeouts,
        },
      },
    ],
  },
});
