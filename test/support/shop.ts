import { useBrowser } from './browser';
import type { Page } from './engines/page';
import { useShopServer } from './shop-server';
import type { ShopPage } from './shop-server';

export type { ShopPage } from './shop-server';

/** The shop's pages, opened in the project's engine; what they could not do is in `errors()`. */
export function useShop() {
  const browser = useBrowser();
  const server = useShopServer('<script src="/watch-errors.js"></script>');

  return {
    ...server,
    engine: browser.engine,

    /**
     * Opens the page.
     * @param options.fresh whether with empty storage; else with what earlier tests have left there
     */
    async open(shop: ShopPage, { fresh = false } = {}): Promise<Page> {
      const page = await browser.page();
      if (fresh) {
        // The page before may write until it is left.
        await page.goto(`${server.origin()}/empty.html`);
        await page.evaluate('localStorage.clear()');
      }
      await page.goto(server.show(shop));
      return page;
    },
  };
}
