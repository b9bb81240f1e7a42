import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type axe from 'axe-core';
import type { Page } from 'playwright';
import { afterEach, describe, expect, it } from 'vitest';
import { usePlaywrightShop } from '../support/playwright-shop';
import type { ShopPage } from '../support/shop-server';

const shop = usePlaywrightShop();
let page: Page;
let errors: string[];

const strict = {
  'content-security-policy': "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'",
};
const onDemand = '<script src="/dist/iadvize-callbacks.global.js"></script>';
const library = '<script src="/dist/iadvize-callbacks.all.global.js"></script>';

const secret = 'my card number is 4970';
const conversation = [
  ['onChatStarted', { id: 42, startedBy: 'visitor', vuid: 'vuid-of-alice' }],
  ['onMessageSent', { time: '11:24', msg: secret, text: `${secret}!` }],
  ['onLinkReceived', { name: 'Bulbs', url: 'https://shop.example/bulbs?customer=alice', push: true }],
  ['onChatEnded', { id: 42, endedBy: 'visitor' }],
] as const;

afterEach(() => page.close());

async function open(opened: ShopPage): Promise<void> {
  ({ page, errors } = await shop.open(opened));
}

/** A page that opens the inspector by its address, and is ready once it is there. */
async function inspect(opened: ShopPage = {}): Promise<void> {
  await open({ head: library, headers: strict, search: '?iadvize-inspector', ...opened });
  await panel().waitFor();
}

const panel = () => page.locator('iadvize-inspector .panel');
const tab = (name: string) => panel().getByRole('tab', { name });
const button = (name: string) => panel().getByRole('button', { name, exact: true });
const lines = () => panel().locator('[role=tabpanel]:not([hidden]) li:not(.page)');
const titles = () => lines().locator('b').allTextContents();
/** Everything in the panel, what is hidden too. */
const text = () => panel().evaluate(({ textContent }) => textContent);

/** The tag's calls. */
const call = (calls: readonly (readonly [name: string, argument?: unknown])[] = conversation) =>
  page.evaluate((calls) => {
    const callbacks = Reflect.get(window, 'iAdvizeCallbacks') as Record<string, (argument: unknown) => void>;
    for (const [name, argument] of calls) callbacks[name]?.(argument);
  }, calls);

/** @param copy sets another copy of the same file apart. */
const openByCode = (copy = '') =>
  page.evaluate(`import('${shop.origin()}/dist/iadvize-callbacks.inspector.js${copy}')
    .then(({ openInspector }) => void openInspector())`);

/** Opens every line; what is in it is written a moment later. */
async function openAll(): Promise<void> {
  await panel().evaluate((root) => root.querySelectorAll('details').forEach((one) => (one.open = true)));
  await expect.poll(() => panel().locator('details[open] > pre').allTextContents()).not.toContain('');
}

/** Follows the status line, where a summary may take the place of anything. @returns what reads all that it has said since. */
async function followStatus(): Promise<() => Promise<unknown>> {
  const said = await panel()
    .getByRole('status')
    .evaluateHandle((status) => {
      const said: string[] = [];
      new MutationObserver(() => said.push(status.textContent)).observe(status, { childList: true });
      return said;
    });
  return () => said.jsonValue();
}

/** The browser may take a moment to have it. */
async function resize(viewport: { width: number; height: number }): Promise<void> {
  await page.setViewportSize(viewport);
  await expect.poll(() => page.evaluate(() => [innerWidth, innerHeight])).toEqual([viewport.width, viewport.height]);
}

