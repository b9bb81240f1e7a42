import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll } from 'vitest';
import { launchOptions } from './chromium';

/** A tag as a page loads it: a classic script that declares its own global with `var`. */
const tag = `
  var iAdvize = { vaSCI: undefined };
  (function () {
    var reads = document.currentScript.dataset.reads;
    var found = window.iAdvizeCallbacks;
    var copy = Object.assign({}, found);
    window.fire = function (name, argument) {
      var callbacks = reads === 'live' ? window.iAdvizeCallbacks : reads === 'reference' ? found : copy;
      if (callbacks && callbacks[name]) callbacks[name](argument);
    };
  })();
`;

const types: Record<string, string> = { js: 'text/javascript', map: 'application/json', html: 'text/html' };

export interface ShopPage {
  readonly head?: string;
  readonly body?: string;
  /** Response headers of the page, a Content-Security-Policy for instance. */
  readonly headers?: Record<string, string>;
  /** The query string of the page's address, such as `?page=2`. */
  readonly search?: string;
  /** Further files, by path. */
  readonly files?: Record<string, string>;
}

/** Pages over HTTP, with the built files under `/dist/` and a tag under `/tag.js`, opened in Chromium. */
export function useShop() {
  let browser: Browser;
  let current: ShopPage = {};

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://shop');
    const send = (type: string, body: string | Buffer, headers?: Record<string, string>) =>
      response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, ...headers }).end(body);
    try {
      const file = current.files?.[pathname];
      if (pathname === '/') {
        const { head = '', body = '', headers } = current;
        send('text/html', `<!doctype html><html><head>${head}</head><body>${body}</body></html>`, headers);
      } else if (file !== undefined) send(types[pathname.split('.').pop() ?? ''] ?? 'text/plain', file);
      else if (pathname === '/tag.js') send('text/javascript', tag);
      else if (pathname.startsWith('/dist/')) {
        send(types[pathname.split('.').pop() ?? ''] ?? 'text/plain', readFileSync(`.${pathname}`));
      } else response.writeHead(404).end();
    } catch {
      response.writeHead(404).end();
    }
  });

  beforeAll(async () => {
    browser = await chromium.launch(await launchOptions());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterAll(async () => {
    await browser?.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  return {
    origin: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,

    /** Opens the page; what it throws or logs as an error is in `errors`. */
    async open(shop: ShopPage): Promise<{ page: Page; errors: string[] }> {
      current = shop;
      const page = await browser.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.location().url.endsWith('favicon.ico')) errors.push(message.text());
      });
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${shop.search ?? ''}`, {
        waitUntil: 'load',
      });
      return { page, errors };
    },
  };
}
