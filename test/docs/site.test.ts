import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import axe from 'axe-core';
import { chromium } from 'playwright';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callbackNames } from '../../src';
import { conversations } from '../../src/testing';
import { launchOptions } from '../support/chromium';
import { serve } from '../support/serve';

const run = promisify(execFile);
const types: Partial<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

let folder: string;
let site: Awaited<ReturnType<typeof serve>>;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'site-'));
  await run(process.execPath, ['scripts/docs.mjs']);
  await run(process.execPath, ['node_modules/vitepress/bin/vitepress.js', 'build', 'docs', '--outDir', folder]);
  site = await serve(({ url }) => {
    const { pathname } = new URL(url);
    const file = join(folder, pathname.endsWith('/') ? `${pathname}index.html` : pathname);
    const path = extname(file) ? file : `${file}.html`;
    return existsSync(path)
      ? new Response(readFileSync(path), { headers: { 'content-type': types[extname(path)] ?? 'text/html' } })
      : new Response('Not found', { status: 404 });
  });
  browser = await chromium.launch(await launchOptions());
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
  await rm(folder, { recursive: true });
});

/** Opens a page of the site, and takes down what goes wrong on it, requests to other origins among it. */
async function open(path: string, options: Parameters<Browser['newPage']>[0] = {}) {
  const page = await browser.newPage(options);
  const wrong: string[] = [];
  page.on('pageerror', (error) => wrong.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') wrong.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(site.origin) && !request.url().startsWith('data:')) wrong.push(request.url());
  });
  await page.goto(site.origin + path, { waitUntil: 'load' });
  return { page, wrong };
}

/** What axe-core finds, and where. */
async function violations(page: Page) {
  await page.evaluate(axe.source);
  const found = await page.evaluate(
    async () => (await (globalThis as unknown as { axe: typeof axe }).axe.run()).violations,
  );
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

const paths = [
  '/',
  '/guide/getting-started',
  '/guide/performance',
  '/adapters/',
  '/consent/didomi',
  '/architecture',
  '/reference/iadvize-callbacks',
  '/playground',
];
const looks = [
  ...(['light', 'dark'] as const).flatMap((colorScheme) => [
    { colorScheme, viewport: { width: 1440, height: 900 } },
    { colorScheme, viewport: { width: 390, height: 844 } },
  ]),
];

describe.each(paths)('the page %s', (path) => {
  it.each(looks)('is accessible and fits in $colorScheme at $viewport.width', async (look) => {
    const { page, wrong } = await open(path, look);
    expect(await page.evaluate(() => document.documentElement.classList.contains('dark'))).toBe(
      look.colorScheme === 'dark',
    );
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(wrong).toEqual([]);
    await page.close();
  });
});

describe('the playground', () => {
  const lines = (page: Page, name: string) => page.getByRole('list', { name }).getByRole('listitem').allTextContents();
  const summary = (page: Page) => page.getByRole('status').textContent();
  const calls = conversations.chat.length;

  it('shows that every team is called and every event arrives, and what is lost without the library', async () => {
    const { page, wrong } = await open('/playground');
    await page.getByRole('button', { name: 'Run the page' }).click();
    await expect.poll(() => summary(page)).toContain(`${calls} calls: ${calls} events`);
    expect(await lines(page, 'The page’s console')).toEqual(
      ['shop', 'analytics', 'marketing', 'listener'].map((who) => expect.stringContaining(`${who}: chat 666`)),
    );
    await page.getByRole('combobox').first().selectOption('The same without the library');
    await page.getByRole('button', { name: 'Run the page' }).click();
    await expect.poll(() => summary(page)).toContain(`${calls} calls: 0 events`);
    expect(await lines(page, 'The page’s console')).toEqual([expect.stringContaining('marketing: chat 666')]);
    expect(wrong).toEqual([]);
    await page.close();
  });

  it('runs what the visitor writes, and shows what it throws', async () => {
    const { page } = await open('/playground');
    await page.getByLabel('The page’s scripts, before the tag').fill('<script>throw new Error("mine")</script>');
    await page.getByRole('button', { name: 'Run the page' }).click();
    await expect.poll(() => lines(page, 'The page’s console')).toEqual([expect.stringContaining('mine')]);
    expect(await violations(page)).toEqual([]);
    await page.close();
  });
});

it('finds a page by its words', async () => {
  const { page } = await open('/');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('searchbox').fill('Didomi');
  await expect.poll(() => page.locator('.result').first().textContent()).toContain('Didomi');
  await page.close();
});

it('has what language models read, from the same pages', () => {
  const list = readFileSync(join(folder, 'llms.txt'), 'utf8');
  const whole = readFileSync(join(folder, 'llms-full.txt'), 'utf8');
  for (const [, path = ''] of list.matchAll(/\]\((.*)\)/g)) {
    expect(whole).toContain(readFileSync(join(folder, path), 'utf8').trim());
  }
  expect(list).toContain('(adapters/ga4.md)');
  for (const name of callbackNames) expect(whole).toContain(name);
});
