import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callbackNames } from '../../src';

const run = promisify(execFile);

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly exports: Record<string, string | Record<'import' | 'require', Record<'types' | 'default', string>>>;
}
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const imports = Object.entries(manifest.exports).flatMap(([path, target]) =>
  typeof target === 'string' ? [] : [{ name: manifest.name + path.slice(1), files: target }],
);
/** Those that need an optional peer, which an empty project has not. */
const needsPeer = /\/(angular|react|vue|visitor-token)$/;

/** Those that have nothing at run time. */
const typesAlone = /\/global$/;

/** An empty project, with the packed package installed. */
const folder = mkdtempSync(join(tmpdir(), 'installed-'));
const app = join(folder, 'app');
let packed: string[];

const write = (file: string, content: string) => writeFileSync(join(app, file), content);
const inApp = async (file: string, ...args: string[]) =>
  (await run(process.execPath, [file, ...args], { cwd: app })).stdout;

/** The path of a development tool of this project's. */
const require = createRequire(import.meta.url);
const tool = (name: string, path: string) => join(require.resolve(`${name}/package.json`), '..', path);

beforeAll(async () => {
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]);
  const [pack] = JSON.parse(stdout) as { filename: string; files: { path: string }[] }[];
  if (!pack) throw new Error('npm packed nothing');
  packed = pack.files.map(({ path }) => path);
  mkdirSync(app);
  write('package.json', JSON.stringify({ private: true, type: 'module' }));
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', join(folder, pack.filename)], {
    cwd: app,
  });
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('what npm packs', () => {
  it('has every file that package.json promises', () => {
    const promised = imports.flatMap(({ files }) => Object.values(files).flatMap((kinds) => Object.values(kinds)));
    expect(packed).toEqual(expect.arrayContaining(promised.map((path) => path.slice(2))));
  });

  it('has nothing else but the documents and what those files are made of', () => {
    const expected =
      /^(package\.json|README\.md|CHANGELOG\.md|LICENSE|dist\/((iadvize-callbacks\.[\w.-]+|snippet)\.js(\.map)?|integrity\.json|sbom\.cdx\.json|[\w/-]+\.(js|cjs|d\.ts|d\.cts)(\.map)?))$/;
    expect(packed.filter((path) => !expected.test(path))).toEqual([]);
  });

  it('contains no one else’s code, and has the sources inside the source maps', () => {
    const maps = packed.filter((path) => path.endsWith('.map'));
    expect(maps.length).toBeGreaterThan(20);
    for (const path of maps) {
      const { sources, sourcesContent } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, string[]>;
      expect(sourcesContent?.filter(Boolean), path).toHaveLength(sources?.length ?? NaN);
      expect(
        sources?.filter((source) => source.includes('node_modules')),
        path,
      ).toEqual([]);
    }
  });

  it('names what it depends on, which is nothing, and its licence', () => {
    const sbom = JSON.parse(readFileSync('dist/sbom.cdx.json', 'utf8')) as {
      metadata: { component: { name: string; version: string } };
      components: unknown[];
    };
    expect(sbom.metadata.component).toMatchObject({ name: manifest.name, version: manifest.version });
    expect(sbom.components).toEqual([]);
    const banner = `/*! ${manifest.name} ${manifest.version}, MIT */`;
    expect(readFileSync('dist/iadvize-callbacks.global.js', 'utf8').slice(0, banner.length)).toBe(banner);
  });

  it('has the hash of the script-tag build that a page checks', () => {
    const hashes = JSON.parse(readFileSync('dist/integrity.json', 'utf8')) as Record<string, string>;
    const file = 'iadvize-callbacks.global.js';
    const digest = createHash('sha384')
      .update(readFileSync(join('dist', file)))
      .digest('base64');
    expect(hashes[file]).toBe(`sha384-${digest}`);
  });
});

const body = `
Object.assign(globalThis, { window: globalThis, document: { URL: 'https://www.shop.example/' } });
const iadvize = installCallbacks();
const heard: string[] = [];
iadvize.on('chatStarted', ({ detail }) => heard.push(String(detail.id)));
const tag = createFakeTag();
tag.load();
tag.fire('onChatStarted', { id: 7 });
console.log(callbackNames.length, heard.join());
`;
const source = `
import { callbackNames, installCallbacks } from '${manifest.name}';
import { createFakeTag } from '${manifest.name}/testing';
${body}`;
const untyped = body.replace(': string[]', '');
const printed = `${callbackNames.length} 7\n`;

