// Makes what the site has besides its pages, from the sources and from the built files: the API reference, and the
// playground's scripts.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { bundle } from './bundle.mjs';

const { status } = spawnSync(
  process.execPath,
  ['node_modules/typedoc/bin/typedoc', '--options', 'docs/.vitepress/typedoc.json', '--logLevel', 'Warn'],
  { stdio: 'inherit' },
);
if (status) process.exit(status);

const folder = 'docs/public/playground';
const library = 'iadvize-callbacks.all.global.js';
mkdirSync(folder, { recursive: true });
copyFileSync(`dist/${library}`, `${folder}/${library}`);
writeFileSync(`${folder}/stand-in.js`, await bundle('docs/.vitepress/playground/stand-in.js', { format: 'iife' }));
