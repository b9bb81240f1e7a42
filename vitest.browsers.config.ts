import { defineConfig } from 'vitest/config';
import type { TestProjectInlineConfiguration } from 'vitest/config';
import { engines } from './test/support/engines/index.ts';
import type { EngineName } from './test/support/engines/index.ts';
import { engineProvider } from './test/support/engines/vitest-provider.ts';

// Long for a slow machine; nothing waits for time to pass.
const timeouts = { testTimeout: 60_000, hookTimeout: 60_000, expect: { poll: { timeout: 20_000 } } };

/** The suite, and the end-to-end tests that are about browsers, each in the engine. */
function projects(engine: EngineName): TestProjectInlineConfiguration[] {
  const node = { environment: 'node', provide: { engine }, ...timeouts };
  if (!engines[engine].isInstalled()) {
    console.warn(`No ${engine} on this machine, its tests are skipped. To install it: ${engines[engine].install}`);
    return [{ test: { name: engine, include: ['test/support/missing-engine.ts'], ...node } }];
  }
  return [
    {
      test: {
        name: `${engine} suite`,
        include: ['test/suite/**/*.test.ts'],
        ...timeouts,
        browser: {
          enabled: true,
          headless: true,
          screenshotFailures: false,
          provider: engineProvider(engine),
          instances: [{ browser: engine }],
        },
      },
    },
    {
      test: {
        name: `${engine} e2e`,
        include: [
          'test/e2e/{script-tag,handoff,boxed}.test.ts',
          'test/e2e/inspector{,-access,-place}.test.ts',
          'test/e2e/adapters/{beacon,script-tag}.test.ts',
          'test/e2e/strict/*.test.ts',
        ],
        ...node,
      },
    },
  ];
}

export default defineConfig({
  test: {
    projects: (Object.keys(engines) as EngineName[]).flatMap(projects),
    // More than there may be processors: end-to-end tests wait most of their time.
    maxWorkers: 3,
  },
});
