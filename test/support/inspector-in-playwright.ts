import type { Page } from 'playwright';
import { afterEach, expect } from 'vitest';
import { usePlaywrightShop } from './playwright-shop';
import { conversation, library, makeCalls, openingOf, strict } from './inspector';
import type { Calls } from './inspector';
import type { ShopPage } from './shop-server';

/** The inspector on a page of the shop, which each test opens and which is closed after it, in Chromium, by Playwright. */
export function useInspector() {
  const shop = usePlaywrightShop();
  let page: Page;
  afterEach(() => page.close());

  async function open(opened: ShopPage): Promise<void> {
    ({ page } = await shop.open(opened));
  }

  /** A page that opens the inspector by its address, and is ready once it is there. */
  async function inspect(opened: ShopPage = {}): Promise<void> {
    await open({ head: library, headers: strict, search: '?iadvize-inspector', ...opened });
    await panel().waitFor();
  }

  const panel = () => page.locator('iadvize-inspector .panel');
  const tab = (name: string) => panel().getByRole('tab', { name });
  const button = (name: string) => panel().getByRole('button', { name, exact: true });

  const call = (calls: Calls = conversation) => page.evaluate(makeCalls, calls);
  const openByCode = () => page.evaluate(openingOf(shop.origin()));

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
    open,
    inspect,
    panel,
    tab,
    button,
    call,
    openByCode,
    openAll,
    followStatus,
    resize,
  };
}
