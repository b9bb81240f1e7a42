import { expect, it } from 'vitest';
import { builds } from '../../support/builds';
import type { Build } from '../../support/builds';
import { useShop } from '../../support/shop';

const shop = useShop();

/** Says itself what has become of it: the driver may lose the page that is shown in another one's place. */
const next = (build: Build) => `<!doctype html><html><head>
  <script src="/watch-errors.js"></script>
  <script src="/dist/${build}" data-adapters="beacon" data-beacon-url="/events"></script>
  <script>var ran = []; iAdvizeEvents.on('*', ({ type }) => ran.push(type));</script>
</head><body>
  <script type="module" src="/fake-tag.js"></script>
  <script type="module">
    tag.fire('onChatDisplayed');
    const say = (what) => navigator.sendBeacon('/' + [what, ...ran, ...pageErrors].join('/'));
    document.addEventListener('prerenderingchange', () => {
      tag.fire('onChatStarted');
      say('shown');
      // Later than what would be sent again.
      setTimeout(() => tag.fire('onChatEnded'), 2000);
    });
    // Later than what would be sent at once.
    if (document.prerendering) setTimeout(say, 1000, 'prerendered');
  </script>
</body></html>`;

/** Opens a page whose visitor may go on to the next one, which the browser prerenders; skips what it cannot do. */
async function openBefore(build: Build, skip: (note: string) => void) {
  const rules = JSON.stringify({ prerender: [{ urls: ['/next.html'], eagerness: 'immediate' }] });
  const page = await shop.openAfresh({
    head: `<script type="speculationrules">${rules}</script>`,
    files: { '/next.html': next(build), '/elsewhere.html': '<!doctype html>' },
  });
  const able = await page.evaluate(
    `!!HTMLScriptElement.supports?.('speculationrules') && document.prerendering !== undefined`,
  );
  if (!able) skip(`${shop.engine} prerenders no page`);
  await expect.poll(() => shop.asked).toContain('/prerendered/chatDisplayed');
  return page;
}

it.for(builds)(
  '%s: nothing of a prerendered page is sent before it is shown, and then all of it once',
  async (build, context) => {
    const page = await openBefore(build, context.skip);
    expect(shop.received).toEqual([]);
    await page.evaluate(`void setTimeout(() => { location.href = '/next.html' })`);
    await expect.poll(() => shop.asked).toContain('/shown/chatDisplayed/chatStarted');
    const sent = () => shop.received.map(({ type }) => type);
    await expect.poll(sent).toEqual(['chatDisplayed', 'chatStarted', 'chatEnded']);
    expect(new Set(shop.received.map(({ id }) => id)).size).toBe(3);
  },
);

it.for(builds)('%s: nothing is sent of a prerendered page that is never shown', async (build, context) => {
  const page = await openBefore(build, context.skip);
  await page.leave(`${shop.origin()}/elsewhere.html`, `void setTimeout(() => { location.href = '/elsewhere.html' })`);
  await page.evaluate(`void setTimeout(() => navigator.sendBeacon('/later'), 1500)`);
  await expect.poll(() => shop.asked).toContain('/later');
  expect(shop.received).toEqual([]);
});
