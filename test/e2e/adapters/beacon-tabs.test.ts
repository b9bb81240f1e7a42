import { chromium } from 'playwright';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { launchOptions } from '../../support/chromium';
import { createShop } from '../../support/endpoint';

let browser: Browser;
let shop: Awaited<ReturnType<typeof createShop>>;

beforeAll(async () => {
  browser = await chromium.launch(await launchOptions());
  shop = await createShop();
});

afterAll(async () => {
  await browser?.close();
  await shop?.close();
});

it('loses nothing of several tabs that are left at once while the browser is offline', async () => {
  shop.reset('data-adapters="beacon" data-beacon-url="/events"');
  const context = await browser.newContext();
  const tabs = await Promise.all([0, 1, 2].map(() => context.newPage()));
  for (const tab of tabs) {
    await tab.goto(shop.url);
    // The adapters are here, which the script tag loads on demand; without a network, they would not come.
    await tab.waitForFunction(`window[Symbol.for('iAdvizeCallbacks.adapters')]?.size`);
  }
  await context.setOffline(true);
  await Promise.all(tabs.map((tab, id) => tab.evaluate(`iAdvizeCallbacks.onRuleStarted({ id: ${id} })`)));
  await Promise.all(tabs.map((tab) => tab.goto('about:blank')));
  await context.setOffline(false);
  // What the tabs have kept leaves with the next page, unless their last beacons were enough: some builds of Chromium say that
  // they are online while a page is left, whatever was set, and send these beacons once they are.
  await tabs[0]?.goto(shop.url);
  const received = () => new Map(shop.received.map(({ id, parameters }) => [id, parameters['rule_id']]));
  await vi.waitFor(() => expect([...received().values()].sort()).toEqual(['0', '1', '2']), { timeout: 20_000 });
});
