import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import ts from 'typescript';
import { apply, recipes } from '../support/recipes';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vendor-'));
  for (const path of ['src', 'scripts', 'package.json', 'tsconfig.json']) {
    cpSync(path, join(folder, path), { recursive: true });
  }
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'dir');
});

afterAll(() => rmSync(folder, { recursive: true }));

type Bundle = (input: string, options: { plugins: unknown[] }) => Promise<string>;

/** Has rollup read the copy's sources. */
const sources = {
  name: 'sources',
  resolveId(id: string, from?: string) {
    if (!id.startsWith('.') || !from) return null;
    const path = resolve(dirname(from), id);
    return existsSync(`${path}.ts`) ? `${path}.ts` : join(path, 'index.ts');
  },
  transform: (code: string) =>
    ts.transpileModule(code, {
      compilerOptions: { target: ts.ScriptTarget.ES2020, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true },
    }).outputText,
};

/** What every adapter weighs together, in bytes of brotli. */
async function weigh(): Promise<number> {
  const { bundle } = (await import(join(folder, 'scripts/bundle.mjs'))) as { bundle: Bundle };
  return brotliCompressSync(await bundle(join(folder, 'src/adapters/tools.ts'), { plugins: [sources] })).length;
}

/** What the compiler has to say of a file of the copy. */
function problemsOf(path: string): readonly string[] {
  const { config } = ts.readConfigFile(join(folder, 'tsconfig.json'), (name) => ts.sys.readFile(name)) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
  const program = ts.createProgram([path], { ...options, noEmit: true });
  return ts
    .getPreEmitDiagnostics(program, program.getSourceFile(path))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

it('a vendor that is added by the documented recipe compiles, and costs the whole 70 bytes at most', async () => {
  const before = await weigh();
  const recipe = recipes().find(({ name }) => name === 'An adapter');
  const changes = recipe?.changes.filter(({ path }) => path.startsWith('src/')) ?? [];
  for (const change of changes) apply(folder, change);
  const [added] = changes.map(({ path }) => join(folder, path));
  expect(problemsOf(added ?? '')).toEqual([]);
  const cost = (await weigh()) - before;
  expect(cost).toBeGreaterThan(0);
  expect(cost).toBeLessThanOrEqual(70);
}, 60_000);