describe('the address', () => {
  it('opens it on a page of a strict policy, with Trusted Types', async () => {
    await inspect({ head: onDemand });
    await call();
    expect(await titles()).toEqual(['chatStarted', 'messageSent', 'linkReceived', 'chatEnded']);
    expect(errors).toEqual([]);
  });

  it('loads nothing of it otherwise', async () => {
    await open({ head: onDemand, headers: strict, search: '?other' });
    // Whatever the library asks for comes before this.
    await page.evaluate(`import('/watch-errors.js')`);
    const loaded = shop.asked.filter((path) => path !== '/favicon.ico');
    expect(loaded).toEqual(['/', '/dist/iadvize-callbacks.global.js', '/watch-errors.js']);
    expect(readFileSync('dist/iadvize-callbacks.global.js', 'utf8')).not.toContain('adoptedStyleSheets');
    expect(await panel().count()).toBe(0);
  });

  const code = readFileSync('dist/iadvize-callbacks.global.js');
  const pinned = (attributes = '') =>
    `<script src="/dist/iadvize-callbacks.global.js" ${attributes}
      integrity="sha256-${createHash('sha256').update(code).digest('base64')}"></script>`;

  it('opens it where the site has pinned the library’s content', async () => {
    await inspect({ head: pinned() });
    expect(errors).toEqual([]);
  });

  it('opens nothing else in its place there, and says so', async () => {
    await open({
      head: pinned('data-inspector="/other.js"'),
      headers: strict,
      search: '?iadvize-inspector',
      files: { '/other.js': 'window.ran = true; export const openInspector = () => {};' },
    });
    await expect.poll(() => errors.join()).toContain('integrity');
    await expect.poll(() => errors.join()).toContain('/other.js');
    expect(await page.evaluate('window.ran')).toBeUndefined();
    expect(await page.evaluate('typeof iAdvizeEvents.on')).toBe('function');
  });

  it('leaves the focus where it is', async () => {
    await inspect({ head: onDemand, body: '<input autofocus>' });
    expect(await page.evaluate(() => document.activeElement?.nodeName)).not.toBe('IADVIZE-INSPECTOR');
  });

  it('shows what failed before the inspector was loaded', async () => {
    await inspect({
      head: `${onDemand}<script src="/early.js"></script>`,
      files: { '/early.js': '\n throw new Error("early")' },
    });
    await tab('Errors').click();
    expect(await lines().count()).toBe(1);
    expect(await lines().textContent()).toContain('early.js:2:');
  });
});

describe('what is private', () => {
  const ga4 = `window.gtag = () => {}; window.dataLayer = [];
    iAdvizeEvents.use(iAdvizeEvents.adapters.ga4({
      include: ['msg', 'url', 'vuid'], parameters: (event) => ({ wrote: (event.detail || {}).msg }) }));`;

  it('is masked everywhere until it is revealed, and on request again', async () => {
    await inspect({ head: `${library}<script src="/ga4.js"></script>`, files: { '/ga4.js': ga4 } });
    await call();
    await page.evaluate((secret) => {
      setTimeout(() => {
        throw new Error(`Cannot send "${secret}"`);
      });
    }, secret);
    await tab('Adapters').click();
    await expect.poll(() => lines().first().textContent()).toContain('4 sent');
    await expect.poll(text).toContain('Cannot send');
    await openAll();
    const found = async () => {
      const shown = (await text()) ?? '';
      return [secret, 'vuid-of-alice', 'customer=alice'].map((one) => shown.split(one).length - 1);
    };
    expect(await found()).toEqual([0, 0, 0]);
    expect(await text()).toContain('https://shop.example/bulbs?••');
    await button('Reveal text').click();
    // In the line and in what it opens: as detail, as raw, in a field that no documentation has, at the tool, in an error.
    const [messages = 0, visitors = 0, queries = 0] = await found();
    expect(messages).toBeGreaterThanOrEqual(10);
    expect(visitors).toBeGreaterThanOrEqual(5);
    expect(queries).toBeGreaterThanOrEqual(5);
    await button('Reveal text').click();
    expect(await found()).toEqual([0, 0, 0]);
  });

  it('is masked in what is copied and exported, unless it is revealed', async () => {
    await inspect();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await call();
    const copied = async () => JSON.parse(await page.evaluate(() => navigator.clipboard.readText())) as unknown;
    const said = await followStatus();
    await button('Copy').click();
    await expect.poll(said).toContain('Events copied');
    expect(await copied()).toHaveLength(5);
    expect(JSON.stringify(await copied())).not.toContain('4970');
    await button('Reveal text').click();
    await button('Copy').click();
    await expect.poll(copied).toEqual([
      expect.objectContaining({ type: 'page', how: 'Page' }),
      expect.objectContaining({ type: 'chatStarted' }),
      {
        type: 'messageSent',
        callback: 'onMessageSent',
        timestamp: expect.any(Number),
        detail: { time: '11:24', msg: secret },
        raw: { time: '11:24', msg: secret, text: `${secret}!` },
      },
      expect.objectContaining({ type: 'linkReceived' }),
      expect.objectContaining({ type: 'chatEnded' }),
    ]);
  });
});

