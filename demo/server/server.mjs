// @ts-check
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { serve as listen } from 'iadvize-callbacks/testing/server';
import { createBackend, sessionOf } from './backend.mjs';

const root = new URL('../..', import.meta.url);

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
 * @param {Request} request
 * @param {boolean} reload
 * @returns {Promise<Response>}
 */
async function answerFile(request, reload) {
  // The address's own parser takes out every "..".
  const { pathname, search } = new URL(request.url);
  if (pathname === '/' || pathname === '/demo')
    return new Response(null, { status: 302, headers: { Location: `/demo/${search}` } });
  if (reload && pathname === '/reload') return new Promise(() => {});
  const path = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
  const type = types[extname(path)];
  try {
    if (!type || !served.test(path)) throw new Error('Not served');
    const isPage = extname(path) === '.html';
    const content = await readFile(new URL(`.${path}`, root));
    const response = new Response(
      reload && isPage ? `${content}<script type="module" src="/demo/reload.js"></script>` : content,
      {
        headers: { ...headers, 'Content-Type': type },
      },
    );
    if (isPage && !sessionOf(request)) {
      response.headers.set('Set-Cookie', `session=${randomUUID()}; Path=/; HttpOnly; SameSite=Strict`);
    }
    return response;
  } catch {
    return new Response('Not found', { status: 404, headers: { ...headers, 'Content-Type': 'text/plain' } });
  }
}

export async function serve({ port = 0, reload = false } = {}) {
  let url = '';
  const backend = await createBackend(() => `${url}demo/`);
  try {
    const server = await listen(
      async (request) => (await backend.answer(request)) ?? answerFile(request, reload),
      port,
    );
    url = `http://localhost:${new URL(server.url).port}/`;
    return {
      url,
      async close() {
        await server.close();
        await backend.close();
      },
    };
  } catch (error) {
    await backend.close();
    throw error;
  }
}
