import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { runnerImport } from 'vite';

/** Imports a TypeScript module of the tests'. */
export async function importTypeScript(path) {
  const { module } = await runnerImport(fileURLToPath(new URL(path, import.meta.url)));
  return module;
}

/** Chromium, with no network but loopback: a script of a vendor's is asked for and never comes. */
export async function startBrowser() {
  const { launchOptions } = await importTypeScript('../test/support/chromium.ts');
  const options = await launchOptions();
  return chromium.launch({
    ...options,
    args: [
      ...options.args,
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
      '--js-flags=--expose-gc',
      '--enable-precise-memory-info',
    ],
  });
}

// Isolated from other origins, a page gets the clock in steps of 5 µs instead of 100.
const headers = {
  'content-type': 'text/html; charset=utf-8',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

/** An empty page on loopback, opened in a renderer process of its own each time. */
export async function startPage(browser) {
  const server = createServer((_, response) => {
    response.writeHead(200, headers).end('<!doctype html><title>Shop</title><script></script>');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${server.address().port}/`;

  return {
    /** Opens it, and returns what `run` returns of it. */
    async use(run) {
      const context = await browser.newContext();
      try {
        const page = await context.newPage();
        const errors = [];
        page.on('pageerror', (error) => errors.push(error));
        await page.goto(url, { waitUntil: 'load' });
        if (!(await page.evaluate('crossOriginIsolated'))) throw new Error('The clock is too coarse');
        const result = await run(page);
        // What threw halfway was fast for no good reason.
        if (errors.length) throw errors[0];
        return result;
      } finally {
        await context.close();
      }
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
