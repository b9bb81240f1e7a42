import { useBrowser } from './browser';
import type { Page } from './engines/page';
import { useShopServer } from './shop-server';
import type { ShopPage } from './shop-server';

export type { ShopPage } from './shop-server';

/** The shop's pages, opened in the project's engine; what they could not do is in `errors()`. */
export function useShop() {
  const browser = useBrowser();
  const server = useShopServer('<script src="/watch-errors.js"></script>');

  async function show(page: Page, shop: ShopPage): Promise<Page> {
    await page.goto(server.show(shop));
    return page;
  }

  return {
    ...server,
    engine: browser.engine,

    /** Opens the page, with the storage that earlier tests have left. */
    async open(shop: ShopPage): Promise<Page> {
      return show(await browser.page(), shop);
    },

    /** Opens the page in a browser that has seen none. */
    async openAfresh(shop: ShopPage): Promise<Page> {
      return show(await browser.open(), shop);
    },
  };
}
