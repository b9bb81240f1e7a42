// Kills pages with the beacon on them at random moments, and counts what their endpoint gets all the same:
// npm run build && node bench/crash.mjs [how many]
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { setTimeout as pass } from 'node:timers/promises';
import { chromium } from 'playwright';
import { importTypeScript } from './browser.mjs';

const kills = Number(process.argv[2] ?? 50);
/** How many pages live at once, and for how long at most, in milliseconds. */
const atOnce = 5;
const life = 4000;

const script = readFileSync('dist/iadvize-callbacks.all.global.js');
/** Every event that was answered with a 2xx, as it came. */
const received = [];
let status = 204;
const server = createServer((request, response) => {
  if (request.url === '/library.js') return response.end(script);
  if (request.method !== 'POST') {
    response.setHeader('content-type', 'text/html');
    return response.end(
      '<!doctype html><title>Shop</title><script src="/library.js" data-adapters="beacon" data-beacon-url="/events"></script>',
    );
  }
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    if (status < 300) received.push(...JSON.parse(body).events);
    response.writeHead(status).end();
  });
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${server.address().port}/`;

const { launchOptions } = await importTypeScript('../test/support/chromium.ts');
const options = await launchOptions();
const browser = await chromium.launch({
  ...options,
  // A page's process is the one that there was not before it.
  args: [...options.args, '--disable-features=SpareRendererForSitePerProcess', '--site-per-process'],
});
const context = await browser.newContext();
const session = await browser.newBrowserCDPSession();
const renderers = async () => {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
};

/** When each event fired, by its number, and when its page was killed, in epoch milliseconds. */
const fired = new Map();
const killed = [];
await context.exposeFunction('note', (number, time) => fired.set(number, time));
const survivor = await context.newPage();
await survivor.goto(url);

let count = 0;
async function openAndKill(index) {
  const before = await renderers();
  const page = await context.newPage();
  await page.goto(url);
  const [pid, ...others] = (await renderers()).filter((id) => !before.includes(id));
  if (!pid || others.length) throw new Error('The page has no process of its own.');
  const first = index * 1000;
  const kill = async () => {
    await page.evaluate((from) => {
      let number = from;
      window.setInterval(() => {
        window.note(number, Date.now());
        window.iAdvizeCallbacks.onRuleStarted({ id: number });
        number += 1;
      }, 40);
    }, first);
    await pass(200 + Math.random() * life);
    const crashed = new Promise((resolve) => page.once('crash', resolve));
    process.kill(pid, 'SIGKILL');
    killed[index] = Date.now();
    await crashed;
    await page.close();
  };
  return kill;
}

while (count < kills) {
  // In every other round, the endpoint fails while the pages live.
  status = (count / atOnce) % 2 ? 503 : 204;
  const round = [];
  for (let index = 0; index < atOnce && count < kills; index += 1, count += 1) round.push(await openAndKill(count));
  await Promise.all(round.map((kill) => kill()));
}
status = 204;
// A dead page's events are taken up ten seconds after its last sign of life, by a page that looks every ten seconds; the
// survivor itself may be waiting for up to a minute after it failed.
for (let last = -1; last !== received.length;) {
  last = received.length;
  await pass(65_000);
}
await browser.close();
server.close();

const ids = new Map();
for (const { id, parameters } of received) {
  const number = Number(parameters.rule_id);
  ids.set(number, (ids.get(number) ?? new Set()).add(id));
}
const lost = [...fired].filter(([number]) => !ids.has(number));
const early = lost.filter(([number, time]) => killed[Math.floor(number / 1000)] - time > 1000);
console.log({
  kills: killed.length,
  fired: fired.size,
  received: ids.size,
  sentAgain: received.length - new Set(received.map(({ id }) => id)).size,
  lostOfTheLastSecond: lost.length - early.length,
  lostBeforeTheLastSecond: early.length,
  oldestLost: Math.max(0, ...lost.map(([number, time]) => killed[Math.floor(number / 1000)] - time)),
  doubledById: [...ids.values()].filter((of) => of.size > 1).length,
});
