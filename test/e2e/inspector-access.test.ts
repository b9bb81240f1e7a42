import { describe, expect, it } from 'vitest';
import { library, strict, useInspector } from '../support/inspector';

const inspector = useInspector();
const { open, inspect, read, run, evaluate, select, call } = inspector;
const press = async (...all: string[]) => {
  for (const keys of all) await inspector.page.press(keys);
};

/** What has the focus in the panel, as `focused`, and what an expression says of it. */
const ofFocused = <Result>(expression: string) =>
  read<Result>(`((focused) => focused && (${expression}))(panel.getRootNode().activeElement)`);
const focused = () => ofFocused<string | null>('focused.getAttribute("aria-label") || focused.textContent');
const focusTab = (tab: string) => run(`panel.querySelector('#tab-${tab}').focus()`);

describe('the keyboard', () => {
  const heads = `${library}<script src="/shortcuts.js"></script>`;
  const files = {
    '/shortcuts.js': `addEventListener('keydown', ({ key }) => (window.keys = window.keys || []).push(key))`,
  };

  it('reaches everything, in order, and the page’s shortcuts hear none of it', async () => {
    await inspect({ head: heads, files });
    await call();
    await focusTab('Events');
    const order = [];
    for (let step = 0; step < 7; step += 1) {
      await press('Tab');
      order.push(await focused());
    }
    expect(order.slice(0, 6)).toEqual(['Filter', 'Pause', 'Reveal text', 'Copy', 'Export', 'Events']);
    // One stop for all lines; the arrows walk through them.
    expect(order[6]).toContain('chatStarted');
    await press('ArrowDown');
    expect(await focused()).toContain('messageSent');
    await press('Enter');
    await expect.poll(() => ofFocused<string>('focused.nextSibling.textContent')).toContain('"messageSent"');
    await press('End');
    expect(await focused()).toContain('chatEnded');
    await press('Shift+Tab', 'Tab');
    expect(await focused()).toContain('chatEnded');
    expect(await evaluate('window.keys')).toBeNull();
  });

  it('walks through the tabs', async () => {
    await inspect();
    await focusTab('Events');
    const selected = () => read<string[]>(`[...panel.querySelectorAll('[aria-selected=true]')].map(({ id }) => id)`);
    await press('ArrowRight');
    expect(await selected()).toEqual(['tab-Adapters']);
    await press('End');
    expect(await selected()).toEqual(['tab-State']);
    expect(
      await read<string[]>(`[...panel.querySelectorAll('[role=tabpanel]:not([hidden])')].map(({ id }) => id)`),
    ).toEqual(['panel-State']);
    await press('Home');
    expect(await read<number>(`panel.querySelector('#panel-Events [role=log]').clientHeight`)).toBeGreaterThan(0);
  });

  it('shows where the focus is', async () => {
    await inspect();
    await call();
    await focusTab('Events');
    for (let step = 0; step < 7; step += 1) {
      await press('Tab');
      expect(await ofFocused<string>('getComputedStyle(focused).outlineStyle')).toBe('solid');
    }
  });

  it('clears the filter with Escape, and then closes the panel', async () => {
    await inspect();
    await call();
    await inspector.type('message');
    await run(`panel.querySelector('input').focus()`);
    await press('Escape');
    expect(await inspector.isClosed()).toBe(false);
    await inspector.type('');
    await press('Escape');
    expect(await inspector.isClosed()).toBe(true);
  });

  const byButton = `<button id="opener">Inspect</button>`;
  const opens = {
    '/open.js': `document.querySelector('#opener').onclick = async () => {
      (await import('/dist/iadvize-callbacks.inspector.js')).openInspector();
    };`,
  };

  it('goes to the panel that code opens, and back to where it was', async () => {
    await open({ head: library, headers: strict, body: `${byButton}<script src="/open.js"></script>`, files: opens });
    await evaluate(`document.querySelector('#opener').focus()`);
    await press('Enter');
    await expect.poll(() => evaluate('document.activeElement.nodeName')).toBe('IADVIZE-INSPECTOR');
    await press('Escape');
    expect(await inspector.isClosed()).toBe(true);
    expect(await evaluate('document.activeElement.id')).toBe('opener');
  });

  it.each([
    ['Move', 'x', 'ArrowRight', 16],
    ['Move', 'y', 'ArrowUp', -16],
    ['Resize', 'width', 'ArrowRight', 16],
    ['Resize', 'width', 'ArrowLeft', -16],
  ] as const)('has %s change %s on %s', async (label, side, key, by) => {
    await inspect();
    const before = await inspector.boxOf();
    await run(`panel.querySelector('[aria-label=${label}]').focus()`);
    await press(key);
    expect(await inspector.boxOf()).toEqual({ ...before, [side]: before[side] + by });
  });
});

it('speaks of what comes in one line, now and then, not line by line', async () => {
  await inspect();
  expect(await read(`panel.querySelector('[role=log]').getAttribute('aria-live')`)).toBe('off');
  const said = await inspector.followStatus();
  await call();
  await expect.poll(said).toContain('4 new events');
});

it('fits a phone: nothing is cut off or beside it', async () => {
  // The window of WebKit’s small browser gets no narrower.
  const width = inspector.shop.engine === 'webkit' ? 450 : 390;
  await inspect({}, width, 760);
  await call();
  await evaluate('void iAdvizeEvents.use(iAdvizeEvents.adapters.adobeClientDataLayer())');
  for (const name of ['Events', 'Adapters', 'Overwrites', 'Errors', 'State']) {
    await select(name);
    const beside = await read<string[]>(
      `[...panel.querySelectorAll('button, input, summary, dl, h2, h3, .number')]
        .filter((element) => element.getClientRects().length)
        .filter((element) => {
          const { left, right, width } = element.getBoundingClientRect();
          return (
            left < 0 ||
            right > innerWidth ||
            width < 8 ||
            (element.nodeName === 'BUTTON' && element.scrollWidth > element.clientWidth)
          );
        })
        .map(({ textContent }) => textContent)`,
    );
    expect(beside, name).toEqual([]);
  }
  expect(await evaluate('document.documentElement.scrollWidth')).toBe(width);
});
