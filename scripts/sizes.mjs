// Checks what the build ships against its budgets, all in bytes of brotli.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import * as adapters from '../dist/adapters/index.js';
import { bundle } from './bundle.mjs';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));

const { peerDependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** Every consent source, from what the adapters' import gives. */
const consentSources = Object.keys(adapters).filter((name) => /Consent(Mode)?$/.test(name) && name !== 'watchConsent');

/** What a page would ship, and what it may weigh at most; `over` names the row that a budget comes on top of. */
const budgets = [
  { name: 'core', code: `export { installCallbacks } from 'index.js'`, limit: 3210 },
  {
    name: 'virtual agent handoff',
    code: `export { installCallbacks } from 'index.js'; export { createHandoff } from 'virtual-agent/index.js'`,
    over: 'core',
    limit: 700,
  },
  {
    name: 'one adapter',
    code: `export { installCallbacks } from 'index.js'; export { domEvent } from 'adapters/index.js'`,
    over: 'core',
    limit: 2200,
  },
  ...consentSources.map((name) => ({
    name,
    code: `export { installCallbacks } from 'index.js'; export { domEvent, ${name} } from 'adapters/index.js'`,
    over: 'one adapter',
    limit: 250,
  })),
  {
    name: 'beacon',
    code: `export { installCallbacks } from 'index.js'; export { beacon } from 'adapters/index.js'`,
    over: 'core',
    limit: 3000,
  },
  { name: 'script-tag build', file: 'iadvize-callbacks.global.js', limit: 12900 },
  { name: 'inspector, once opened', file: 'iadvize-callbacks.inspector.js', limit: 11400 },
  {
    name: 'inspector, not opened',
    code: `export { openInspectorFromAddress } from 'inspector/index.js'`,
    limit: 350,
  },
  { name: 'server, for edge workers', code: `export * from 'server/index.js'`, limit: 12000 },
  {
    name: 'state',
    code: `export { installCallbacks } from 'index.js'; export { createState } from 'state/index.js'`,
    over: 'core',
    // 250 of it for the custom buttons.
    limit: 850,
  },
  {
    name: 'react',
    code: `export { installCallbacks } from 'index.js'; export { createState } from 'state/index.js'; export * from 'react/index.js'`,
    over: 'state',
    limit: 500,
  },
  {
    name: 'vue',
    code: `export { installCallbacks } from 'index.js'; export { createState } from 'state/index.js'; export * from 'vue/index.js'`,
    over: 'state',
    limit: 500,
  },
  { name: 'web-sdk', code: `export { createWebSdk } from 'web-sdk/index.js'`, limit: 900 },
  {
    name: 'loadTag',
    code: `export { createWebSdk, loadTag } from 'web-sdk/index.js'`,
    over: 'web-sdk',
    limit: 400,
  },
  {
    name: 'links',
    code: `export { createWebSdk, followConversation } from 'web-sdk/index.js'`,
    over: 'web-sdk',
    limit: 300,
  },
  { name: 'inline snippet', file: 'snippet.js', limit: 520 },
];

/** Has rollup begin with a text instead of a file; what it imports is in dist. */
const entry = (code) => ({
  name: 'entry',
  resolveId: (id) => (id === 'entry' ? id : undefined),
  load: (id) => (id === 'entry' ? code.replaceAll(/from '(?!\/)/g, `from '${dist}`) : undefined),
});

const external = Object.keys(peerDependencies);

const withoutMap = (code) => code.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '');

const sizes = new Map();
const rows = [];
for (const { name, code, file, over, limit } of budgets) {
  const shipped = code
    ? await bundle('entry', { external, plugins: [entry(code)] })
    : withoutMap(readFileSync(dist + file, 'utf8'));
  const size = brotliCompressSync(shipped).length;
  sizes.set(name, size);
  const counted = over ? size - sizes.get(over) : size;
  rows.push({ what: over ? `${name}, over ${over}` : name, bytes: counted, limit, ok: counted <= limit });
}

console.table(rows);
if (rows.some(({ ok }) => !ok)) {
  console.error('A budget is exceeded.');
  process.exit(1);
}
