/** Breaks the code in small ways, one at a time, and counts what no test notices: `npm run mutate`. */
export default {
  mutate: ['src/core/**/*.ts', 'src/adapters/pipeline/**/*.ts'],
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutate.config.ts' },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // What is wrong in a table of names or in a message is wrong for readers, who have it checked by the documentation's tests.
  reporters: ['clear-text', 'progress-append-only', 'html', 'json'],
  clearTextReporter: { allowColor: false, reportTests: false, reportMutants: false },
  htmlReporter: { fileName: 'coverage/mutation.html' },
  jsonReporter: { fileName: 'coverage/mutation.json' },
  tempDirName: 'coverage/mutation',
  ignorePatterns: ['/dist', '/demo', '/docs', '/bench', '/examples', '/coverage'],
  thresholds: { high: 95, low: 90, break: 90 },
};
