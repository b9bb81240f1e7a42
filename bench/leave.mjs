import { importTypeScript } from './browser.mjs';

/** Browsers to leave a page with: as they are, and with what some privacy tools leave of them. */
const variants = {
  'sendBeacon and fetch': () => {},
  'without sendBeacon': () => {
    delete window.Navigator.prototype.sendBeacon;
  },
};

/** How many events a page fires before it is left at once. */
const events = 1000;

/** For how long the last page is given to send what those before it could not, in milliseconds. */
const patience = 20_000;

async function leaveOften({ browser, shop, change, rounds }) {
  shop.reset('data-adapters="beacon" data-beacon-url="/events"');
  const context = await browser.newContext();
  try {
    const tab = await context.newPage();
    await tab.addInitScript(change);
    await tab.goto(shop.url);
    for (let round = 0; round < rounds; round += 1) {
      const next = `${shop.url}?${round}`;
      await tab.evaluate(
        ([first, count, url]) => {
          for (let id = first; id < first + count; id += 1) window.iAdvizeCallbacks.onRuleStarted({ id });
          location.href = url;
        },
        [round * events, events, next],
      );
      await tab.waitForURL(next);
    }
    const allowed = rounds * events;
    const distinct = () => new Set(shop.received.map(({ parameters }) => parameters.rule_id)).size;
    const end = Date.now() + patience;
    while (distinct() < allowed && Date.now() < end) await tab.waitForTimeout(100);
    // What comes after the last one would be a double.
    await tab.waitForTimeout(1500);
    const ids = new Set(shop.received.map(({ id }) => id)).size;
    return {
      pages: rounds,
      allowed,
      received: distinct(),
      // Twice over the network, by the same id, which an endpoint counts once.
      repeated: shop.received.length - ids,
      // Under another id, which no endpoint could tell.
      doubled: ids - distinct(),
    };
  } finally {
    await context.close();
  }
}

/**
 * A page fires 1,000 events and navigates at once, many times over, with `beacon` of the script-tag build; a server on
 * loopback counts.
 */
export async function benchLeave({ browser, rounds }) {
  const { createShop } = await importTypeScript('../test/support/endpoint.ts');
  const shop = await createShop();
  const results = {};
  try {
    for (const [name, change] of Object.entries(variants)) {
      results[name] = await leaveOften({ browser, shop, change, rounds });
    }
  } finally {
    await shop.close();
  }
  return results;
}
