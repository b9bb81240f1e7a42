import { importTypeScript } from './browser.mjs';

/** Browsers to leave a page with: as they are, and with what some privacy tools leave of them. */
const variants = {
  'sendBeacon and fetch': () => {},
  'without sendBeacon': () => {
    delete window.Navigator.prototype.sendBeacon;
  },
};

/** For how long a page has been open when it fires its events and is left, in milliseconds. */
const paces = { 'open for a second': 1000, 'left as soon as it has loaded': 0 };

/** How many events a page fires before it is left at once. */
const events = 1000;

/** For how long the last page is given to send what those before it could not, in milliseconds. */
const patience = 20_000;

async function leaveOften({ browser, change, pace, rounds }) {
  const { createShop } = await importTypeScript('../test/support/endpoint.ts');
  const shop = await createShop();
  shop.reset('data-adapters="beacon" data-beacon-url="/events"');
  const context = await browser.newContext();
  try {
    const tab = await context.newPage();
    await tab.addInitScript(change);
    await tab.goto(shop.url);
    for (let round = 0; round < rounds; round += 1) {
      const next = `${shop.url}?${round}`;
      await tab.waitForTimeout(pace);
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
    await shop.close();
  }
}

/**
 * A page fires 1,000 events and navigates at once, many times over, with `beacon` of the script-tag build; a server on
 * loopback counts.
 */
export async function benchLeave({ browser, rounds }) {
  const results = {};
  for (const [pace, open] of Object.entries(paces)) {
    results[pace] = {};
    for (const [name, change] of Object.entries(variants)) {
      results[pace][name] = await leaveOften({ browser, change, pace: open, rounds });
    }
  }
  return results;
}
