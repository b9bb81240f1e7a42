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

const sent = () => shop.received.map(({ type }) => type);
const distinct = () => new Set(shop.received.map(({ id }) => id)).size;

/** Leaves the page for another, runs `there` on the way, and comes back. */
async function leaveAndReturn(page: Page, before: string, there = async () => {}): Promise<void> {
  await page.leave(
    `${shop.origin()}/elsewhere.html`,
    `${before}, void setTimeout(() => { location.href = '/elsewhere.html' })`,
  );
  await there();
  await page.leave(`${shop.origin()}/`, 'void setTimeout(() => history.back())');
  await page.waitFor('restored !== undefined');
}

it.for(builds)('%s: a page goes on, restored from the back/forward cache', async (build, context) => {
  const library = `<script src="/dist/${build}" data-adapters="beacon" data-beacon-url="/events"></script>`;
  let page = await shop.open({ head: restored, files });
  await leaveAndReturn(page, '0');
  // Not of every build: the Chromium among the development dependencies has none.
  if (!(await page.evaluate('restored'))) context.skip(`this ${shop.engine} keeps no page that was left`);

  page = await shop.openAfresh({ head: library + listen + restored, body: tag, files });
  await page.waitFor('window.tag');
  await page.evaluate(`tag.fire('onChatStarted')`);
  await expect.poll(sent).toEqual(['chatStarted']);
  // What waits leaves with the page.
  await leaveAndReturn(page, `tag.fire('onMessageSent')`, () =>
    expect.poll(sent).toEqual(['chatStarted', 'messageSent']),
  );
  expect(await page.evaluate('[restored, ...ran]')).toEqual([true, 'chatStarted', 'messageSent']);
  await page.evaluate(`tag.fire('onMessageReceived'), tag.fire('onChatEnded')`);
  expect(await page.evaluate('ran')).toEqual(['chatStarted', 'messageSent', 'messageReceived', 'chatEnded']);
  await expect.poll(sent).toEqual(['chatStarted', 'messageSent', 'messageReceived', 'chatEnded']);
  expect(distinct()).toBe(4);
  expect(await page.errors()).toEqual([]);
});
