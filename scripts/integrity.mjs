// Prints the hashes by which a page recognises the built scripts: `integrity` for those that it loads, and for the inline
// snippet what a Content-Security-Policy lists. Writes them to dist/integrity.json too.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';

const dist = new URL('../dist/', import.meta.url);
const hash = (algorithm, content) => `${algorithm}-${createHash(algorithm).update(content).digest('base64')}`;
const built = (file) => readFileSync(new URL(file, dist));

/** What a page loads by a file's address. */
const scripts = readdirSync(dist).filter((name) => /^iadvize-callbacks\..*\.js$/.test(name));

const hashes = {
  ...Object.fromEntries(scripts.map((name) => [name, hash('sha384', built(name))])),
  'snippet, inline': hash('sha256', built('snippet.js')),
};

for (const [name, value] of Object.entries(hashes)) console.log(`${name}: ${value}`);
writeFileSync(new URL('integrity.json', dist), `${JSON.stringify(hashes, null, 2)}\n`);
