import { expect, it } from 'vitest';
import { builds } from '../../support/builds';
import { useShop } from '../../support/shop';

const shop = useShop();
const listen = `<script>var ran = []; iAdvizeEvents.on('*', ({ type }) => ran.push(type));</script>`;

const sent = () => shop.received.map(({ type }) => type);

it.each(builds)('%s: nothing is lost of a tag that loads ten seconds late', async (build) => {
  const library = `<script src="/dist/${build}" data-adapters="beacon" data-beacon-url="/events"></script>`;
  const page = await shop.openAfresh({
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
  });
  await page.waitFor('window.tag');
  expect(await page.evaluate<number>('performance.now()')).toBeGreaterThan(10_000);
  await page.evaluate(`tag.fire('onChatStarted')`);
  expect(await page.evaluate('ran')).toEqual(['site', 'another', 'chatStarted']);
  await expect.poll(sent).toEqual(['chatStarted']);
  expect(await page.errors()).toEqual([]);
});
