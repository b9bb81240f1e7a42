import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'package-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What is said before a package is published whose package.json has these addresses. */
function check(addresses: object) {
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'package', ...addresses }));
  return spawnSync(process.execPath, [resolve('scripts/addresses.mjs')], { cwd: folder, encoding: 'utf8' });
}

it('a package is published with all its addresses, or not at all', () => {
  const address = 'https://example.com';
  expect(check({ repository: address, homepage: address, bugs: address })).toMatchObject({ status: 0, stderr: '' });
  const { status, stderr } = check({ homepage: address });
  expect(status).toBe(1);
  expect(stderr).toContain('no repository, no bugs');
});