it('exports everything as a JSON file', async () => {
  await inspect({ head: `${library}<script src="/team.js"></script>`, files: { '/team.js': 'iAdvizeCallbacks = {}' } });
  await page.evaluate('iAdvizeEvents.use(iAdvizeEvents.adapters.matomo())');
  await call();
  const [download] = await Promise.all([page.waitForEvent('download'), button('Export').click()]);
  expect(download.suggestedFilename()).toBe('iadvize-inspector.json');
  const saved = readFileSync(await download.path(), 'utf8');
  expect(saved).not.toContain('4970');
  expect(JSON.parse(saved)).toMatchObject({
    page: `${shop.origin()}/`,
    events: [{ type: 'page' }, ...conversation.map(([callback]) => ({ callback }))],
    errors: [],
    adapters: [{ name: 'matomo', inUse: true, consent: true, failed: 0 }],
    overwrites: [{ callback: null, scripts: [`${shop.origin()}/team.js:1:18`] }],
    chat: { chat: 'displayed', id: '42' },
    handoff: null,
  });
});

it('copies where the browser has no clipboard for the page', async () => {
  await inspect();
  await page.context().grantPermissions(['clipboard-read']);
  const read = await page.evaluateHandle(() => navigator.clipboard.readText.bind(navigator.clipboard));
  await page.evaluate(() => Reflect.defineProperty(navigator, 'clipboard', { value: undefined }));
  await call([['onChatDisplayed']]);
  const said = await followStatus();
  await button('Copy').click();
  await expect.poll(said).toContain('Events copied');
  expect(await read.evaluate((read) => read())).toContain('"chatDisplayed"');
});

it('filters by what a line shows, and what comes later too', async () => {
  await inspect();
  await call(conversation.slice(0, 2));
  await panel().getByRole('searchbox').fill('MESSAGE');
  expect(await titles()).toEqual(['messageSent']);
  await call([['onChatEnded'], ['onMessageReceived', { msg: 'hello' }]]);
  expect(await titles()).toEqual(['messageSent', 'messageReceived']);
  // Not by what it hides.
  await panel().getByRole('searchbox').fill('4970');
  expect(await titles()).toEqual([]);
  expect(await text()).toContain('Nothing matches the filter.');
  await panel().getByRole('searchbox').press('Escape');
  expect(await titles()).toHaveLength(4);
});

it('holds back while paused, and loses nothing', async () => {
  await inspect();
  await call(conversation.slice(0, 1));
  const said = await followStatus();
  await button('Pause').click();
  await call(conversation.slice(1));
  expect(await titles()).toEqual(['chatStarted']);
  expect(await said()).toContain('Paused, 3 waiting');
  await button('Pause').click();
  expect(await titles()).toEqual(['chatStarted', 'messageSent', 'linkReceived', 'chatEnded']);
});

it('shows errors where they came and on their own, with their script', async () => {
  await inspect({
    head: `${library}<script src="/listener.js"></script>`,
    files: {
      '/listener.js': `iAdvizeEvents.on('chatStarted', function () {\n  null.basket;\n});\n
        iAdvizeEvents.on('chatEnded', function () { Promise.reject(new RangeError('rejected')) });`,
    },
  });
  await call();
  await expect.poll(() => tab('Errors').textContent()).toBe('Errors 2');
  expect(await titles()).toHaveLength(6);
  await tab('Errors').click();
  const shown = (await lines().allTextContents()).join();
  expect(shown).toContain('rejected');
  // Not where the library threw it again.
  expect(shown).toContain('listener.js:2:8');
});

