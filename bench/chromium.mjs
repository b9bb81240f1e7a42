import { chromium } from 'playwright';
import { createServer } from 'vite';

const page = `<!doctype html><script type="module">
  import { Bench } from 'tinybench';
  import * as library from '/dist/index.js';
  import { benchCalls, millionCalls } from '/bench/calls.mjs';
  const million = millionCalls(library);
  window.million = million.run;
  window.bench = async () => {
    million.end();
    return benchCalls(Bench, library);
  };
</script>`;

/** Runs the same in Chromium, from the built files. */
export async function benchInChromium() {
  const server = await createServer({
    configFile: false,
    logLevel: 'error',
    server: { port: 0, host: '127.0.0.1' },
    plugins: [
      {
        name: 'page',
        configureServer: ({ middlewares }) => {
          middlewares.use('/bench.html', (_, response) => {
            void server.transformIndexHtml('/bench.html', page).then((html) => response.end(html));
          });
        },
      },
    ],
  });
  await server.listen();
  const { launchOptions } = await server.ssrLoadModule('/test/support/chromium.ts');
  const options = await launchOptions();
  const browser = await chromium.launch({
    ...options,
    args: [...options.args, '--js-flags=--expose-gc', '--enable-precise-memory-info'],
  });
  try {
    const tab = await browser.newPage();
    await tab.goto(`http://127.0.0.1:${server.httpServer.address().port}/bench.html`);
    await tab.waitForFunction('window.bench');
    const heapAfter = () => tab.evaluate('million(); gc(); performance.memory.usedJSHeapSize');
    await heapAfter();
    const heap = { first: await heapAfter(), second: await heapAfter() };
    return { heap, rows: await tab.evaluate('bench()') };
  } finally {
    await browser.close();
    await server.close();
  }
}
