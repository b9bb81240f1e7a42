import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BeaconEvent } from '../../src/adapters';
import type { Build } from './builds';
import { watchErrors } from './engines/watch-errors';

/** How the endpoint takes a batch: it answers with a status, answers nothing, or closes the connection. */
export type Behaviour = number | 'hang' | 'close';

/**
 * A shop on loopback: pages with the script-tag build, `/empty` without, and the endpoint `/events` that its `beacon` sends
 * to.
 */
export async function createShop() {
  /** The events of the batches that were answered with a 2xx. */
  const received: BeaconEvent[] = [];
  /** Every batch, answered or not. */
  const batches: { readonly behaviour: Behaviour; readonly type: string | undefined; readonly body: string }[] = [];
  const hanging = new Set<ServerResponse>();
  let behaviour: Behaviour = 204;
  let attributes = '';
  let head = '';
  let build: Build = 'iadvize-callbacks.global.js';

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://shop');
    if (/^\/[\w.-]+\.js$/.test(pathname)) {
      return response.setHeader('content-type', 'text/javascript').end(readFileSync(`dist${pathname}`));
    }
    if (request.method !== 'POST') {
      response.setHeader('content-type', 'text/html');
      if (request.url === '/empty') return response.end('<!doctype html><title>Shop</title>');
      return response.end(`<!doctype html><title>Shop</title>${head}<script src="/${build}" ${attributes}></script>`);
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      batches.push({ behaviour, type: request.headers['content-type'], body });
      if (behaviour === 'hang') hanging.add(response);
      else if (behaviour === 'close') request.socket.destroy();
      else {
        if (behaviour < 300) received.push(...(JSON.parse(body) as { events: BeaconEvent[] }).events);
        response.writeHead(behaviour).end();
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    received,
    batches,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    set behaviour(next: Behaviour) {
      behaviour = next;
    },
    /**
     * Forgets what came, answers again, and has the next pages' script element carry these attributes.
     * @param before what these pages run before the library
     * @param script which build they load
     */
    reset(next: string, before = () => {}, script: Build = 'iadvize-callbacks.global.js') {
      build = script;
      received.length = 0;
      batches.length = 0;
      behaviour = 204;
      attributes = next;
      head = `<script>${watchErrors}</script><script>(${before.toString()})()</script>`;
    },
    /** Closes the connections of what was not answered. */
    release() {
      for (const response of hanging) response.destroy();
      hanging.clear();
    },
    close() {
      for (const response of hanging) response.destroy();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
