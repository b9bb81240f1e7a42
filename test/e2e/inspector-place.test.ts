import { describe, expect, it } from 'vitest';
import { library, onDemand, useInspector } from '../support/inspector';

const inspector = useInspector();
const { shop, inspect, isOpen, read, run, boxOf, evaluate, errors, click, titles, call, openByCode } = inspector;

describe('the page', () => {
  const boxes = () =>
    read<unknown[][]>(`[panel, ...panel.querySelectorAll('h2, button, input, li, summary, pre')].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const { color, backgroundColor, fontSize, opacity, fontFamily } = getComputedStyle(element);
      return [element.nodeName, x, y, width, height, color, backgroundColor, fontSize, opacity, fontFamily];
    })`);

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
    await evaluate('sessionStorage.clear()');
    await inspect({ headers: {}, body: `<style>${hostile}</style>` });
    expect(calm.length).toBeGreaterThan(8);
    expect(await boxes()).toEqual(calm);
  });

  it('may have an element of that name', async () => {
    await inspect({
      head: `<script src="/own.js"></script>${library}`,
      files: {
        '/own.js': `customElements.define('iadvize-inspector', class extends HTMLElement {
          constructor() { super(); this.attachShadow({ mode: 'open' }); throw new Error('the page’s own'); }
        });`,
      },
    });
    expect(await evaluate(`!!document.querySelector('iadvize-inspector-x')`)).toBe(true);
    expect(await errors()).toEqual([]);
  });

  it('may take the element away', async () => {
    await inspect({ head: onDemand });
    await evaluate(`document.querySelector('iadvize-inspector').remove()`);
    await call();
    await openByCode();
    expect(await titles()).toHaveLength(4);
    expect(await errors()).toEqual([]);
  });

  it('has one, also with two copies of the library', async () => {
    await inspect({ head: library + library });
    await openByCode('?another');
    expect(await evaluate(`document.querySelectorAll('iadvize-inspector').length`)).toBe(1);
  });
});

it('says that the library came after the tag, and only then', async () => {
  const notice = () => read<boolean>(`panel.querySelector('.notice').getBoundingClientRect().height > 0`);
  await inspect();
  expect(await notice()).toBe(false);
  expect(await inspector.text()).toContain('Nothing has fired yet on this page.');
  await evaluate('sessionStorage.clear()');
  await inspect({
    head: `<script src="/late-tag.js"></script>${library}`,
    files: { '/late-tag.js': 'window.iAdvize = { vaSCI: undefined }' },
  });
  expect(await notice()).toBe(true);
  expect(await read<string>(`panel.querySelector('.notice').textContent`)).toContain('came after the iAdvize tag');
  expect(await inspector.text()).toContain('Nothing was heard yet.');
});

it('stays at the bottom left when the window changes: it is not in its own way', async () => {
  await inspect();
  for (const height of [740, 720]) {
    await inspector.page.resize(1200, height);
    await expect.poll(async () => (await boxOf()).y).toBe(height - 600 - 16);
  }
});

describe('the pointer', () => {
  const drag = async (selector: string, x: number, y: number) => {
    const box = await boxOf(selector);
    const [from, to] = [box.x + box.width / 2, box.y + box.height / 2];
    // Far out in between: it follows though the pointer is not over it any more.
    await inspector.page.drag([from, to], [from + 3 * x, to + 3 * y], [from + x, to + y]);
  };

  it('drags it by its header, resizes it by its corner, and finds it there after a navigation', async () => {
    await inspect();
    const first = await boxOf();
    await drag('h2', 60, -40);
    const moved = await boxOf();
    expect(moved).toEqual({ ...first, x: first.x + 60, y: first.y - 40 });
    const grip = await boxOf('.grip');
    const outward = (at: number, size: number, start: number, whole: number) =>
      at + size / 2 > start + whole / 2 ? 1 : -1;
    await drag(
      '.grip',
      30 * outward(grip.x, grip.width, moved.x, moved.width),
      -20 * outward(grip.y, grip.height, moved.y, moved.height),
    );
    const resized = await boxOf();
    expect([resized.width, resized.height]).toEqual([moved.width + 30, moved.height - 20]);
    await inspector.page.goto(`${shop.origin()}/`);
    await isOpen();
    expect(await boxOf()).toEqual(resized);
  });

  it('presses the header’s buttons, which do not drag it', async () => {
    await inspect();
    const before = await boxOf();
    await run(`panel.querySelector('header > button:nth-last-child(2)').id = 'minimise'`);
    await drag('#minimise', 60, -40);
    expect(await boxOf()).toEqual(before);
    await click('Minimise');
    expect(await read<boolean>('panel.hidden')).toBe(true);
  });
});
