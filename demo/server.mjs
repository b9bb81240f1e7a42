// @ts-check
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';

const root = new URL('..', import.meta.url);

/** What is served: the demo and the built files, nothing else of the folder. */
const served = /^\/(?:demo|dist)\/[\w./-]+$/;

/** @type {Partial<Record<string, string>>} */
const types = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.map': 'application/json',
};

const headers = {
  // As strict as a careful shop's: no inline script, no inline style, nothing from elsewhere.
  'Content-Security-Policy': "default-src 'self'; script-src 'self'",
  'X-Content-Type-Options': 'nosniff',
  'Cache-Control': 'no-store',
};

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
async function answer(request, response) {
  // The address's own parser takes out every "..".
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname === '/' || pathname === '/demo') {
    response.writeHead(302, { Location: '/demo/' }).end();
    return;
  }
  const path = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
  const type = types[extname(path)];
  try {
    if (!type || !served.test(path)) throw new Error('Not served');
    const content = await readFile(new URL(`.${path}`, root));
    response.writeHead(200, { ...headers, 'Content-Type': type }).end(content);
  } catch {
    response.writeHead(404, { ...headers, 'Content-Type': 'text/plain' }).end('Not found');
  }
}

export function serve({ port = 0 } = {}) {
  const server = createServer((request, response) => void answer(request, response));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const listening = typeof address === 'object' && address ? address.port : port;
      resolve({
        url: `http://localhost:${listening}/`,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            server.closeAllConnections();
          }),
      });
    });
  });
}
