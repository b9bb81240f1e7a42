import { importTypeScript } from './browser.mjs';

/** What other scripts of a site have left in its storage. Functions of the page: they refer to nothing outside. */
const storages = {
  empty: () => {},
  'one value of 5 MB': () => {
    // Chromium keeps ten million bytes; of a text in this alphabet, two a character.
    window.localStorage.setItem('theirs', 'ž'.repeat(4_900_000));
  },
  '20,000 keys': () => {
    for (let at = 0; at < 20_000; at += 1) window.localStorage.setItem(`theirs:${at}`, String(at));
  },
};

/** How many events fire on each page, of a conversation with an end and a start, so that what is kept of these is read, too. */
const events = 1000;

/**
 * A page with `beacon` of the script-tag build, whose storage is full of what is not ours: for how long it is busy at most.
 *
 * @returns by storage, the longest tasks of `rounds` pages, in milliseconds: 0 where none took 50, which browsers call long
 */
export async function benchStorage({ browser, rounds }) {
  const { createShop } = await importTypeScript('../test/support/endpoint.ts');
  const shop = await createShop();
  const results = {};
  try {
    for (const [name, fill] of Object.entries(storages)) {
      const context = await browser.newContext();
      const tab = await context.newPage();
      await tab.addInitScript(() => {
        window.longest = 0;
        new PerformanceObserver((list) => {
          for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
        }).observe({ type: 'longtask', buffered: true });
      });
      shop.reset('data-adapters="beacon" data-beacon-url="/events"');
      await tab.goto(`${shop.url}empty`);
      await tab.evaluate(fill);
      const longest = [];
      for (let round = 0; round < rounds; round += 1) {
        shop.reset('data-adapters="beacon" data-beacon-url="/events"');
        await tab.goto(shop.url);
        await tab.evaluate(
          async ([round, events]) => {
            for (let at = 0; at < events; at += 1) {
              window.iAdvizeCallbacks.onRuleStarted({ id: at });
              if (at % 100 === 0) window.iAdvizeCallbacks.onChatStarted({ id: `${round}-${at}` });
              if (at % 20 === 0) await new Promise(requestAnimationFrame);
            }
          },
          [round, events],
        );
        const due = events + events / 100;
        const end = Date.now() + 20_000;
        while (shop.received.length < due && Date.now() < end) await tab.waitForTimeout(50);
        if (shop.received.length !== due) throw new Error(`${shop.received.length} of ${due} events came`);
        longest.push(await tab.evaluate('longest'));
      }
      results[name] = { pages: rounds, longest: Math.max(...longest) };
      await context.close();
    }
  } finally {
    await shop.close();
  }
  return results;
}
