import { chromium } from 'playwright';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll } from 'vitest';
import { launchOptions } from './chromium';
import { useShopServer } from './shop-server';
import type { ShopPage } from './shop-server';

/** The shop's pages, opened in Chromium by Playwright, for what only it can do: keyboards, downloads, clipboards. */
export function usePlaywrightShop() {
  const server = useShopServer();
  let browser: Browser;

  beforeAll(async () => {
    browser = await chromium.launch(await launchOptions());
  });
  afterAll(() => browser?.close());

  return {
    ...server,

    /** Opens the page; what it throws or logs as an error is in `errors`. */
    async open(shop: ShopPage): Promise<{ page: Page; errors: string[] }> {
      const page = await browser.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
      await page.goto(server.show(shop), { waitUntil: 'load' });
      return { page, errors };
    },
  };
}
