// What the library adds to the bundle of each example, in bytes of brotli: weighs each as `npm run test:frameworks` has left
// it, builds it once more with the library's functions empty, and writes the table of docs/frameworks/index.md.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { parse } from 'acorn';

const kB = (bytes) => `${(bytes / 1000).toFixed(2)} kB`;

/** Where the scripts of each are that a browser may load, and the script of `package.json` that makes them. */
const bundled = [
  { name: 'next', page: 'next', folder: '.next/static' },
  { name: 'nuxt', page: 'nuxt', folder: '.output/public' },
  { name: 'sveltekit', page: 'svelte-kit', folder: 'build/client' },
  { name: 'angular', page: 'angular', folder: 'dist/zoneless/browser', script: 'build:zoneless' },
  { name: 'astro', page: 'astro', folder: 'dist' },
  { name: 'react-vite', page: 'react', folder: 'dist' },
  { name: 'vue-vite', page: 'vue', folder: 'dist' },
  { name: 'webpack', page: 'webpack', folder: 'dist/current' },
  { name: 'webpack', page: 'webpack', folder: 'dist/es5', note: ', to ES5' },
];

const brotli = (path) => brotliCompressSync(readFileSync(path)).length;

/** Bytes of every script in a folder, but for the tag's stand-in. */
const weigh = (folder) =>
  readdirSync(folder, { recursive: true })
    .filter((file) => /\.m?js$/.test(file) && file !== 'tag.js')
    .reduce((sum, file) => sum + brotli(join(folder, file)), 0);

/** Removes what the builds have written, and what frameworks keep from one to the next. */
function clean(name) {
  for (const entry of readdirSync(`examples/${name}`, { withFileTypes: true })) {
    const isBuilt = entry.name.startsWith('.') || ['build', 'dist'].includes(entry.name);
    if (entry.isDirectory() && isBuilt) rmSync(`examples/${name}/${entry.name}`, { recursive: true });
  }
}

function build({ name, script = 'build' }) {
  clean(name);
  // As outside of tests: by another NODE_ENV, some would build what is for development.
  const env = { ...process.env, NODE_ENV: undefined, NG_CLI_ANALYTICS: 'false' };
  for (const maker of ['ASTRO', 'NEXT', 'NUXT']) env[`${maker}_TELEMETRY_DISABLED`] = '1';
  execFileSync('npm', ['run', script], { cwd: `examples/${name}`, env, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Exports what a module does, as one function that no bundler knows to be empty. */
function emptied(code) {
  const named = parse(code, { ecmaVersion: 'latest', sourceType: 'module' }).body.flatMap(
    ({ specifiers = [], type }) =>
      type === 'ExportNamedDeclaration' ? specifiers.map(({ exported }) => `nothing as ${exported.name}`) : [],
  );
  return `const nothing = globalThis.nothing ?? (() => {});\nexport { ${named.join(', ')} };\n`;
}

/** Empties the library that an example has installed. What is used while it is built stays: the snippet is no part of a bundle. */
function empty(name) {
  const library = `examples/${name}/node_modules/iadvize-callbacks`;
  const manifest = JSON.parse(readFileSync(join(library, 'package.json'), 'utf8'));
  for (const [entry, conditions] of Object.entries(manifest.exports)) {
    if (!conditions.import || ['./snippet', './vite'].includes(entry)) continue;
    const path = join(library, conditions.import.default);
    writeFileSync(path, emptied(readFileSync(path, 'utf8')));
  }
}

const rows = [];
for (const name of new Set(bundled.map(({ name }) => name))) {
  const all = bundled.filter((example) => example.name === name);
  const weighed = () => all.map(({ folder }) => weigh(`examples/${name}/${folder}`));
  const whole = weighed();
  empty(name);
  build(all[0]);
  const without = weighed();
  all.forEach(({ page, note = '' }, at) =>
    rows.push([`[\`${name}\`](${page}.md)${note}`, kB(without[at]), kB(whole[at] - without[at])]),
  );
  // Neither what is empty nor what it was built into is for anybody else.
  clean(name);
  rmSync(`examples/${name}/node_modules`, { recursive: true });
}

const loaded = ['global', 'adapters', 'consents'].map((file) => brotli(`dist/iadvize-callbacks.${file}.js`));
rows.push(['[`gtm`](gtm.md), three files of the script tag', 'none', kB(loaded.reduce((sum, bytes) => sum + bytes))]);

const columns = [['example', 'scripts without it', 'the library adds'], ...rows];
const widths = [0, 1, 2].map((at) => Math.max(...columns.map((row) => row[at].length)));
const line = (row) =>
  `| ${row.map((cell, at) => (at ? cell.padStart(widths[at]) : cell.padEnd(widths[at]))).join(' | ')} |`;
const rule = `| ${widths.map((width, at) => (at ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width))).join(' | ')} |`;
const [head, ...body] = columns.map(line);

const path = 'docs/frameworks/index.md';
const page = readFileSync(path, 'utf8');
const table = /(<!-- sizes -->\n)[^]*(<!-- \/sizes -->)/;
if (!table.test(page)) throw new Error(`${path} has no place for the table`);
writeFileSync(
  path,
  page.replace(table, (_, begin, end) => `${begin}\n${[head, rule, ...body].join('\n')}\n\n${end}`),
);
console.log([head, rule, ...body].join('\n'));
