// Checks that browsers of the floor can parse every built script: ES2020.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'acorn';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));

let failed = 0;
const scripts = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) => /\.c?js$/.test(name));
for (const name of scripts) {
  const code = readFileSync(join(dist, name), 'utf8');
  const sourceType = /global\.js$|^snippet\.js$|\.cjs$/.test(name) ? 'script' : 'module';
  try {
    parse(code, { ecmaVersion: 2020, sourceType });
  } catch ({ message, pos }) {
    failed += 1;
    console.error(`${name}: ${message}: ${code.slice(pos - 40, pos + 20)}`);
  }
}
console.log(`${scripts.length - failed} of ${scripts.length} scripts are ES2020`);
if (failed) process.exitCode = 1;
