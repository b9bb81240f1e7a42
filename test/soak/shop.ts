import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { bundlePageScript } from './bundle';
import { createEndpoint } from './endpoint';
import type { Endpoint } from './endpoint';
import { renderPage } from './html';
import type { Answer, PagePlan } from './steps';

/** A visitor, as the shop knows them. */
export interface VisitorState {
  answer: Answer;
  readonly endpoint: Endpoint;
  /** By the number in their address. */
  readonly pages: Map<number, PagePlan>;
}

/** @param after code to run after the library, for a library that is broken on purpose */
export async function openShop(pace: number, after = '') {
  const opened = Date.now();
  const visitors = new Map<number, VisitorState>();
  const files = new Map([
    ['/page.js', await bundlePageScript()],
    ['/library.js', `${readFileSync('dist/iadvize-callbacks.all.global.js', 'utf8')}\n${after}`],
  ]);

  const fileAt = (path: string) => {
    if (!files.has(path) && /^\/dist\/[\w./-]+\.js$/.test(path)) files.set(path, readFileSync(`.${path}`, 'utf8'));
    return files.get(path);
  };

  let modules = 0;

  /** `/pages/<visitor>/<page>/<path>`, `/events/<visitor>`, `/on-demand/<file>`, or a file. */
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://shop');
    const [, place, number, page] = pathname.split('/');
    const visitor = visitors.get(Number(number));
    const plan = visitor?.pages.get(Number(page));
    const send = (type: string, body: string, cache = 'no-store') =>
      response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': cache }).end(body);

    if (place === 'events' && visitor) {
      // A request may be cut short.
      text(request).then(
        (body) => visitor.endpoint.receive(body, response),
        () => response.destroy(),
      );
    } else if (place === 'pages' && visitor && plan) {
      send('text/html', renderPage({ ...plan, visitor: Number(number), answer: visitor.answer, pace, opened }));
    } else if (place === 'goodbye')
      send('text/html', '<!doctype html><title>Goodbye</title><link rel="icon" href="data:,">');
    else if (place === 'on-demand') {
      const file = fileAt(`/dist/${number}`);
      const isScript = number === 'iadvize-callbacks.global.js';
      if (!isScript) modules += 1;
      // Of the files that the script loads, every third fails, by an answer or without one.
      if (file !== undefined && (isScript || modules % 3)) send('text/javascript', file);
      else if (modules % 2) response.destroy();
      else response.writeHead(503, { 'content-type': 'text/javascript' }).end();
    } else {
      const file = fileAt(pathname);
      if (file === undefined) response.writeHead(404).end();
      else send('text/javascript', file, 'max-age=3600');
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    origin: `http://127.0.0.1:${port}`,

    admit(visitor: number, answer: Answer): VisitorState {
      const state: VisitorState = { answer, endpoint: createEndpoint(), pages: new Map() };
      visitors.set(visitor, state);
      return state;
    },

    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

export type Shop = Awaited<ReturnType<typeof openShop>>;
