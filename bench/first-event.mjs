import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { summary } from './statistics.mjs';

const built = new URL('../dist/', import.meta.url);

/** Google's queue, and Didomi's SDK as it is for a visitor who has consented, each as the vendor's snippet leaves it. */
const vendors = `
  window.dataLayer = [];
  window.gtag = function (command) {
    if (command === 'event') window.first ??= performance.now();
    dataLayer.push(arguments);
  };
  window.didomiOnReady = { push: (run) => run({
    shouldUserStatusBeCollected: () => false,
    getCurrentUserStatus: () => ({ vendors: { 'c:iadvize-1': { enabled: true } }, purposes: {} }),
    on() {},
  }) };`;

const attributes = 'data-adapters="ga4" data-consent="didomi" data-consent-vendor="c:iadvize-1"';

const pageWith = (file) => `<!doctype html><title>Shop</title><link rel="icon" href="data:,">
  <script>${vendors}</script>
  <script src="/dist/${file}" ${attributes}></script>
  <script>window.called = performance.now(); iAdvizeCallbacks.onChatStarted({ id: Math.random(), startedBy: 'visitor' });</script>`;

const files = ['iadvize-callbacks.global.js', 'iadvize-callbacks.all.global.js'];

/**
 * At a fourth of the processor's speed, with nothing in the browser's cache: how long after a page has begun, and after the
 * tag has called, Google Analytics is told of a chat's start that Didomi allows.
 *
 * @returns milliseconds by the script's file
 */
export async function benchFirstEvent({ browser, runs }) {
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url, 'http://shop');
    const isScript = pathname.startsWith('/dist/');
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(isScript ? readFileSync(new URL(pathname.slice('/dist/'.length), built)) : pageWith(search.slice(1)));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${server.address().port}/`;
  const times = new Map(files.map((file) => [file, { page: [], call: [] }]));
  try {
    for (let round = 0; round < runs; round += 1) {
      for (const file of files) {
        const context = await browser.newContext();
        const tab = await context.newPage();
        const devTools = await context.newCDPSession(tab);
        await devTools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
        await tab.goto(`${url}?${file}`);
        await tab.waitForFunction('window.first');
        const [first, called] = await tab.evaluate('[first, called]');
        times.get(file).page.push(first);
        times.get(file).call.push(first - called);
        await context.close();
      }
    }
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  return Object.fromEntries(
    [...times].map(([file, { page, call }]) => [file, { page: summary(page), call: summary(call) }]),
  );
}