it('tells who overwrote the callbacks, from which script and line', async () => {
  await inspect({
    head: `<script src="/before.js"></script>${library}<script src="/cart.js"></script><script src="/chat.js"></script>`,
    files: {
      '/before.js': 'window.iAdvizeCallbacks = {}; Reflect.deleteProperty',
      '/cart.js': '\n\nfunction cartTeam() {\n  window.iAdvizeCallbacks = { onChatStarted() {} };\n}\ncartTeam();',
      '/chat.js': "addEventListener('team', function late() {\n  iAdvizeCallbacks.onChatEnded = function () {};\n});",
    },
  });
  await page.evaluate(() => dispatchEvent(new Event('team')));
  await tab('Overwrites').click();
  await expect.poll(() => lines().count()).toBe(3);
  const shown = await lines().allTextContents();
  expect(shown[0]).toContain('iAdvizeCallbacksnoticed afterwards');
  expect(shown[1]).toContain('iAdvizeCallbackscart.js:4:27 in cartTeam');
  expect(shown[2]).toContain('onChatEndedchat.js:2:32 in ');
  await lines().nth(1).locator('summary').click();
  await expect
    .poll(() => lines().nth(1).locator('pre').textContent())
    .toBe(`${shop.origin()}/cart.js:4:27 in cartTeam\n${shop.origin()}/cart.js:6:1`);
});

it('shows each adapter’s queue, consent and counts, and exactly what its tool was sent', async () => {
  await inspect({
    head: `${library}<script src="/tools.js"></script>`,
    files: {
      '/tools.js': `
        window.hj = () => { throw new Error('not ready') };
        const { hotjar, matomo, piano, segment } = iAdvizeEvents.adapters;
        iAdvizeEvents.use(matomo());
        iAdvizeEvents.use(segment());
        iAdvizeEvents.use(hotjar());
        iAdvizeEvents.use(piano({ consent: false }));
        window.stop = iAdvizeEvents.use(iAdvizeEvents.adapters.gtm({ consent: () => undefined }));`,
    },
  });
  await call();
  await tab('Adapters').click();
  const shown = async () =>
    (await panel().locator('.adapter > details > summary').allTextContents()).map((text) =>
      text.replace(/since \d\d:\d\d:\d\d/, 'since …'),
    );
  await expect
    .poll(shown)
    .toEqual([
      'matomoconsent given0 waiting4 sent0 dropped0 failed',
      'segmentconsent givenwaits for analytics.track, since …4 waiting0 sent0 dropped0 failed',
      'hotjarconsent given0 waiting0 sent0 dropped4 failed',
      'pianoconsent refused0 waiting0 sent4 dropped0 failed',
      'gtmno consent yetwaits for consent, since …4 waiting0 sent0 dropped0 failed',
    ]);
  await page.evaluate('stop()');
  await expect.poll(async () => (await shown())[4]).toBe('gtmremoved0 waiting0 sent4 dropped0 failed');
  await panel().locator('.adapter').first().locator('summary').first().click();
  const sent = panel().locator('.adapter').first().locator('li');
  await sent.first().locator('summary').click();
  await expect
    .poll(async () => JSON.parse((await sent.first().locator('pre').textContent()) ?? '') as unknown)
    .toEqual({
      name: 'iadvize_chat_started',
      category: 'iAdvize',
      action: 'Chat Start',
      label: 'visitor',
      parameters: { chat_id: '42', started_by: 'visitor', conversation_id: '42' },
      timestamp: expect.any(Number),
    });
});

it('shows the state of the chat and of the handoff', async () => {
  await inspect();
  await tab('State').click();
  await panel().getByText('This page has made no handoff.').waitFor();
  await page.evaluate(`
    var iAdvize = {};
    window.handoff = iAdvizeEvents.createHandoff(iAdvizeEvents);
    handoff.handOff('bot-1');`);
  await panel().getByText('set: the tag will read the id').waitFor();
  await call(conversation.slice(0, 1));
  await panel().getByText('transmitted: ').waitFor();
  await panel().getByText('conversation', { exact: true }).first().waitFor();
});

