// Makes what the site has besides its pages, from the sources and from the built files: the API reference, and the
// playground's scripts.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from './bundle.mjs';

const { status } = spawnSync(
  process.execPath,
  ['node_modules/typedoc/bin/typedoc', '--options', 'docs/.vitepress/typedoc.json', '--logLevel', 'Warn'],
  { stdio: 'inherit' },
);
if (status) process.exit(status);

// TypeDoc has no name for what a function takes apart where it declares it: here these are the options.
for (const file of readdirSync('docs/reference', { recursive: true })) {
  if (!file.endsWith('.md')) continue;
  const path = join('docs/reference', file);
  const text = readFileSync(path, 'utf8')
    .replaceAll(/\.{3}`__namedParameters` \| \\\[`(options\??)`: (.*)\\\] \|/g, '`$1` | $2 |')
    .replaceAll('...`__namedParameters`', '`options`')
    .replaceAll('__namedParameters', 'options');
  writeFileSync(path, text);
}

const folder = 'docs/public/playground';
const library = 'iadvize-callbacks.all.global.js';
mkdirSync(folder, { recursive: true });
copyFileSync(`dist/${library}`, `${folder}/${library}`);
writeFileSync(`${folder}/stand-in.js`, await bundle('docs/.vitepress/playground/stand-in.js', { format: 'iife' }));
