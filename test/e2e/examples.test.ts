import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import type { Browser } from 'playwright';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as testing from '../../src/testing';
import { launchOptions } from '../support/chromium';

const root = fileURLToPath(new URL('../..', import.meta.url));
const types: Partial<Record<string, string>> = { '.js': 'text/javascript', '.mjs': 'text/javascript' };

/** Builds a copy of the example, which finds its dependencies where an install would put them. */
async function buildExample(name: string): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), `${name}-`)));
  await cp(join(root, 'examples', name), folder, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, object>;
  for (const dependency of Object.keys({ ...manifest['dependencies'], ...manifest['devDependencies'] })) {
    const place = join(folder, 'node_modules', dependency);
    await mkdir(join(place, '..'), { recursive: true });
    await symlink(dependency === 'iadvize-callbacks' ? root : join(root, 'node_modules', dependency), place);
  }
  await build({ root: folder, logLevel: 'error' });
  return folder;
}

let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch(await launchOptions());
});

afterAll(() => browser.close());

declare global {
  interface Window {
    /** On which screens a message found the visitor. */
    found: unknown[];
    fake: testing.FakeTag;
  }
}

describe.each(['react-vite', 'vue-vite'])('the example %s', (name) => {
  let folder: string;
  let server: Server;
  let address: string;

  beforeAll(async () => {
    folder = await buildExample(name);
    server = createServer(({ url = '/' }, response) => {
      const file = url.startsWith('/lib/') ? join(root, url.slice(5)) : join(folder, 'dist', url);
      const found = extname(url) && existsSync(file);
      response
        .setHeader('content-type', (found && types[extname(url)]) || 'text/html')
        .end(readFileSync(found ? file : join(folder, 'dist/index.html')));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }, 60_000);

  afterAll(async () => {
    server?.close();
    await rm(folder, { recursive: true });
  });

  it('loses and doubles no event over its routes, and tells the Web SDK of each', async () => {
    const page = await browser.newPage();
    const errors: unknown[] = [];
    page.on('pageerror', (error) => errors.push(error));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    await page.goto(address);
    await page.locator('h1').waitFor();
    await page.evaluate(() => {
      window.found = [];
      window.addEventListener('shop:message', (event) => window.found.push((event as CustomEvent).detail));
    });
    await page.addScriptTag({
      type: 'module',
      content: `
        import { createFakeTag } from '/lib/dist/testing/index.js';
        window.fake = createFakeTag();
        fake.load();`,
    });
    await page.waitForFunction(() => 'fake' in window);
    const message = (msg: string) => page.evaluate((msg) => window.fake.fire('onMessageReceived', { msg }), msg);
    const go = async (screen: string) => {
      await page.getByRole('link', { name: screen }).click();
      await page.getByRole('heading', { name: screen }).waitFor();
    };
    const shown = () => Promise.all(['#chat', '#started'].map((id) => page.locator(id).textContent()));

    await page.evaluate(() => window.fake.fire('onChatStarted'));
    await message('1');
    await go('Cart');
    await message('2');
    await page.evaluate(() => window.fake.fire('onChatStarted'));
    await go('Home');
    await message('3');
    await go('Cart');
    await message('4');

    expect(await page.evaluate(() => window.found)).toEqual(['home: 1', 'cart: 2', 'home: 3', 'cart: 4']);
    await expect.poll(shown).toEqual(['conversation', '2']);
    await expect
      .poll(() => page.evaluate(() => window.fake.sdkCalls))
      .toEqual(['/', '/cart', '/', '/cart'].map((screen) => ({ method: 'navigate', args: [screen] })));
    expect(errors).toEqual([]);
    await page.close();
  });
});
