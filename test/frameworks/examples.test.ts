import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'acorn';
import { chromium } from 'playwright';
import type { Browser, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchOptions } from '../support/chromium';
import { folderOf, install, serveFolder, start } from './example';
import type { Served } from './example';

declare global {
  interface Window {
    /** The tag's stand-in, see examples/stand-in. */
    standIn: { readonly told: readonly string[]; fire(callback: string, argument?: object): void };
    /** What the container's GA4 tags would send, see examples/gtm. */
    hits: readonly { readonly event: string; readonly page_location: string }[];
    /** On which screens a message found the visitor. */
    found: unknown[];
    dataLayer?: readonly { readonly event?: string }[];
  }
}

interface Container {
  readonly containerVersion: {
    readonly tag: readonly { readonly type: string; readonly parameter: readonly { readonly value: string }[] }[];
  };
}

interface Example {
  readonly name: string;
  /** Where the build writes what is served as it is; otherwise the example has a server of its own. */
  readonly output?: string;
  /** Whether Angular says what it has hydrated, as builds for development do. */
  readonly hydrates?: boolean;
  /** The version of ECMAScript that its scripts keep to, where the example translates them. */
  readonly ecmaVersion?: 5 | 2020;
  /** Where its Tag Manager container is, which puts into the page what other examples have in theirs. */
  readonly container?: string;
}

const examples: readonly Example[] = [
  { name: 'next' },
  { name: 'nuxt' },
  { name: 'sveltekit' },
  { name: 'angular', output: 'dist/zoneless/browser' },
  { name: 'angular', output: 'dist/zones/browser' },
  { name: 'angular', output: 'dist/ssr/browser', hydrates: true },
  { name: 'angular', output: 'dist/ssr-zones/browser', hydrates: true },
  { name: 'astro', output: 'dist' },
  { name: 'react-vite', output: 'dist' },
  { name: 'vue-vite', output: 'dist' },
  { name: 'webpack', output: 'dist/current', ecmaVersion: 2020 },
  { name: 'webpack', output: 'dist/es5', ecmaVersion: 5 },
  { name: 'gtm', output: 'dist', container: '/container.json' },
];

const names = [...new Set(examples.map(({ name }) => name))];
const snippet = readFileSync('dist/snippet.js', 'utf8');

let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch(await launchOptions());
});

afterAll(() => browser?.close());

const titled = examples.map((example) => ({
  ...example,
  title: [example.name, example.output].filter(Boolean).join(' '),
}));

