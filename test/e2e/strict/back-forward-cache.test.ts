import { expect, it } from 'vitest';
import { useShop } from '../../support/shop';

const shop = useShop();
const watch = '<script src="/watch-errors.js"></script>';
const library =
  '<script src="/dist/iadvize-callbacks.global.js" data-adapters="beacon" data-beacon-url="/events"></script>';
const tag = '<script type="module" src="/fake-tag.js"></script>';
const listen = `<script>
  var ran = [], persisted = 0;
  iAdvizeEvents.on('*', ({ type }) => ran.push(type));
  addEventListener('pageshow', (event) => { if (event.persisted) persisted += 1; });
</script>`;

const sent = () => shop.received.map(({ type }) => type);
const distinct = () => new Set(shop.received.map(({ id }) => id)).size;

it('a page goes on, restored from the back/forward cache', async (context) => {
  const page = await shop.open({
    head: library + listen,
    body: tag,
    files: { '/elsewhere.html': `<!doctype html><html><head>${watch}</head><body>Elsewhere</body></html>` },
  });
  await page.waitFor('window.tag');
  await page.evaluate(`tag.fire('onChatStarted')`);
  await expect.poll(sent).toEqual(['chatStarted']);
  await page.leave(
    `${shop.origin()}/elsewhere.html`,
    `tag.fire('onMessageSent'), setTimeout(() => { location.href = '/elsewhere.html' })`,
  );
  // What was waiting left with the page.
  await expect.poll(sent).toEqual(['chatStarted', 'messageSent']);
  await page.leave(`${shop.origin()}/`, 'setTimeout(() => history.back())');
  if (!(await page.evaluate('persisted'))) context.skip(`this ${shop.engine} keeps no page it left`);
  expect(await page.evaluate('ran')).toEqual(['chatStarted', 'messageSent']);
  await page.evaluate(`tag.fire('onMessageReceived'), tag.fire('onChatEnded')`);
  expect(await page.evaluate('ran')).toEqual(['chatStarted', 'messageSent', 'messageReceived', 'chatEnded']);
  await expect.poll(sent).toEqual(['chatStarted', 'messageSent', 'messageReceived', 'chatEnded']);
  expect(distinct()).toBe(4);
  expect(await page.errors()).toEqual([]);
});
