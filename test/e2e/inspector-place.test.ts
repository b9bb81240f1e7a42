import { describe, expect, it } from 'vitest';
import { library, onDemand, strict, useInspector } from '../support/inspector';

const inspector = useInspector();
const { open, inspect, panel, tab, button, titles, call, openByCode, openAll, resize } = inspector;

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
    await inspector.page.close();
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
    await inspector.page.locator('iadvize-inspector-x .panel').waitFor();
    expect(inspector.errors).toEqual([]);
  });

  it('may take the element away', async () => {
    await inspect({ head: onDemand });
    await inspector.page.evaluate(() => document.querySelector('iadvize-inspector')?.remove());
    await call();
    await openByCode();
    expect(await titles()).toHaveLength(4);
    expect(inspector.errors).toEqual([]);
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
    /** What moved since it was last asked, once everything was painted. */
    const shifts = () =>
      inspector.page.evaluate(async () => {
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
});

it('says that the library came after the tag, and only then', async () => {
  const notice = () => panel().getByText('This library came after the iAdvize tag');
  await inspect();
  expect(await notice().isVisible()).toBe(false);
  expect(await panel().textContent()).toContain('Nothing has fired yet on this page.');
  await inspector.page.close();
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
    await inspector.page.mouse.move(from, to);
    await inspector.page.mouse.down();
    // Far out in between: it follows though the pointer is not over it any more.
    await inspector.page.mouse.move(from + 3 * x, to + 3 * y);
    await inspector.page.mouse.move(from + x, to + y);
    await inspector.page.mouse.up();
    await inspector.page.mouse.move(from, to);
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
    await inspector.page.goto(inspector.page.url().replace('?iadvize-inspector', ''));
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
