import { defineConfig } from 'vitest/config';
import type { TestProjectInlineConfiguration } from 'vitest/config';
import { engines } from './test/support/engines/index.ts';
import type { EngineName } from './test/support/engines/index.ts';
import { engineProvider } from './test/support/engines/vitest-provider.ts';

// Long for a slow machine; nothing waits for time to pass.
const testTimeout = 60_000;

/** The suite, and the end-to-end tests that run in every engine. */
function projects(engine: EngineName): TestProjectInlineConfiguration[] {
  return [
    {
      test: {
        name: `${engine} suite`,
        include: ['test/suite/**/*.test.ts'],
        testTimeout,
        browser: {
          enabled: true,
          headless: true,
          screenshotFailures: false,
          provider: engineProvider(engine),
          instances: [{ browser: engine }],
        },
      },
    },
  ];
}

export default defineConfig({
  test: {
    projects: (Object.keys(engines) as EngineName[]).flatMap(projects),
  },
});
