import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import typescript from '@rollup/plugin-typescript';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import license from 'rollup-plugin-license';

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

/** What an import loads on demand: a file of its own, so that an app's bundler can keep it one. */
const onDemand = { 'inspector/open': 'src/inspector/open.ts' };

const packages = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
const external = (id) => id.startsWith('node:') || packages.some((name) => id === name || id.startsWith(`${name}/`));

// The sources travel inside the maps: the package ships none.
const compile = (sourceMap = true) =>
  typescript({
    compilerOptions: { noEmit: false, allowImportingTsExtensions: false, sourceMap, inlineSources: sourceMap },
    include: 'src/**',
  });
const minify = (options) => terser({ ecma: 2020, compress: { passes: 3, ...options } });

/** Puts a string that the build makes in the place of a name. */
const inject = (name, make) => ({
  name: 'inject',
  async renderChunk(code) {
    return code.includes(name) ? { code: code.replaceAll(name, JSON.stringify(await make())), map: null } : null;
  },
});

/** Has the script-tag build name the licences of what it contains, whose texts ship beside it. */
const licences = () =>
  license({
    banner: {
      commentStyle: 'ignored',
      content: '<%= pkg.name %> <%= pkg.version %>, <%= pkg.license %>; see LICENSES.txt',
    },
    thirdParty: {
      output: { file: 'dist/LICENSES.txt' },
      allow: { test: 'MIT', failOnUnlicensed: true, failOnViolation: true },
    },
  });

/** Keeps a classic script's `const`s to itself in fewer bytes than a function does. */
const block = { name: 'block', renderChunk: (code) => ({ code: `{${code.trim()}}`, map: null }) };

/** The callbacks' names without their `on`, from the table. */
async function callbackNames() {
  const bundle = await rollup({ input: 'src/core/callbacks.ts', plugins: [compile(false)] });
  const { output } = await bundle.generate({ format: 'es' });
  const table = await import(`data:text/javascript,${encodeURIComponent(output[0].code)}`);
  return table.callbackNames.map((name) => name.slice(2)).join(' ');
}

const inlineSnippet = () =>
  readFileSync('dist/snippet.js', 'utf8')
    .replace(/\/\/# sourceMappingURL=.*\s*$/, '')
    .trim();

const inspectorIntegrity = () =>
  `sha256-${createHash('sha256').update(readFileSync('dist/iadvize-callbacks.inspector.js')).digest('base64')}`;

export default [
  {
    input: 'src/snippet/inline.ts',
    plugins: [compile(), inject('CALLBACK_NAMES', callbackNames), minify(), block],
    output: { file: 'dist/snippet.js', format: 'es', sourcemap: true },
  },
  {
    input: { ...entries, ...onDemand },
    external,
    plugins: [compile(), inject('SNIPPET', inlineSnippet)],
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
  {
    input: entries,
    external,
    plugins: [dts()],
    output: ['ts', 'cts'].map((extension) => ({
      dir: 'dist',
      format: 'es',
      entryFileNames: `[name].d.${extension}`,
      chunkFileNames: `shared/[name].d.${extension}`,
    })),
  },
  {
    input: 'src/inspector/open.ts',
    plugins: [compile(), nodeResolve(), minify(), licences()],
    output: { file: 'dist/iadvize-callbacks.inspector.js', format: 'es', sourcemap: true },
  },
  {
    input: 'src/global.ts',
    plugins: [
      compile(),
      nodeResolve(),
      inject('INSPECTOR_INTEGRITY', inspectorIntegrity),
      // Nothing in it is called with `new` but classes, so its functions may become arrows.
      minify({ unsafe_arrows: true, unsafe_methods: true }),
      licences(),
    ],
    output: { file: 'dist/iadvize-callbacks.global.js', format: 'iife', sourcemap: true },
  },
];
