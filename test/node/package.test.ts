import { mkdtempSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import { afterAll, describe, expect, it } from 'vitest';

const require = createRequire(import.meta.url);
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  name: string;
  exports: Record<string, string | { import: { default: string }; require: { default: string } }>;
  dependencies: object;
  peerDependencies: object;
};
const entries = Object.entries(manifest.exports).flatMap(([path, target]) =>
  typeof target === 'string' ? [] : [{ path, esm: target.import.default, cjs: target.require.default }],
);

/** An app with this package among its dependencies. */
const app = mkdtempSync(join(tmpdir(), 'app-'));
mkdirSync(join(app, 'node_modules'));
symlinkSync(process.cwd(), join(app, 'node_modules', manifest.name));
afterAll(() => rmSync(app, { recursive: true }));

/** What an app ships that has this code and this package. */
async function ship(code: string): Promise<string> {
  const bundle = await rollup({
    input: join(app, 'main.js'),
    plugins: [
      { name: 'app', load: (id) => (id === join(app, 'main.js') ? code : null) },
      { name: 'main', resolveId: (id) => (id === join(app, 'main.js') ? id : null) },
      nodeResolve(),
    ],
    external: (id) => id.startsWith('node:') || id in manifest.peerDependencies,
    onwarn: () => {},
  });
  const { output } = await bundle.generate({ format: 'es' });
  return output[0].code;
}

describe('the package', () => {
  it('has no runtime dependency', () => {
    expect(manifest).not.toHaveProperty('dependencies');
  });

  it.each(entries)('ships nothing for an unused import of $path', async ({ path }) => {
    const name = `${manifest.name}${path.slice(1)}`;
    expect((await ship(`import '${name}';`)).replace(/import '[^']*';/g, '').trim()).toBe('');
  });

  it('ships only what is used', async () => {
    const names = await ship(`import { callbackNames } from 'iadvize-callbacks'; console.log(callbackNames);`);
    expect(names).toContain('onSatisfactionAnswered');
    expect(names).not.toContain('MutationObserver');
    expect(await ship(`import { installCallbacks } from 'iadvize-callbacks'; installCallbacks();`)).toContain(
      'MutationObserver',
    );
  });

  it('ships the inspector in a file of its own, loaded on demand', async () => {
    const code = await ship(`import { openInspectorFromAddress as open } from '${manifest.name}/inspector'; open();`);
    expect(code).toMatch(/import\('\.\/[^']+'\)/);
    expect(code).not.toContain('adoptedStyleSheets');
    expect(code).not.toContain('MutationObserver');
  });

  it.each(entries)('gives the same by import and by require: $path', async ({ esm, cjs }) => {
    const imported = (await import(/* @vite-ignore */ new URL(`../../${esm}`, import.meta.url).href)) as object;
    const required = require(`../../${cjs}`) as object;
    expect(
      Object.keys(required)
        .filter((key) => key !== '__esModule')
        .sort(),
    ).toEqual(Object.keys(imported).sort());
    expect(Object.keys(imported)).not.toContain('default');
  });
});