describe('installed into an empty project', () => {
  it.each(imports)('gives $name by import and by require', async ({ name }) => {
    if (needsPeer.test(name)) {
      for (const code of [`await import('${name}')`, `require('${name}')`]) {
        await expect(
          inApp('--input-type', code.startsWith('await') ? 'module' : 'commonjs', '-e', code),
        ).rejects.toThrow(/Cannot find (package|module) '(@angular\/core|react|vue|jose)'/);
      }
      return;
    }
    const keys = (expression: string) =>
      `console.log(Object.keys(${expression}).filter((key) => key !== '__esModule').sort().join())`;
    const imported = await inApp('--input-type', 'module', '-e', keys(`await import('${name}')`));
    const required = await inApp('--input-type', 'commonjs', '-e', keys(`require('${name}')`));
    expect(imported.trim() === '').toBe(typesAlone.test(name));
    expect(required).toBe(imported);
  });

  it('runs as a module', async () => {
    write('main.mjs', source.replace(body, untyped));
    expect(await inApp('main.mjs')).toBe(printed);
  });

  it('runs by require', async () => {
    write(
      'main.cjs',
      `const { callbackNames, installCallbacks } = require('${manifest.name}');
       const { createFakeTag } = require('${manifest.name}/testing');
       ${untyped}`,
    );
    expect(await inApp('main.cjs')).toBe(printed);
  });

  it.each(['node16', 'bundler'])(
    'compiles in strict TypeScript with %s resolution',
    async (moduleResolution) => {
      write(
        'main.ts',
        `${source}
       // @ts-expect-error: there is no such event, which the types know.
       void (() => iadvize.on('chatBegan', () => {}));`,
      );
      const everything = imports
        .filter(({ name }) => !needsPeer.test(name))
        .map(({ name }, index) => `import * as import${index} from '${name}';\nconsole.log(import${index});\n`);
      write('everything.ts', everything.join(''));
      write(
        'tsconfig.json',
        JSON.stringify({
          compilerOptions: {
            strict: true,
            noEmit: true,
            target: 'es2022',
            lib: ['es2022', 'dom', 'dom.iterable'],
            // `testing/server` serves over node:http.
            typeRoots: [resolve('node_modules/@types')],
            types: ['node'],
            module: moduleResolution === 'bundler' ? 'esnext' : moduleResolution,
            moduleResolution,
          },
          files: ['main.ts', 'everything.ts'],
        }),
      );
      await inApp(tool('typescript', 'bin/tsc'));
    },
    180_000,
  );

  it('types the page’s globals where that is asked for, and only there', async () => {
    const everythingElse = imports
      .filter(({ name }) => !needsPeer.test(name) && !typesAlone.test(name))
      .map(({ name }, index) => `import * as import${index} from '${name}';\nconsole.log(import${index});\n`);
    write(
      'plain.ts',
      `${everythingElse.join('')}
       // @ts-expect-error: nobody asked for its type
       console.log(window.iAdvizeCallbacks);
       // @ts-expect-error: nobody asked for its type
       console.log(window.idzCustomData);`,
    );
    write(
      'typed.ts',
      `import '${manifest.name}/global';
       window.iAdvizeCallbacks = {
         ...window.iAdvizeCallbacks,
         onChatStarted(argument) {
           const id: number | string = argument.id;
           console.log(id, argument.conversationId?.length);
         },
         // @ts-expect-error: there is no such callback
         onChatBegan() {},
       };
       window.iAdvizeCallbacks?.onStatusChanged?.({ offline: 0, busy: '1' });
       window.iAdvizeInterface?.push((iAdvize) => iAdvize['navigate']?.('/'));
       window.idzCustomData = { extID: 'C-1', product_id: null };
       const events = window.iAdvizeEvents;
       if (events && !Array.isArray(events)) events.on('chatStarted', () => {});`,
    );
    for (const file of ['plain.ts', 'typed.ts']) {
      await inApp(
        ...([tool('typescript', 'bin/tsc'), '--strict', '--noEmit', '--ignoreConfig', '--target', 'es2022'] as const),
        ...['--module', 'esnext', '--moduleResolution', 'bundler', '--types', 'node'],
        ...['--typeRoots', resolve('node_modules/@types'), file],
      );
    }
  }, 180_000);

  it('is bundled', async () => {
    write('main.ts', source);
    write(
      'vite.config.js',
      `export default { build: { ssr: 'main.ts', rollupOptions: { output: { entryFileNames: 'bundled.mjs' } } }, ssr: { noExternal: true } };`,
    );
    await inApp(tool('vite', 'bin/vite.js'), 'build', '--logLevel', 'error');
    // Nothing is left to find beside it.
    const bundled = readFileSync(join(app, 'dist/bundled.mjs'), 'utf8');
    expect(bundled).not.toMatch(/^import /m);
    expect(await inApp(resolve(app, 'dist/bundled.mjs'))).toBe(printed);
  });
});
