// Builds a copy of the project with one more of a kind, by the documented recipe, to tell what one more costs.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What one more is, as it would be written: the files, and what each has in the place of a text. */
const recipes = {
  callback: {
    builds: 'snippet imports',
    edits: {
      'src/core/callbacks.ts': [
        /onSatisfactionAnswered: .*,\n/,
        (last) => `${last}  onBotTransferred: ${oneField(last)},\n`,
      ],
    },
  },
  vendor: {
    builds: 'all',
    files: {
      'src/adapters/vendors/kissmetrics.ts': `import { vendor } from './vendor';
        export const kissmetrics = /* @__PURE__ */ vendor({
          name: 'kissmetrics',
          tool: '_kmq.push',
          send: (push, { name, parameters }) => push(['record', name, parameters]),
        });`,
    },
    edits: {
      'src/adapters/vendors/index.ts': [
        /export \{ heap \} .*\n/,
        (line) => `${line}export { kissmetrics } from './kissmetrics';\n`,
      ],
    },
  },
};

/** A callback's reader of one field, in the style of the table. */
const oneField = (line) => (line.includes('null') ? '{ botId: text }' : '(from) => ({ botId: text(from.botId) })');

/**
 * Calls `use` with the folder of a build that has one more.
 *
 * @param kind `'callback'` or `'vendor'`
 */
export async function buildWith(kind, use) {
  const { builds, files = {}, edits } = recipes[kind];
  const copy = mkdtempSync(join(tmpdir(), 'grown-'));
  try {
    for (const name of ['src', 'package.json', 'rollup.config.mjs', 'LICENSE']) {
      cpSync(join(root, name), join(copy, name), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(copy, name), text);
    for (const [name, [place, replacement]] of Object.entries(edits)) {
      const text = readFileSync(join(copy, name), 'utf8');
      if (!place.test(text)) throw new Error(`${name} has no ${place}`);
      writeFileSync(join(copy, name), text.replace(place, replacement));
    }
    const rollup = join(root, 'node_modules/rollup/dist/bin/rollup');
    const { status, stderr } = spawnSync(process.execPath, [rollup, '--config', '--silent', '--configOnly', builds], {
      cwd: copy,
      encoding: 'utf8',
    });
    if (status) throw new Error(`With one more ${kind}, nothing is built: ${stderr}`);
    await use(join(copy, 'dist/'));
  } finally {
    rmSync(copy, { recursive: true });
  }
}
