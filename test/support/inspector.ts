import type { Page } from 'playwright';
import { afterEach, expect } from 'vitest';
import { usePlaywrightShop } from './playwright-shop';
import type { ShopPage } from './shop-server';

export const strict = {
  'content-security-policy': "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'",
};
export const onDemand = '<script src="/dist/iadvize-callbacks.global.js"></script>';
export const library = '<script src="/dist/iadvize-callbacks.all.global.js"></script>';

export const secret = 'my card number is 4970';
export const conversation = [
  ['onChatStarted', { id: 42, startedBy: 'visitor', vuid: 'vuid-of-alice' }],
  ['onMessageSent', { time: '11:24', msg: secret, text: `${secret}!` }],
  ['onLinkReceived', { name: 'Bulbs', url: 'https://shop.example/bulbs?customer=alice', push: true }],
  ['onChatEnded', { id: 42, endedBy: 'visitor' }],
] as const;

/** The inspector on a page of the shop, which each test opens and which is closed after it. */
export function useInspector() {
  const shop = usePlaywrightShop();
  let page: Page;
  let errors: string[];
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

  return {
    shop,
    get page() {
      return page;
    },
    get errors() {
      return errors;
    },
    open,
    inspect,
    panel,
    tab,
    button,
    lines,
    titles,
    text,
    call,
    openByCode,
    openAll,
    followStatus,
    resize,
  };
}
