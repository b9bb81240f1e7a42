// Prints the hashes by which a page recognises the built scripts: `integrity` for those that it loads, and for the inline
// snippet what a Content-Security-Policy lists. Writes them to dist/integrity.json too.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const dist = new URL('../dist/', import.meta.url);
const hash = (algorithm, content) => `${algorithm}-${createHash(algorithm).update(content).digest('base64')}`;
const built = (file) => readFileSync(new URL(file, dist));

const { snippet } = await import(new URL('snippet/index.js', dist));

const hashes = {
  'iadvize-callbacks.global.js': hash('sha384', built('iadvize-callbacks.global.js')),
  'iadvize-callbacks.inspector.js': hash('sha384', built('iadvize-callbacks.inspector.js')),
  'snippet, inline': hash('sha256', snippet),
};

for (const [name, value] of Object.entries(hashes)) console.log(`${name}: ${value}`);
writeFileSync(new URL('integrity.json', dist), `${JSON.stringify(hashes, null, 2)}\n`);
