import { execFile } from 'node:child_process';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const run = promisify(execFile);

/** A project of its own: Jest looks at nothing within a `node_modules`. */
const folder = mkdtempSync(join(tmpdir(), 'testing-examples-'));
const text = readFileSync('docs/testing.md', 'utf8');

/** The files of the documentation's examples, by the name in their first line. */
const files = [...text.matchAll(/^```js\n\/\/ (\S+)\n([^]*?)^```/gm)];

beforeAll(() => {
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(resolve('.'), join(folder, 'node_modules/iadvize-callbacks'), 'dir');
  for (const name of ['vitest', 'jsdom', 'jest-environment-jsdom']) {
    symlinkSync(resolve('node_modules', name), join(folder, 'node_modules', name), 'dir');
  }
  for (const [, name = '', code = ''] of files) writeFileSync(join(folder, name), code);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  writeFileSync(
    join(folder, 'vitest.config.mjs'),
    `export default { test: { environment: 'jsdom', include: ['*.vitest.test.js'] } };`,
  );
  writeFileSync(
    join(folder, 'jest.config.cjs'),
    `module.exports = { testEnvironment: 'jsdom', testMatch: ['<rootDir>/*.jest.test.js'], transform: {} };`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each([
  ['vitest/vitest.mjs', ['run', '--root', folder, '--config', join(folder, 'vitest.config.mjs')]],
  ['jest/bin/jest.js', ['--rootDir', folder, '--config', join(folder, 'jest.config.cjs'), '--watchman=false']],
])(
  'the documentation’s example passes in %s',
  async (program, args) => {
    const { stdout, stderr } = await run(process.execPath, [resolve('node_modules', program), ...args], {
      cwd: folder,
      env: { ...process.env, VITEST: undefined, NODE_ENV: 'test', NO_COLOR: '1' },
    });
    expect(stdout + stderr).toMatch(/Tests:?\s+2 passed/);
  },
  120_000,
);
