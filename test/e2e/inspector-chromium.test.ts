// What only Playwright, or only Chromium, can do: the clipboard, a download, colour schemes, axe, and what has shifted.
import { readFileSync } from 'node:fs';
import type axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import { conversation, library, secret, strict } from '../support/inspector';
import { useInspector } from '../support/inspector-in-playwright';

const inspector = useInspector();
const { shop, open, inspect, panel, tab, button, call, openByCode, openAll, followStatus, resize } = inspector;

it('masks what is private in what is copied, unless it is revealed', async () => {
  await inspect();
  await inspector.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await call();
  const copied = async () => JSON.parse(await inspector.page.evaluate(() => navigator.clipboard.readText())) as unknown;
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

it('exports everything as a JSON file', async () => {
  await inspect({ head: `${library}<script src="/team.js"></script>`, files: { '/team.js': 'iAdvizeCallbacks = {}' } });
  await inspector.page.evaluate('iAdvizeEvents.use(iAdvizeEvents.adapters.matomo())');
  await call();
  const [download] = await Promise.all([inspector.page.waitForEvent('download'), button('Export').click()]);
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
  await inspector.page.context().grantPermissions(['clipboard-read']);
  const read = await inspector.page.evaluateHandle(() => navigator.clipboard.readText.bind(navigator.clipboard));
  await inspector.page.evaluate(() => Reflect.defineProperty(navigator, 'clipboard', { value: undefined }));
  await call([['onChatDisplayed']]);
  const said = await followStatus();
  await button('Copy').click();
  await expect.poll(said).toContain('Events copied');
  expect(await read.evaluate((read) => read())).toContain('"chatDisplayed"');
});

const sizes = [
  ['wide', { width: 1440, height: 900 }],
  ['narrow', { width: 390, height: 844 }],
] as const;

/** Opens the inspector in a window of that size, with two tools, and notes what moves from then on. */
async function watchShifts(viewport: (typeof sizes)[number][1]) {
  await open({ head: library, headers: strict, body: '<h1>Shop</h1><p>Lamps</p>' });
  await resize(viewport);
  await inspector.page.evaluate(() => {
    const shifts: unknown[] = [];
    Reflect.set(window, 'shifts', shifts);
    new PerformanceObserver((list) => shifts.push(...list.getEntries())).observe({
      type: 'layout-shift',
      buffered: true,
    });
  });
  await openByCode();
  await panel().waitFor();
  await inspector.page.evaluate(`
    window.gtag = () => {}; window.dataLayer = [];
    const { ga4, hotjar } = iAdvizeEvents.adapters;
    iAdvizeEvents.use(ga4()); iAdvizeEvents.use(hotjar());
    iAdvizeEvents.on('chatEnded', () => { throw new Error('listener') });`);
}

/** What moved since it was last asked, once everything was painted. */
const shifts = () =>
  inspector.page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    await new Promise((resolve) => setTimeout(resolve));
    const shifts = Reflect.get(window, 'shifts') as {
      value: number;
      sources: { previousRect: DOMRect; currentRect: DOMRect }[];
    }[];
    return shifts.splice(0).map(({ value, sources }) => `${value}: ${JSON.stringify(sources)}`);
  });

it.each(sizes)('never shifts the page, whatever happens: %s', async (_, viewport) => {
  await watchShifts(viewport);
  expect(await shifts()).toEqual([]);
  let fired = 0;
  for (const name of ['Events', 'Adapters', 'Overwrites', 'Errors', 'State']) {
    await tab(name).click();
    await openAll();
    // The reader's own doing may move things.
    await shifts();
    for (let round = 0; round < 5; round += 1) await call();
    await inspector.page.evaluate(
      `iAdvizeCallbacks = { on${name}() {} }; iAdvizeEvents.use(iAdvizeEvents.adapters.domEvent())`,
    );
    fired += 1;
    await expect.poll(() => tab('Overwrites').textContent()).toBe(`Overwrites ${fired}`);
    await expect.poll(() => tab('Adapters').textContent()).toBe(`Adapters ${2 + fired}`);
    await expect.poll(() => tab('Errors').textContent()).toBe(`Errors ${5 * fired}`);
    expect(await shifts(), name).toEqual([]);
  }
});

it.each(sizes)(
  'a count of two digits shifts nothing, nor does what an adapter begins to wait for: %s',
  async (_, viewport) => {
    await watchShifts(viewport);
    await tab('Adapters').click();
    await shifts();
    const adapter = (name: string) => panel().locator('.adapter', { hasText: name });
    for (let count = 1; count <= 11; count += 1) {
      await inspector.page.evaluate('iAdvizeCallbacks.onRuleStarted({ id: 1 })');
      await expect.poll(() => adapter('ga4').locator('.sent').textContent()).toBe(`${count} sent`);
      await expect.poll(() => adapter('hotjar').locator('.waiting').textContent()).toBe(`${count} waiting`);
      await expect.poll(() => adapter('hotjar').locator('.reason').textContent()).toContain('hj');
      expect(await shifts(), String(count)).toEqual([]);
    }
  },
);

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
    await inspector.page.emulateMedia({ colorScheme });
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

const views = ['Events', 'Adapters', 'Overwrites', 'Errors', 'State'] as const;

it.each(['light', 'dark'] as const)('has nothing that axe finds fault with, on any tab, in %s', async (colorScheme) => {
  await inspect();
  await inspector.page.emulateMedia({ colorScheme });
  await call();
  await inspector.page.evaluate(`
    iAdvizeEvents.use(iAdvizeEvents.adapters.domEvent());
    iAdvizeEvents.use(iAdvizeEvents.adapters.gtm({ consent: () => undefined }));
    iAdvizeEvents.on('chatEnded', () => { throw new Error('listener') }, { replay: true });
    iAdvizeCallbacks = { onChatEnded() {} };`);
  await expect.poll(() => tab('Errors').textContent()).toBe('Errors 1');
  await expect.poll(() => tab('Adapters').textContent()).toBe('Adapters 2');
  await inspector.page.evaluate(readFileSync('node_modules/axe-core/axe.min.js', 'utf8'));
  for (const name of views) {
    await tab(name).click();
    await openAll();
    const found = await inspector.page.evaluate(async () => {
      const element = document.querySelector('iadvize-inspector');
      const { violations, passes } = await (window as unknown as { axe: typeof axe }).axe.run(element ?? document);
      return { checked: passes.length, faults: violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]) };
    });
    expect(found.checked).toBeGreaterThan(10);
    expect(found.faults, name).toEqual([]);
  }
});
