import { expect, it } from 'vitest';
import type { Page } from '../../support/engines/page';
import { builds } from '../../support/builds';
import { useShop } from '../../support/shop';

const shop = useShop();
const watch = '<script src="/watch-errors.js"></script>';
const tag = '<script type="module" src="/fake-tag.js"></script>';
const listen = `<script>var ran = []; iAdvizeEvents.on('*', ({ type }) => ran.push(type));</script>`;
const restored = `<script>
  var restored;
  addEventListener('pageshow', ({ persisted }) => { restored = persisted; });
  addEventListener('pagehide', () => { restored = undefined; });
</script>`;
const elsewhere = `<!doctype html><html><head>${watch}</head><body>Elsewhere</body></html>`;
const files = { '/elsewhere.html': elsewhere };

/** What was sent, each event once: a page that is left before it has seen the answer has the next one send again. */
const sent = () => [...new Map(shop.received.map(({ id, type }) => [id, type])).values()];

/**
 * Leaves the page for another, runs `there` on the way, and comes back. The page is busy until it is left: what it plans in
 * `before` has no turn.
 */
async function leaveAndReturn(page: Page, before: string, there = async () => {}): Promise<void> {
  await page.leave(
    `${shop.origin()}/elsewhere.html`,
    `void setTimeout(() => {
      ${before};
      location.href = '/elsewhere.html';
      for (const end = performance.now() + 300; performance.now() < end; );
    })`,
  );
  await there();
  await page.leave(`${shop.origin()}/`, 'void setTimeout(() => history.back())');
  await page.waitFor('restored !== undefined');
}

it.for(builds)('%s: a page that was left goes on, whether the browser kept it or loads it again', async (build) => {
  const library = `<script src="/dist/${build}" data-adapters="beacon" data-beacon-url="/events"></script>`;
  const page = await shop.openAfresh({ head: library + listen + restored, body: tag, files });
  await page.waitFor('window.tag');
  await page.evaluate(`tag.fire('onChatStarted')`);
  await expect.poll(sent).toEqual(['chatStarted']);
  // A page that is left before it has seen the answer keeps what waits for the site's next page.
  await page.waitFor(`[...window[Symbol.for('iAdvizeCallbacks.adapters')]].every(({ sent }) => sent === 1)`);
  // What waits leaves with the page.
  await leaveAndReturn(page, `tag.fire('onMessageSent')`, () =>
    expect.poll(sent).toEqual(['chatStarted', 'messageSent']),
  );
  const kept = await page.evaluate('restored');
  // Not every build of Chromium has the cache: the one among the development dependencies has none.
  if (shop.engine !== 'chromium') expect(kept).toBe(true);
  const before = kept ? ['chatStarted', 'messageSent'] : [];
  expect(await page.evaluate('ran')).toEqual(before);
  await page.evaluate(`tag.fire('onMessageReceived'), tag.fire('onChatEnded')`);
  expect(await page.evaluate('ran')).toEqual([...before, 'messageReceived', 'chatEnded']);
  await expect.poll(sent).toEqual(['chatStarted', 'messageSent', 'messageReceived', 'chatEnded']);
  expect(await page.errors()).toEqual([]);
});