describe('the keyboard', () => {
  const heads = `${library}<script src="/shortcuts.js"></script>`;
  const files = {
    '/shortcuts.js': `addEventListener('keydown', ({ key }) => (window.keys = window.keys || []).push(key))`,
  };

  it('reaches everything, in order, and the page’s shortcuts hear none of it', async () => {
    await inspect({ head: heads, files });
    await call();
    await tab('Events').focus();
    const focused = () =>
      page.evaluate(() => {
        const inner = document.querySelector('iadvize-inspector')?.shadowRoot?.activeElement;
        return inner && (inner.ariaLabel ?? inner.textContent);
      });
    const order = [];
    for (let step = 0; step < 7; step += 1) {
      await page.keyboard.press('Tab');
      order.push(await focused());
    }
    expect(order.slice(0, 6)).toEqual(['Filter', 'Pause', 'Reveal text', 'Copy', 'Export', 'Events']);
    // One stop for all lines; the arrows walk through them.
    expect(order[6]).toContain('chatStarted');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toContain('messageSent');
    await page.keyboard.press('Enter');
    expect(await lines().nth(1).locator('pre').isVisible()).toBe(true);
    await page.keyboard.press('End');
    expect(await focused()).toContain('chatEnded');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    expect(await focused()).toContain('chatEnded');
    expect(await page.evaluate('window.keys')).toBeUndefined();
  });

  it('walks through the tabs', async () => {
    await inspect();
    await tab('Events').focus();
    await page.keyboard.press('ArrowRight');
    expect(await tab('Adapters').getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('End');
    expect(await tab('State').getAttribute('aria-selected')).toBe('true');
    expect(await tab('Events').getAttribute('aria-selected')).toBe('false');
    expect(await panel().getByRole('tabpanel').count()).toBe(1);
    expect(await panel().getByRole('tabpanel', { name: 'State' }).isVisible()).toBe(true);
    await page.keyboard.press('Home');
    expect(await panel().getByRole('log', { name: 'Events' }).isVisible()).toBe(true);
  });

  it('shows where the focus is', async () => {
    await inspect();
    await call();
    await tab('Events').focus();
    for (let step = 0; step < 7; step += 1) {
      await page.keyboard.press('Tab');
      const outline = await page.evaluate(() => {
        const inner = document.querySelector('iadvize-inspector')?.shadowRoot?.activeElement;
        return inner ? getComputedStyle(inner).outlineStyle : '';
      });
      expect(outline).toBe('solid');
    }
  });

  const byButton = `<button id="opener">Inspect</button>`;
  const opens = {
    '/open.js': `document.querySelector('#opener').onclick = async () => {
      (await import('/dist/iadvize-callbacks.inspector.js')).openInspector();
    };`,
  };

  it('goes to the panel that code opens, and back to where it was', async () => {
    await open({ head: library, headers: strict, body: `${byButton}<script src="/open.js"></script>`, files: opens });
    await page.locator('#opener').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.nodeName)).toBe('IADVIZE-INSPECTOR');
    await page.keyboard.press('Escape');
    expect(await panel().count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('opener');
  });
});

it('speaks of what comes in one line, now and then, not line by line', async () => {
  await inspect();
  expect(await panel().getByRole('log').first().getAttribute('aria-live')).toBe('off');
  await call();
  await panel().getByRole('status').getByText('4 new events').waitFor();
});

