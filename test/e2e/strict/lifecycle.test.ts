import { describe, expect, it } from 'vitest';
import { useShop } from '../../support/shop';

const shop = useShop();
const fresh = true;
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

describe('a page that lives unusually', () => {
  it('goes on, restored from the back/forward cache', async (context) => {
    const page = await shop.open(
      {
        head: library + listen,
        body: tag,
        files: { '/elsewhere.html': `<!doctype html><html><head>${watch}</head><body>Elsewhere</body></html>` },
      },
      { fresh },
    );
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

  it('sends nothing twice, prerendered and then shown', async (context) => {
    const rules = JSON.stringify({ prerender: [{ urls: ['/next.html'], eagerness: 'immediate' }] });
    const page = await shop.open(
      {
        head: `<script type="speculationrules">${rules}</script>`,
        files: {
          '/next.html': `<!doctype html><html><head>${watch}${library}${listen}</head><body>${tag}
            <script type="module">
              tag.fire('onChatDisplayed');
              window.prerendered = document.prerendering;
              navigator.sendBeacon('/next');
            </script></body></html>`,
        },
      },
      { fresh },
    );
    const able = await page.evaluate(
      `HTMLScriptElement.supports?.('speculationrules') && document.prerendering !== undefined`,
    );
    if (!able) context.skip(`${shop.engine} prerenders no page`);
    await expect.poll(() => shop.asked).toContain('/next');
    await page.leave(`${shop.origin()}/next.html`, `setTimeout(() => { location.href = '/next.html' })`);
    if (!(await page.evaluate('window.prerendered'))) context.skip(`this ${shop.engine} prerenders no page`);
    await page.waitFor('!document.prerendering');
    await page.evaluate(`tag.fire('onChatStarted')`);
    await expect.poll(sent).toContain('chatStarted');
    expect(await page.evaluate('ran')).toEqual(['chatDisplayed', 'chatStarted']);
    expect(sent()).toEqual(['chatDisplayed', 'chatStarted']);
    expect(distinct()).toBe(2);
    expect(await page.errors()).toEqual([]);
  });

  it('loses nothing of a tag that loads ten seconds late', async () => {
    const page = await shop.open(
      {
        head: `${library}${listen}<script>var iAdvizeCallbacks = { onChatStarted: () => ran.push('site') };</script>
          <script>
            setTimeout(() => { iAdvizeCallbacks = { ...iAdvizeCallbacks, onChatStarted: () => ran.push('another') } }, 5000);
            setTimeout(() => {
              const script = document.createElement('script');
              script.type = 'module';
              script.src = '/fake-tag.js?reads=snapshot';
              document.head.append(script);
            }, 10000);
          </script>`,
      },
      { fresh },
    );
    await page.waitFor('window.tag');
    expect(await page.evaluate<number>('performance.now()')).toBeGreaterThan(10_000);
    await page.evaluate(`tag.fire('onChatStarted')`);
    expect(await page.evaluate('ran')).toEqual(['site', 'another', 'chatStarted']);
    await expect.poll(sent).toEqual(['chatStarted']);
    expect(await page.errors()).toEqual([]);
  });
});