describe.each(titled)('the example $title', ({ name, output, hydrates, ecmaVersion, container }) => {
  let served: Served;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    const installed = install(name);
    // The next one meanwhile: who waits for it hears of its failure.
    const next = names[names.indexOf(name) + 1];
    if (next) install(next).catch(() => {});
    await installed;
    served = await (output === undefined ? start(name) : serveFolder(join(folderOf(name), output)));
  });

  afterAll(() => served?.close());

  beforeEach(async () => {
    const context = await browser.newContext();
    page = await context.newPage();
    complaints = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
  });

  afterEach(() => page.context().close());

  const shown = () => Promise.all(['#chat', '#started'].map((id) => page.locator(id).textContent()));
  const told = () => page.evaluate(() => window.standIn.told);
  const fire = (callback: string) => page.evaluate((callback) => window.standIn.fire(callback), callback);
  const sent = () =>
    page.evaluate(() => (window.dataLayer ?? []).flatMap(({ event }) => (event?.startsWith('iadvize_') ? event : [])));
  const go = (link: string) => page.getByRole('link', { name: link, exact: true }).click();

  const source = async (path: string) => (await fetch(served.origin + path)).text();

  it('has the snippet in the head that is served, or in its container, before the tag', async () => {
    const [head = ''] = (await source(container ?? '/')).split('</head>');
    // What stays of it in a translation.
    const text = container || ecmaVersion === 5 ? 'iAdvizeCallbacks' : snippet;
    expect(head).toContain(text);
    expect(head.indexOf(text)).toBeLessThan(head.indexOf('/tag.js'));
  });

  if (hydrates) {
    it('hydrates every component that the server rendered', async () => {
      const html = await source('/cart');
      expect(html).toContain('<h1>Cart</h1>');
      expect(html).toMatch(/<output id="chat">hidden</);
      const logged: string[] = [];
      page.on('console', (message) => logged.push(message.text()));
      await page.goto(`${served.origin}/cart`);
      await expect
        .poll(() => logged.join('\n'))
        .toMatch(/Angular hydrated 3 component.*\b0 component\(s\) were skipped/);
      await expect.poll(shown).toEqual(['conversation', '1']);
      expect(complaints).toEqual([]);
    });
  }

  if (container) {
    it('has no newer syntax in Custom HTML than Tag Manager takes', async () => {
      const { containerVersion } = JSON.parse(await source(container)) as Container;
      const scripts = containerVersion.tag
        .filter(({ type }) => type === 'html')
        .flatMap(({ parameter: [html] }) => [...(html?.value.matchAll(/<script>([^]*?)<\/script>/g) ?? [])]);
      expect(scripts).toHaveLength(3);
      for (const [, text = ''] of scripts) parse(text, { ecmaVersion: 5 });
    });

    it('has the container send what reaches the data layer, where it happened', async () => {
      await page.goto(served.origin);
      await expect.poll(shown).toEqual(['conversation', '1']);
      await go('Cart');
      await page.getByRole('button', { name: 'Accept' }).click();
      await fire('onChatHidden');
      const hits = () => page.evaluate(() => window.hits.map(({ event, page_location }) => [event, page_location]));
      await expect.poll(hits).toEqual([
        ['iadvize_chat_displayed', `${served.origin}/`],
        ['iadvize_chat_started', `${served.origin}/`],
        ['iadvize_chat_hidden', `${served.origin}/cart`],
      ]);
    });
  }

  if (ecmaVersion) {
    it('has no newer syntax than its browsers, inline and in its files', async () => {
      await page.goto(served.origin);
      const scripts = await page
        .locator('script')
        .evaluateAll((elements) =>
          elements.map((element) => [element.getAttribute('src'), element.textContent] as const),
        );
      const own = scripts.filter(([path]) => path !== '/tag.js');
      expect(own).toHaveLength(2);
      for (const [path, text] of own) parse(path === null ? text : await source(path), { ecmaVersion });
    });
  }

  it('shows what fired before the app ran, and what fires after, without a complaint', async () => {
    await page.goto(served.origin);
    await expect.poll(shown).toEqual(['conversation', '1']);
    await fire('onChatEnded');
    await fire('onChatStarted');
    await expect.poll(shown).toEqual(['conversation', '2']);
    expect(complaints).toEqual([]);
  });

  it('sends nothing before consent, then each event once, and nothing again over its screens', async () => {
    await page.goto(served.origin);
    await expect.poll(shown).toEqual(['conversation', '1']);
    await go('Cart');
    await page.getByRole('heading', { name: 'Cart' }).waitFor();
    expect(await sent()).toEqual([]);

    const before = ['iadvize_chat_displayed', 'iadvize_chat_started'];
    await page.getByRole('button', { name: 'Accept' }).click();
    await expect.poll(sent).toEqual(before);
    await go('Home');
    await page.getByRole('heading', { name: 'Home' }).waitFor();
    await fire('onChatHidden');
    await expect.poll(sent).toEqual([...before, 'iadvize_chat_hidden']);
    expect(complaints).toEqual([]);
  });

  if (name.endsWith('-vite')) {
    it('has a message heard by the screen that it finds, once', async () => {
      await page.goto(served.origin);
      await expect.poll(shown).toEqual(['conversation', '1']);
      await page.evaluate(() => {
        window.found = [];
        addEventListener('shop:message', (event) => window.found.push((event as CustomEvent).detail));
      });
      const message = (msg: string) => page.evaluate((msg) => window.standIn.fire('onMessageReceived', { msg }), msg);
      await message('1');
      for (const [screen, msg] of [
        ['Cart', '2'],
        ['Home', '3'],
        ['Cart', '4'],
      ] as const) {
        await go(screen);
        await page.getByRole('heading', { name: screen }).waitFor();
        await message(msg);
      }
      expect(await page.evaluate(() => window.found)).toEqual(['home: 1', 'cart: 2', 'home: 3', 'cart: 4']);
      expect(complaints).toEqual([]);
    });
  }

  it('tells the tag of each screen once, and of a query and a hash not at all', async () => {
    const query = () => new URL(page.url()).search;
    await page.goto(served.origin);
    await expect.poll(told).toEqual(['/']);
    await go('Cart');
    await expect.poll(told).toEqual(['/', '/cart']);
    await go('Delivery');
    await expect.poll(query).toBe('?step=2');
    await go('Total');
    await expect.poll(() => new URL(page.url()).hash).toBe('#total');
    // What they told would be here before what the next screen tells.
    await go('Home');
    await expect.poll(told).toEqual(['/', '/cart', '/']);
    await page.goBack();
    await expect.poll(told).toEqual(['/', '/cart', '/', '/cart']);
    expect(complaints).toEqual([]);
  });
});