describe('the page', () => {
  const boxes = () =>
    panel().evaluate((root) =>
      [root, ...root.querySelectorAll('h2, button, input, li, summary, pre')].map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        const { color, backgroundColor, fontSize, opacity, fontFamily } = getComputedStyle(element);
        return [element.nodeName, x, y, width, height, color, backgroundColor, fontSize, opacity, fontFamily];
      }),
    );

  const hostile = `
    * { all: unset !important; display: none !important; color: red !important; opacity: .1 !important; }
    * { --ink: red; --paper: red; animation: none !important; transition: all 9s !important; }
    iadvize-inspector { display: none !important; visibility: hidden !important; pointer-events: none !important;
      transform: scale(.2) !important; width: 1px !important; z-index: -1 !important; inset: 0 !important; }
    html { display: block !important; font-size: 3px !important; transform: translate(100px, 100px) !important;
      direction: rtl !important; letter-spacing: 9px !important; line-height: 9 !important; }
    [popover], :popover-open { display: none !important; margin: 200px !important; }
    button, input, summary, pre, li { font-size: 99px !important; }`;

  it('does not style it', async () => {
    await inspect({ headers: {} });
    const calm = await boxes();
    await page.close();
    await inspect({ headers: {}, body: `<style>${hostile}</style>` });
    expect(calm.length).toBeGreaterThan(8);
    expect(await boxes()).toEqual(calm);
  });

  it('may have an element of that name', async () => {
    await open({
      head: `<script src="/own.js"></script>${library}`,
      headers: strict,
      search: '?iadvize-inspector',
      files: {
        '/own.js': `customElements.define('iadvize-inspector', class extends HTMLElement {
          constructor() { super(); this.attachShadow({ mode: 'open' }); throw new Error('the page’s own'); }
        });`,
      },
    });
    await page.locator('iadvize-inspector-x .panel').waitFor();
    expect(errors).toEqual([]);
  });

  it('may take the element away', async () => {
    await inspect({ head: onDemand });
    await page.evaluate(() => document.querySelector('iadvize-inspector')?.remove());
    await call();
    await openByCode();
    expect(await titles()).toHaveLength(4);
    expect(errors).toEqual([]);
  });

  it('has one, also with two copies of the library', async () => {
    await inspect({ head: library + library });
    await openByCode('?another');
    expect(await panel().count()).toBe(1);
  });

  it.each([
    ['wide', { width: 1440, height: 900 }],
    ['narrow', { width: 390, height: 844 }],
  ])('never shifts, whatever happens: %s', async (_, viewport) => {
    await open({ head: library, headers: strict, body: '<h1>Shop</h1><p>Lamps</p>' });
    await resize(viewport);
    await page.evaluate(() => {
      const shifts: unknown[] = [];
      Reflect.set(window, 'shifts', shifts);
      new PerformanceObserver((list) => shifts.push(...list.getEntries())).observe({
        type: 'layout-shift',
        buffered: true,
      });
    });
    await openByCode();
    await panel().waitFor();
    await page.evaluate(`
      window.gtag = () => {}; window.dataLayer = [];
      const { ga4, hotjar } = iAdvizeEvents.adapters;
      iAdvizeEvents.use(ga4()); iAdvizeEvents.use(hotjar());
      iAdvizeEvents.on('chatEnded', () => { throw new Error('listener') });`);
    /** What moved since it was last asked, once everything was painted. */
    const shifts = () =>
      page.evaluate(async () => {
        for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
        await new Promise((resolve) => setTimeout(resolve));
        const shifts = Reflect.get(window, 'shifts') as { value: number; sources: { node: Element | null }[] }[];
        return shifts
          .splice(0)
          .map(({ value, sources }) => `${value}: ${sources.map(({ node }) => node?.outerHTML.slice(0, 99)).join()}`);
      });
    expect(await shifts()).toEqual([]);
    let fired = 0;
    for (const name of ['Events', 'Adapters', 'Overwrites', 'Errors', 'State']) {
      await tab(name).click();
      await openAll();
      // The reader's own doing may move things.
      await shifts();
      for (let round = 0; round < 5; round += 1) await call();
      await page.evaluate(
        `iAdvizeCallbacks = { on${name}() {} }; iAdvizeEvents.use(iAdvizeEvents.adapters.domEvent())`,
      );
      fired += 1;
      await expect.poll(() => tab('Overwrites').textContent()).toBe(`Overwrites ${fired}`);
      await expect.poll(() => tab('Adapters').textContent()).toBe(`Adapters ${2 + fired}`);
      await expect.poll(() => tab('Errors').textContent()).toBe(`Errors ${5 * fired}`);
      expect(await shifts(), name).toEqual([]);
    }
  });
});

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  it('every text stands out from what is behind it by 4.5 to 1', async () => {
    await inspect({
      head: `${library}<script src="/tools.js"></script>`,
      files: {
        '/tools.js': `window.hj = () => { throw new Error('not ready') };
          for (const name of ['matomo', 'hotjar', 'segment']) iAdvizeEvents.use(iAdvizeEvents.adapters[name]());
          iAdvizeEvents.use(iAdvizeEvents.adapters.piano({ consent: false }));
          iAdvizeEvents.use(iAdvizeEvents.adapters.gtm({ consent: () => undefined }));`,
      },
    });
    await page.emulateMedia({ colorScheme });
    await call();
    await expect.poll(() => tab('Errors').textContent()).toBe('Errors 4');
    await button('Reveal text').click();
    await openAll();
    for (const name of ['Events', 'Adapters', 'Overwrites', 'Errors', 'State']) {
      await tab(name).click();
      await panel().getByRole('searchbox').hover();
      const [worst, texts] = await panel().evaluate((root) => {
        const channels = (color: string) => (color.match(/[\d.]+/g) ?? []).map(Number);
        const light = (color: string) => {
          const [red = 0, green = 0, blue = 0] = channels(color)
            .map((value) => value / 255)
            .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
          return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        };
        const behind = (element: Element | null): string => {
          const color = element ? getComputedStyle(element).backgroundColor : 'rgb(0, 0, 0)';
          return channels(color)[3] === 0 ? behind(element?.parentElement ?? null) : color;
        };
        const ratio = (color: string, background: string) => {
          const [dark = 0, bright = 0] = [light(color), light(background)].sort((a, b) => a - b);
          return (bright + 0.05) / (dark + 0.05);
        };
        const ratios = [...root.querySelectorAll('*')]
          .filter((element) => element.checkVisibility())
          .flatMap((element) => {
            const own = [...element.childNodes].some(({ nodeType, nodeValue }) => nodeType === 3 && nodeValue?.trim());
            const colors = own ? [getComputedStyle(element).color] : [];
            if (element.nodeName === 'INPUT') colors.push(getComputedStyle(element, '::placeholder').color);
            if (element.nodeName === 'SUMMARY') colors.push(getComputedStyle(element, '::before').color);
            return colors.map(
              (color) => [ratio(color, behind(element)), element.className || element.nodeName] as const,
            );
          });
        return [ratios.reduce((least, one) => (one[0] < least[0] ? one : least)), ratios.length] as const;
      });
      expect(texts).toBeGreaterThan(10);
      expect(worst[0], `${name}: ${worst[1]}`).toBeGreaterThanOrEqual(4.5);
    }
  });
});

