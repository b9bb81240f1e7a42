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

it('keeps what several tabs could not send that are left at once', async () => {
  shop.reset('data-adapters="beacon" data-beacon-url="/events"');
  const context = await browser.newContext();
  const tabs = await Promise.all([0, 1, 2].map(() => context.newPage()));
  for (const tab of tabs) await tab.goto(shop.url);
  await context.setOffline(true);
  await Promise.all(tabs.map((tab, id) => tab.evaluate(`iAdvizeCallbacks.onRuleStarted({ id: ${id} })`)));
  await Promise.all(tabs.map((tab) => tab.goto('about:blank')));
  await context.setOffline(false);
  // What one tab keeps, another one may see a moment later.
  await tabs[0]?.goto(`${shop.url}empty`);
  const kept = () =>
    tabs[0]?.evaluate(() =>
      Object.values<string>(localStorage)
        .join()
        .match(/"rule_id":"\d"/g),
    );
  await expect.poll(async () => new Set(await kept()).size, { timeout: 20_000 }).toBe(3);
  await tabs[0]?.goto(shop.url);
  const received = () => new Set(shop.received.map(({ parameters }) => parameters['rule_id']));
  await vi.waitFor(() => expect(received()).toEqual(new Set(['0', '1', '2'])), { timeout: 20_000 });
});
