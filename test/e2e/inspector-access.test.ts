import { readFileSync } from 'node:fs';
import type axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import { library, strict, useInspector } from '../support/inspector';

const inspector = useInspector();
const { open, inspect, panel, tab, button, lines, call, openAll, resize } = inspector;

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
      inspector.page.evaluate(() => {
        const inner = document.querySelector('iadvize-inspector')?.shadowRoot?.activeElement;
        return inner && (inner.ariaLabel ?? inner.textContent);
      });
    const order = [];
    for (let step = 0; step < 7; step += 1) {
      await inspector.page.keyboard.press('Tab');
      order.push(await focused());
    }
    expect(order.slice(0, 6)).toEqual(['Filter', 'Pause', 'Reveal text', 'Copy', 'Export', 'Events']);
    // One stop for all lines; the arrows walk through them.
    expect(order[6]).toContain('chatStarted');
    await inspector.page.keyboard.press('ArrowDown');
    expect(await focused()).toContain('messageSent');
    await inspector.page.keyboard.press('Enter');
    expect(await lines().nth(1).locator('pre').isVisible()).toBe(true);
    await inspector.page.keyboard.press('End');
    expect(await focused()).toContain('chatEnded');
    await inspector.page.keyboard.press('Shift+Tab');
    await inspector.page.keyboard.press('Tab');
    expect(await focused()).toContain('chatEnded');
    expect(await inspector.page.evaluate('window.keys')).toBeUndefined();
  });

  it('walks through the tabs', async () => {
    await inspect();
    await tab('Events').focus();
    await inspector.page.keyboard.press('ArrowRight');
    expect(await tab('Adapters').getAttribute('aria-selected')).toBe('true');
    await inspector.page.keyboard.press('End');
    expect(await tab('State').getAttribute('aria-selected')).toBe('true');
    expect(await tab('Events').getAttribute('aria-selected')).toBe('false');
    expect(await panel().getByRole('tabpanel').count()).toBe(1);
    expect(await panel().getByRole('tabpanel', { name: 'State' }).isVisible()).toBe(true);
    await inspector.page.keyboard.press('Home');
    expect(await panel().getByRole('log', { name: 'Events' }).isVisible()).toBe(true);
  });

  it('shows where the focus is', async () => {
    await inspect();
    await call();
    await tab('Events').focus();
    for (let step = 0; step < 7; step += 1) {
      await inspector.page.keyboard.press('Tab');
      const outline = await inspector.page.evaluate(() => {
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
    await inspector.page.locator('#opener').focus();
    await inspector.page.keyboard.press('Enter');
    await expect.poll(() => inspector.page.evaluate(() => document.activeElement?.nodeName)).toBe('IADVIZE-INSPECTOR');
    await inspector.page.keyboard.press('Escape');
    expect(await panel().count()).toBe(0);
    expect(await inspector.page.evaluate(() => document.activeElement?.id)).toBe('opener');
  });
});

it('speaks of what comes in one line, now and then, not line by line', async () => {
  await inspect();
  expect(await panel().getByRole('log').first().getAttribute('aria-live')).toBe('off');
  await call();
  await panel().getByRole('status').getByText('4 new events').waitFor();
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

it('fits a phone: nothing is cut off or beside it', async () => {
  await inspect();
  await resize({ width: 390, height: 844 });
  await call();
  await inspector.page.evaluate('iAdvizeEvents.use(iAdvizeEvents.adapters.adobeClientDataLayer())');
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
  expect(await inspector.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
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
