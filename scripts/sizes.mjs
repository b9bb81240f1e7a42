// Checks what the build ships against its budgets, all in bytes of brotli. `--landing` asks for room, too: 5% of each budget
// has to be left for what comes next.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import * as adapters from '../dist/adapters/index.js';
import { bundle } from './bundle.mjs';
import { buildWithOneMore } from './grown.mjs';

/** The part of a budget that is left at landing. */
const room = 0.05;

const built = fileURLToPath(new URL('../dist/', import.meta.url));

const { peerDependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** Every consent source, from what the adapters' import gives. */
const consentSources = Object.keys(adapters).filter((name) => /Consent(Mode)?$/.test(name) && name !== 'watchConsent');

/**
 * What a page would ship, and what it may weigh at most; `over` names the row that a budget comes on top of. Where less is
 * aimed at than what its promises cost today, `aim` says how much.
 */
const budgets = [
  { name: 'core', code: `export { installCallbacks } from 'index.js'`, limit: 3280, aim: 2600 },
  {
    name: 'virtual agent handoff',
    code: `export { installCallbacks } from 'index.js'; export { createHandoff } from 'virtual-agent/index.js'`,
    over: 'core',
    limit: 1010,
    aim: 700,
  },
  {
    name: 'one adapter',
    code: `export { installCallbacks } from 'index.js'; export { domEvent } from 'adapters/index.js'`,
    over: 'core',
    limit: 2800,
    aim: 1950,
  },
  ...consentSources.map((name) => ({
    name,
    code: `export { installCallbacks } from 'index.js'; export { domEvent, ${name} } from 'adapters/index.js'`,
    over: 'one adapter',
    limit: 475,
    aim: 250,
  })),
  {
    name: 'beacon',
    code: `export { installCallbacks } from 'index.js'; export { beacon } from 'adapters/index.js'`,
    over: 'core',
    limit: 4000,
    aim: 3000,
  },
  { name: 'script tag', file: 'iadvize-callbacks.global.js', limit: 3930, aim: 3200 },
  { name: 'script tag, adapters', file: 'iadvize-callbacks.adapters.js', limit: 8760 },
  { name: 'script tag, consents', file: 'iadvize-callbacks.consents.js', limit: 3400 },
  { name: 'script tag, Virtual Agent', file: 'iadvize-callbacks.virtual-agent.js', limit: 5420, aim: 3850 },
  { name: 'script tag, everything in one file', file: 'iadvize-callbacks.all.global.js', limit: 29200, aim: 25300 },
  { name: 'inspector, once opened', file: 'iadvize-callbacks.inspector.js', limit: 12400, aim: 11200 },
  {
    name: 'inspector, not opened',
    code: `export { openInspectorFromAddress } from 'inspector/index.js'`,
    // With where it stood on the page before, which both parts read.
    limit: 480,
    aim: 350,
  },
  { name: 'server, for edge workers', code: `export * from 'server/index.js'`, limit: 21250, aim: 14000 },
  { name: 'server/bot, for edge workers', code: `export * from 'server/bot/index.js'`, limit: 7400 },
  { name: 'shared stores', code: `export * from 'server/stores/index.js'`, limit: 3400 },
  {
    name: 'state',
    code: `export { installCallbacks } from 'index.js'; export { createState } from 'state/index.js'`,
    over: 'core',
    // 250 of it for the custom buttons.
    limit: 885,
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
  {
    name: 'angular',
    code: `export { installCallbacks } from 'index.js'; export { createState } from 'state/index.js'; export * from 'angular/index.js'`,
    over: 'state',
    limit: 500,
  },
  // With 120 of the errors that all imports share.
  { name: 'web-sdk', code: `export { createWebSdk } from 'web-sdk/index.js'`, limit: 1080, aim: 1020 },
  {
    name: 'loadTag',
    code: `export { createWebSdk, loadTag } from 'web-sdk/index.js'`,
    over: 'web-sdk',
    limit: 400,
    aim: 400,
  },
  {
    name: 'links',
    code: `export { createWebSdk, followConversation } from 'web-sdk/index.js'`,
    over: 'web-sdk',
    limit: 300,
  },
  { name: 'inline snippet', file: 'snippet.js', limit: 520 },
];

/**
 * What one more callback may cost at most, in these rows, which are built anew with one more. What one more vendor may cost,
 * test/node/add-a-vendor.test.ts weighs in the adapters alone: in a file of 80 kB, brotli's own choices outweigh it.
 */
const marginal = [
  { name: 'one more callback with one field', row: 'core', limit: 25 },
  { name: 'one more callback', row: 'inline snippet', limit: 8 },
];

/** Has rollup begin with a text instead of a file; what it imports is in a build's folder. */
const entry = (code, dist) => ({
  name: 'entry',
  resolveId: (id) => (id === 'entry' ? id : undefined),
  load: (id) => (id === 'entry' ? code.replaceAll(/from '(?!\/)/g, `from '${dist}`) : undefined),
});

const external = Object.keys(peerDependencies);

const withoutMap = (code) => code.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '');

/** What a row's page would ship of the build in this folder, in bytes. */
async function measure({ code, file }, dist = built) {
  const shipped = code
    ? await bundle('entry', { external, plugins: [entry(code, dist)] })
    : withoutMap(readFileSync(dist + file, 'utf8'));
  return brotliCompressSync(shipped).length;
}

const sizes = new Map();
const rows = [];
const add = (what, bytes, { limit, aim }, kept) =>
  rows.push({
    what,
    bytes,
    limit,
    'aim missed by': aim && bytes > aim ? bytes - aim : '',
    left: limit - bytes,
    'left, %': Math.round((1000 * (limit - bytes)) / limit) / 10,
    kept,
  });

for (const budget of budgets) {
  const { name, over, limit } = budget;
  const size = await measure(budget);
  sizes.set(name, size);
  const bytes = over ? size - sizes.get(over) : size;
  const landed = !process.argv.includes('--landing') || bytes <= limit * (1 - room);
  add(over ? `${name}, over ${over}` : name, bytes, budget, bytes <= limit && landed);
}

await buildWithOneMore(async (dist) => {
  for (const budget of marginal) {
    const { name, row, limit } = budget;
    const whole = budgets.find((one) => one.name === row);
    const bytes = (await measure(whole, dist)) - sizes.get(row);
    add(`${name}, in ${row}`, bytes, budget, bytes <= limit);
  }
});

console.table(rows);
if (rows.some(({ kept }) => !kept)) {
  console.error(process.argv.includes('--landing') ? 'A budget leaves less than 5%.' : 'A budget is exceeded.');
  process.exitCode = 1;
}
