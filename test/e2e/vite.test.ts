import { createHash } from 'node:crypto';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { build, createServer } from 'vite';
import type { ViteDevServer } from 'vite';
import type * as vitePlugin from '../../src/vite';
import { useBrowser } from '../support/browser';
import { serve } from '../support/serve';

const dist = resolve('dist');
const browser = useBrowser();
const root = mkdtempSync(join(tmpdir(), 'vite-app-'));
const { iadvizeSnippet } = (await import(join(dist, 'vite/index.js'))) as typeof vitePlugin;
const { snippet } = (await import(join(dist, 'snippet/index.js'))) as { snippet: string };
const hash = `'sha256-${createHash('sha256').update(snippet).digest('base64')}'`;

/** A module runs behind a script with `defer`, even where it stands before it. */
const html = (policy = '') => `<!doctype html><html lang="en"><head>
<meta charset="utf-8">${policy}
<script type="module" src="/main.js"></script>
<script defer src="/tag.js"></script>
</head><body></body></html>`;

const tag = `
Promise.resolve().then(() => {
  iAdvizeCallbacks.onStatusChanged({ offline: 0, busy: 0 });
  iAdvizeCallbacks.onChatButtonDisplayed(null);
});`;

const main = `
import { installCallbacks } from 'iadvize-callbacks';
window.heard = [];
installCallbacks().on('*', ({ type, replayed }) => window.heard.push([type, replayed]), { replay: true });
`;

const alias = { 'iadvize-callbacks': join(dist, 'index.js') };
const config = { root, configFile: false, logLevel: 'silent', resolve: { alias } } as const;
const write = (file: string, content: string) => writeFileSync(join(root, file), content);

beforeAll(() => {
  mkdirSync(join(root, 'public'));
  write('main.js', main);
  write('public/tag.js', tag);
  write('index.html', html());
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const types: Record<string, string> = { html: 'text/html', js: 'text/javascript' };

/** Serves what was built. */
const serveBuilt = (folder: string, headers: Record<string, string> = {}) =>
  serve((request) => {
    const { pathname } = new URL(request.url);
    const file = pathname === '/' ? '/index.html' : pathname;
    try {
      const type = types[file.split('.').pop() ?? ''] ?? 'text/plain';
      return new Response(readFileSync(join(root, folder, file)), { headers: { 'content-type': type, ...headers } });
    } catch {
      return new Response(null, { status: 404 });
    }
  });

const expected = [
  ['statusChanged', true],
  ['chatButtonDisplayed', true],
];

async function heardOn(origin: string): Promise<unknown> {
  const page = await browser.open();
  await page.goto(`${origin}/`);
  await page.waitFor('window.heard');
  const heard = await page.evaluate('window.heard');
  return heard;
}

it('has a built app hear what the tag called before the bundle ran', async () => {
  await build({ ...config, plugins: [iadvizeSnippet()], build: { outDir: 'built' } });
  const server = await serveBuilt('built');
  expect(await heardOn(server.origin)).toEqual(expected);
  await server.close();
  const written = readFileSync(join(root, 'built/index.html'), 'utf8');
  // The encoding is told within the first 1,024 bytes, and ours is the first script.
  expect(written.indexOf('charset')).toBeLessThan(200);
  expect(written.indexOf('<script')).toBe(written.indexOf(`<script>${snippet}</script>`));
});

it('is what makes it so', async () => {
  await build({ ...config, build: { outDir: 'without' } });
  const server = await serveBuilt('without');
  const page = await browser.open();
  await page.goto(`${server.origin}/`);
  await page.waitFor('window.heard');
  expect(await page.evaluate('window.heard')).toEqual([]);
  await server.close();
});

it('does so in development, with Vite’s own client in the page', async () => {
  const server: ViteDevServer = await createServer({
    ...config,
    plugins: [iadvizeSnippet()],
    server: { port: 0, host: '127.0.0.1', fs: { strict: false } },
    optimizeDeps: { noDiscovery: true },
  });
  await server.listen();
  const address = server.httpServer?.address();
  if (typeof address !== 'object' || !address) throw new Error('Vite has no address');
  // Unbundled, the library may come before the tag, or after it.
  const heard = (await heardOn(`http://127.0.0.1:${address.port}`)) as [string, boolean][];
  expect(heard.map(([type]) => type)).toEqual(expected.map(([type]) => type));
  await server.close();
});

it('runs under a policy in the page, by its hash', async () => {
  write('index.html', html(`<meta http-equiv="Content-Security-Policy" content="default-src 'self'">`));
  await build({ ...config, plugins: [iadvizeSnippet()], build: { outDir: 'policy' } });
  const server = await serveBuilt('policy', { 'content-security-policy': `script-src 'self' ${hash}` });
  expect(await heardOn(server.origin)).toEqual(expected);
  await server.close();
  const written = readFileSync(join(root, 'policy/index.html'), 'utf8');
  expect(written).toContain(`default-src 'self'; script-src 'self' ${hash}`);
});

it('runs under a policy by a nonce', async () => {
  write('index.html', html());
  const nonce = { cspNonce: 'abc' };
  await build({ ...config, html: nonce, plugins: [iadvizeSnippet({ nonce: 'abc' })], build: { outDir: 'nonce' } });
  const server = await serveBuilt('nonce', { 'content-security-policy': `script-src 'nonce-abc'` });
  expect(await heardOn(server.origin)).toEqual(expected);
  await server.close();
});

it('refuses a nonce that is none, and a page without a head', () => {
  expect(() => iadvizeSnippet({ nonce: 'a"b' })).toThrow(TypeError);
  expect(() => iadvizeSnippet().transformIndexHtml.handler('<p>')).toThrow('no <head>');
});
