import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import ts from 'typescript';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));

/** The public imports, from their one list, `exports` in package.json; each is a folder of `src`. */
const entries = Object.fromEntries(
  Object.keys(manifest.exports)
    .filter((path) => path !== './package.json')
    .map((path) => path.slice(2))
    .map((name) => {
      if (!name) return ['index', 'src/index.ts'];
      return [`${name}/index`, `src/${name}/index.ts`];
    }),
);

/** What an import loads on demand, and what decides whether: files of their own, so that an app's bundler can keep them so. */
const onDemand = { 'inspector/open': 'src/inspector/open.ts', 'inspector/standing': 'src/inspector/standing.ts' };

const packages = Object.keys(manifest.peerDependencies);
const external = (id) => id.startsWith('node:') || packages.some((name) => id === name || id.startsWith(`${name}/`));

/**
 * TypeScript to the JavaScript that every browser of the floor parses, a file at a time; `tsc` checks the types. The sources
 * travel inside the maps: the package ships none.
 */
const compile = () => ({
  name: 'compile',
  transform(code, fileName) {
    if (!fileName.endsWith('.ts')) return null;
    const compilerOptions = { target: 'es2020', module: 'esnext', sourceMap: true, inlineSources: true };
    const { outputText, sourceMapText } = ts.transpileModule(code, { fileName, compilerOptions });
    return { code: outputText.replace(/\n\/\/# sourceMappingURL=.*/, ''), map: sourceMapText };
  },
});
const resolve = () => nodeResolve({ extensions: ['.ts', '.mjs', '.js'] });
/** In ASCII alone: a page that does not name its encoding may read the file in another one. */
const minify = (options) => terser({ ecma: 2020, compress: { passes: 3, ...options }, format: { ascii_only: true } });

/** Puts what the build makes in the place of a name. */
const inject = (name, make) => ({
  name: 'inject',
  async renderChunk(code) {
    return code.includes(name) ? { code: code.replaceAll(name, JSON.stringify(await make())), map: null } : null;
  },
});

/** What a file that a page loads says of itself. */
const banner = `/*! ${manifest.name} ${manifest.version}, ${manifest.license} */`;

/** Keeps a classic script's `const`s to itself in fewer bytes than a function does. */
const block = { name: 'block', renderChunk: (code) => ({ code: `{${code.trim()}}`, map: null }) };

/** Ends a file with its last statement: a page has it inline, and a policy its hash. */
const trim = {
  name: 'trim',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) if (chunk.type === 'chunk') chunk.code = chunk.code.trim();
  },
};

/** The callbacks' names without their `on`, from the table. */
async function callbackNames() {
  const bundle = await rollup({ input: 'src/core/callbacks.ts', plugins: [compile(), resolve()] });
  const { output } = await bundle.generate({ format: 'es' });
  const table = await import(`data:text/javascript,${encodeURIComponent(output[0].code)}`);
  return table.callbackNames.map((name) => name.slice(2)).join(' ');
}

const built = (file) => readFileSync(`dist/${file}`);

const inlineSnippet = () => built('snippet.js').toString();

/** What the script tag loads on demand: a file each, by the name that its `load` knows. */
const modules = {
  adapters: 'src/script-tag/adapters.ts',
  consents: 'src/script-tag/consents.ts',
  'virtual-agent': 'src/virtual-agent/index.ts',
  inspector: 'src/inspector/open.ts',
};
const moduleFile = (name) => `iadvize-callbacks.${name}.js`;

const hashOf = (file) => `sha256-${createHash('sha256').update(built(file)).digest('base64')}`;
const hashes = () => Object.fromEntries(Object.keys(modules).map((name) => [name, hashOf(moduleFile(name))]));

/** A file that a page loads as it is. Nothing in a script is called with `new` but classes, so its functions may become arrows. */
const script = (input, file, format, ...plugins) => ({
  input,
  plugins: [
    compile(),
    resolve(),
    ...plugins,
    minify(format === 'iife' ? { unsafe_arrows: true, unsafe_methods: true } : {}),
  ],
  output: { file: `dist/${file}`, format, banner, sourcemap: true, inlineDynamicImports: true },
});

/** The types of some imports. */
const declarations = (input) => ({
  input: Object.fromEntries(input),
  external,
  plugins: [dts()],
  output: ['ts', 'cts'].map((extension) => ({
    dir: 'dist',
    format: 'es',
    entryFileNames: `[name].d.${extension}`,
    chunkFileNames: `shared/[name].d.${extension}`,
  })),
});

const builds = [
  {
    input: 'src/snippet/inline.ts',
    plugins: [compile(), resolve(), inject('CALLBACK_NAMES', callbackNames), minify(), block, trim],
    output: { file: 'dist/snippet.js', format: 'es', sourcemap: 'hidden' },
  },
  {
    input: { ...entries, ...onDemand },
    external,
    plugins: [compile(), resolve(), inject('SNIPPET', inlineSnippet)],
    output: [
      { dir: 'dist', format: 'es', sourcemap: true, chunkFileNames: 'shared/[name].js' },
      {
        dir: 'dist',
        format: 'cjs',
        sourcemap: true,
        entryFileNames: '[name].cjs',
        chunkFileNames: 'shared/[name].cjs',
      },
    ],
  },
  // The globals' types name whole modules, which comes out right only where these are in the same file.
  declarations(Object.entries(entries).filter(([name]) => name !== 'global/index')),
  declarations(Object.entries(entries).filter(([name]) => name === 'global/index')),
  ...Object.entries(modules).map(([name, input]) => script(input, moduleFile(name), 'es')),
  script('src/script-tag/hashes.ts', moduleFile('hashes'), 'es', inject('HASHES', hashes)),
  script(
    'src/script-tag/on-demand.ts',
    'iadvize-callbacks.global.js',
    'iife',
    inject('INTEGRITY', () => hashOf(moduleFile('hashes'))),
  ),
  script('src/script-tag/all.ts', 'iadvize-callbacks.all.global.js', 'iife'),
];

/** What `--configOnly "snippet imports"` names, of one that it needs all the same; default: everything. */
const parts = {
  snippet: ({ input }) => input === 'src/snippet/inline.ts',
  imports: ({ input, output }) => typeof input === 'object' && output[0].entryFileNames === undefined,
  all: ({ output }) => output.file === 'dist/iadvize-callbacks.all.global.js',
};

export default ({ configOnly }) =>
  configOnly ? builds.filter((build) => configOnly.split(' ').some((part) => parts[part](build))) : builds;
