import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll } from 'vitest';
import type { BeaconEvent } from '../../src/adapters';
import { watchErrors } from './engines/watch-errors';

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

/** The fake tag of `iadvize-callbacks/testing` as a page's tag; what plays with it finds it in `window.tag`. */
const fakeTag = `
  import { createFakeTag } from '/dist/testing/index.js';
  window.tag = createFakeTag({ reads: new URL(import.meta.url).searchParams.get('reads') ?? 'live' });
  tag.load();
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

/**
 * Pages over HTTP, with the built files under `/dist/`, a tag under `/tag.js`, the fake tag as the module `/fake-tag.js`, and
 * an endpoint for `beacon` under `/events`, for any origin.
 *
 * @param first what each page's head begins with
 */
export function useShopServer(first = '') {
  let current: ShopPage = {};
  const received: BeaconEvent[] = [];
  const asked: string[] = [];

  async function answerBeacon(request: IncomingMessage, response: ServerResponse) {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    if (body) received.push(...(JSON.parse(body) as { events: BeaconEvent[] }).events);
    // A page in a sandbox is of no origin: its browser asks first.
    response.writeHead(204, { 'access-control-allow-headers': 'content-type' }).end();
  }

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://shop');
    asked.push(pathname);
    response.setHeader('access-control-allow-origin', '*');
    if (pathname === '/events') return void answerBeacon(request, response);
    const send = (type: string, body: string | Buffer, headers?: Record<string, string>) =>
      response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, ...headers }).end(body);
    try {
      const file = current.files?.[pathname];
      if (pathname === '/') {
        const { head = '', body = '', headers } = current;
        send('text/html', `<!doctype html><html><head>${first}${head}</head><body>${body}</body></html>`, headers);
      } else if (file !== undefined) send(types[pathname.split('.').pop() ?? ''] ?? 'text/plain', file);
      else if (pathname === '/watch-errors.js') send('text/javascript', watchErrors);
      else if (pathname === '/fake-tag.js') send('text/javascript', fakeTag);
      else if (pathname === '/tag.js') send('text/javascript', tag);
      else if (pathname.startsWith('/dist/')) {
        send(types[pathname.split('.').pop() ?? ''] ?? 'text/plain', readFileSync(`.${pathname}`));
      } else response.writeHead(pathname === '/favicon.ico' ? 204 : 404).end();
    } catch {
      response.writeHead(404).end();
    }
  });

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    origin,
    /** The events that `/events` was sent since the page was opened. */
    received,
    /** The paths that were asked for since the page was opened. */
    asked,

    /** Has the server serve this page from now on. @returns its address. */
    show(shop: ShopPage): string {
      current = shop;
      received.length = 0;
      asked.length = 0;
      return `${origin()}/${shop.search ?? ''}`;
    },
  };
}
