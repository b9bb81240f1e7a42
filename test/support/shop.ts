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
     * @param options.fresh whether with empty storage, which takes longer; else with what earlier tests have left there
     */
    async open(shop: ShopPage, { fresh = false } = {}): Promise<Page> {
      const address = server.show(shop);
      const page = await (fresh ? browser.open() : browser.page());
      await page.goto(address);
      return page;
    },
  };
}
