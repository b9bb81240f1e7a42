// Builds a copy of the project with one more callback, by the recipe of CONTRIBUTING.md, to tell what one more costs.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { apply, recipes } from './recipes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Calls `use` with the folder of a build, of the imports and the snippet, that has one more callback. */
export async function buildWithOneMore(use) {
  const { changes } = recipes().find(({ name }) => name === 'A callback');
  const copy = mkdtempSync(join(tmpdir(), 'grown-'));
  try {
    for (const name of ['src', 'package.json', 'rollup.config.mjs', 'LICENSE']) {
      cpSync(join(root, name), join(copy, name), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    for (const change of changes) if (change.path.startsWith('src/')) apply(copy, change);
    const rollup = join(root, 'node_modules/rollup/dist/bin/rollup');
    const { status, stderr } = spawnSync(
      process.execPath,
      [rollup, '--config', '--silent', '--configOnly', 'snippet imports'],
      {
        cwd: copy,
        encoding: 'utf8',
      },
    );
    if (status) throw new Error(`With one more callback, nothing is built: ${stderr}`);
    await use(join(copy, 'dist/'));
  } finally {
    rmSync(copy, { recursive: true });
  }
}