it('fits a phone: nothing is cut off or beside it', async () => {
  await inspect();
  await resize({ width: 390, height: 844 });
  await call();
  await page.evaluate('iAdvizeEvents.use(iAdvizeEvents.adapters.adobeClientDataLayer())');
  for (const name of ['Events', 'Adapters', 'Overwrites', 'Errors', 'State']) {
    await tab(name).click();
    const beside = await panel().evaluate((root) =>
      [...root.querySelectorAll('button, input, summary, dl, h2, h3, .number')]
        .filter((element) => element.checkVisibility())
        .filter((element) => {
          const { left, right, width } = element.getBoundingClientRect();
          return (
            left < 0 ||
            right > innerWidth ||
            width < 8 ||
            (element.nodeName === 'BUTTON' && element.scrollWidth > element.clientWidth)
          );
        })
        .map(({ textContent }) => textContent),
    );
    expect(beside).toEqual([]);
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

const views = ['Events', 'Adapters', 'Overwrites', 'Errors', 'State'] as const;

it.each(['light', 'dark'] as const)('has nothing that axe finds fault with, on any tab, in %s', async (colorScheme) => {
  await inspect();
  await page.emulateMedia({ colorScheme });
  await call();
  await page.evaluate(`
    iAdvizeEvents.use(iAdvizeEvents.adapters.domEvent());
    iAdvizeEvents.use(iAdvizeEvents.adapters.gtm({ consent: () => undefined }));
    iAdvizeEvents.on('chatEnded', () => { throw new Error('listener') }, { replay: true });
    iAdvizeCallbacks = { onChatEnded() {} };`);
  await expect.poll(() => tab('Errors').textContent()).toBe('Errors 1');
  await expect.poll(() => tab('Adapters').textContent()).toBe('Adapters 2');
  await page.evaluate(readFileSync('node_modules/axe-core/axe.min.js', 'utf8'));
  for (const name of views) {
    await tab(name).click();
    await openAll();
    const found = await page.evaluate(async () => {
      const element = document.querySelector('iadvize-inspector');
      const { violations, passes } = await (window as unknown as { axe: typeof axe }).axe.run(element ?? document);
      return { checked: passes.length, faults: violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]) };
    });
    expect(found.checked).toBeGreaterThan(10);
    expect(found.faults, name).toEqual([]);
  }
});

it('says that the library came after the tag, and only then', async () => {
  const notice = () => panel().getByText('This library came after the iAdvize tag');
  await inspect();
  expect(await notice().isVisible()).toBe(false);
  expect(await panel().textContent()).toContain('Nothing has fired yet on this page.');
  await page.close();
  await inspect({
    head: `<script src="/tag.js"></script>${library}`,
    files: { '/tag.js': 'window.iAdvize = { vaSCI: undefined }' },
  });
  expect(await notice().isVisible()).toBe(true);
  expect(await panel().textContent()).toContain('Nothing was heard yet.');
});

it('stays at the bottom left when the window changes: it is not in its own way', async () => {
  await inspect();
  for (const height of [900, 880]) {
    await resize({ width: 1440, height });
    await expect.poll(async () => (await panel().boundingBox())?.y).toBe(height - 600 - 16);
  }
});

describe('the pointer', () => {
  const boxOf = async (locator: ReturnType<typeof panel>) => {
    const box = await locator.boundingBox();
    if (!box) throw new Error('Not to be seen');
    return box;
  };
  const drag = async (locator: ReturnType<typeof panel>, x: number, y: number) => {
    const box = await boxOf(locator);
    const [from, to] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(from, to);
    await page.mouse.down();
    // Far out in between: it follows though the pointer is not over it any more.
    await page.mouse.move(from + 3 * x, to + 3 * y);
    await page.mouse.move(from + x, to + y);
    await page.mouse.up();
    await page.mouse.move(from, to);
  };
  const heading = () => panel().getByRole('heading', { name: 'iAdvize inspector' });

  it('drags it by its header, resizes it by its corner, and finds it there after a navigation', async () => {
    await inspect();
    const first = await boxOf(panel());
    await drag(heading(), 60, -40);
    const moved = await boxOf(panel());
    expect(moved).toEqual({ ...first, x: first.x + 60, y: first.y - 40 });
    const grip = await boxOf(panel().locator('.grip'));
    const outward = (at: number, size: number, start: number, whole: number) =>
      at + size / 2 > start + whole / 2 ? 1 : -1;
    await drag(
      panel().locator('.grip'),
      30 * outward(grip.x, grip.width, moved.x, moved.width),
      -20 * outward(grip.y, grip.height, moved.y, moved.height),
    );
    const resized = await boxOf(panel());
    expect([resized.width, resized.height]).toEqual([moved.width + 30, moved.height - 20]);
    await page.goto(page.url().replace('?iadvize-inspector', ''));
    await panel().waitFor();
    expect(await boxOf(panel())).toEqual(resized);
  });

  it('presses the header’s buttons, which do not drag it', async () => {
    await inspect();
    const before = await boxOf(panel());
    await drag(button('Minimise'), 60, -40);
    expect(await boxOf(panel())).toEqual(before);
    await button('Minimise').click();
    expect(await panel().isVisible()).toBe(false);
  });
});
