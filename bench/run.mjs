// What the documentation's figures come from: npm run bench
//
// `npm run bench -- inp leave` measures these parts alone and prints them; `--quick` measures little, and writes nothing.
// `node bench/run.mjs --draw` writes page and chart again from results.json, and `--check` fails where they differ.
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem, type } from 'node:os';
import { brotliCompressSync } from 'node:zlib';
import { format, resolveConfig } from 'prettier';
import { benchBot } from './bot.mjs';
import { startBrowser, startPage } from './browser.mjs';
import { benchCalls, benchHeap } from './calls.mjs';
import { chart } from './chart.mjs';
import { benchFirstEvent } from './first-event.mjs';
import { benchInp } from './inp.mjs';
import { benchInspector } from './inspector.mjs';
import { benchInstall } from './install.mjs';
import { benchLeave } from './leave.mjs';
import { builtScripts, scripts } from './peers.mjs';
import { report } from './report.mjs';
import { benchServer } from './server.mjs';
import { benchStorage } from './storage.mjs';

const flags = process.argv.slice(2).filter((argument) => argument.startsWith('--'));
const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const quick = flags.includes('--quick');

/** Each is given the browser and a page of it. */
const parts = {
  bytes: async () =>
    Object.fromEntries(
      [...(await scripts()), ...builtScripts()].map(([name, code]) => [name, brotliCompressSync(code).length]),
    ),
  install: async ({ page }) =>
    benchInstall({ page, scripts: [...(await scripts()), ...builtScripts()], runs: quick ? 1 : 60, rate: 4 }),
  // On a machine as it is.
  unthrottled: async ({ page }) =>
    benchInstall({ page, scripts: [...(await scripts()), ...builtScripts()], runs: quick ? 1 : 20, rate: 1 }),
  calls: ({ page }) => benchCalls({ page, runs: quick ? 1 : 8 }),
  heap: benchHeap,
  inp: ({ page }) => benchInp(quick ? { page, visits: 1, clicks: 2 } : { page, visits: 6, clicks: 25 }),
  firstEvent: ({ browser }) => benchFirstEvent({ browser, runs: quick ? 1 : 20 }),
  leave: ({ browser }) => benchLeave({ browser, rounds: quick ? 2 : 100 }),
  inspector: ({ page }) => benchInspector({ page, runs: quick ? 1 : 10 }),
  storage: ({ browser }) => benchStorage({ browser, rounds: quick ? 1 : 10 }),
  server: async () => [...(await benchServer()), ...(await benchBot())],
};

/** What is not about this run's order of magnitude is noise. */
const rounded = (_, value) => (typeof value === 'number' ? Number(value.toPrecision(6)) : value);

const file = (path) => new URL(path, import.meta.url);

/** The figures as files, by their address, as they must be to show these results. */
async function filesOf(results) {
  const address = file('../docs/guide/performance.md');
  const page = readFileSync(address, 'utf8');
  const options = await resolveConfig(address);
  const between = /(<!-- bench -->\n)[^]*?(<!-- \/bench -->)/;
  if (!between.test(page)) throw new Error('The page on performance has no place for the figures');
  const markdown = page.replace(between, (_, begin, end) => `${begin}\n${report(results)}\n\n${end}`);
  return new Map([
    [address, await format(markdown, { ...options, parser: 'markdown' })],
    [file('chart.svg'), chart(results)],
  ]);
}

const readResults = () => JSON.parse(readFileSync(file('results.json'), 'utf8'));

async function draw(results) {
  for (const [address, content] of await filesOf(results)) writeFileSync(address, content);
}

async function check() {
  for (const [address, content] of await filesOf(readResults())) {
    if (readFileSync(address, 'utf8') === content) continue;
    throw new Error(`${address.pathname.split('/').pop()} does not show what bench/results.json has: npm run bench`);
  }
}

async function measure(names) {
  const browser = await startBrowser();
  const page = await startPage(browser);
  const memory = Math.round(totalmem() / 2 ** 30);
  const results = {
    date: new Date().toISOString().slice(0, 10),
    machine:
      `${cpus().length} × ${cpus()[0].model.trim()}, ${memory} GB, ${type()}, ` +
      `Chromium ${browser.version().split('.')[0]}, Node ${process.versions.node}`,
  };
  try {
    for (const name of names) {
      const begin = performance.now();
      results[name] = await parts[name]({ browser, page });
      console.log(`\n${name} (${Math.round((performance.now() - begin) / 1000)} s)`);
      console.dir(results[name], { depth: null });
    }
  } finally {
    await browser.close();
    await page.close();
  }
  return JSON.parse(JSON.stringify(results, rounded));
}

for (const name of named) {
  if (!(name in parts)) throw new Error(`No part ${name}, only ${Object.keys(parts).join(', ')}`);
}
if (flags.includes('--check')) {
  await check();
} else if (flags.includes('--draw')) {
  await draw(readResults());
} else {
  const whole = named.length === 0;
  const results = await measure(whole ? Object.keys(parts) : named);
  if (whole) console.log(`\n${report(results)}`);
  if (whole && !quick) {
    const options = await resolveConfig(file('results.json'));
    writeFileSync(file('results.json'), await format(JSON.stringify(results), { ...options, parser: 'json' }));
    await draw(results);
  }
}
