import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { useShop } from '../../support/shop';

const shop = useShop();
const library = '/dist/iadvize-callbacks.global.js';
const tag = '<script type="module" src="/fake-tag.js"></script>';

/** Notes in `ran` what a listener, an adapter and the site's own function get. */
const site = `
  var ran = [];
  iAdvizeEvents.on('*', ({ type }) => ran.push(type));
  addEventListener('iadvize_chat_started', ({ detail }) => ran.push('adapter ' + detail.type));
  var iAdvizeCallbacks = { onChatStarted: () => ran.push('site') };
`;

const everyone = ['site', 'chatStarted', 'adapter chatStarted'];

describe('a page with the strictest policies', () => {
  it("is fine with default-src 'none'; script-src 'self'; require-trusted-types-for 'script'", async () => {
    const page = await shop.openAfresh({
      head: `<script src="${library}" data-adapters="domEvent gtm"></script><script src="/site.js"></script>`,
      body: tag,
      headers: {
        'content-security-policy': "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'",
      },
      files: { '/site.js': site },
    });
    // The policy is in force.
    expect(
      await page.evaluate(() => {
        try {
          document.createElement('script').text = 'ran.push("injected")';
          return 'no Trusted Types';
        } catch (error) {
          return (error as Error).name;
        }
      }),
    ).toBe('TypeError');
    await page.waitFor('window.pageErrors.length === 1');
    await page.evaluate('window.pageErrors.splice(0)');
    await page.waitFor('window.tag');
    await page.evaluate(`tag.fire('onChatStarted')`);
    await expect.poll(() => page.evaluate('ran')).toEqual(everyone);
    await expect
      .poll(() => page.evaluate(`window.dataLayer?.map(({ event }) => event)`))
      .toEqual(['iadvize_chat_started']);
    expect(await page.evaluate(`iAdvizeEvents.events.map(({ detail }) => detail.id)`)).toEqual(['666']);
    await page.evaluate(`iAdvizeEvents.uninstall()`);
    expect(await page.errors()).toEqual([]);
  });
});

describe('subresource integrity', () => {
  const integrity = `sha384-${createHash('sha384')
    .update(readFileSync(`.${library}`))
    .digest('base64')}`;

  it('lets the built file run by its hash', async () => {
    const page = await shop.openAfresh({
      head: `<script src="${library}" integrity="${integrity}" crossorigin data-adapters="domEvent"></script>
        <script>${site}</script>`,
      body: tag,
    });
    await page.waitFor('window.tag');
    await page.evaluate(`tag.fire('onChatStarted')`);
    await expect.poll(() => page.evaluate('ran')).toEqual(everyone);
    expect(await page.errors()).toEqual([]);
  });

  it('keeps another file out, and the page goes on without us', async () => {
    const page = await shop.openAfresh({
      head: `<script src="/changed.js" integrity="${integrity}" crossorigin></script>
        <script>var ran = []; var iAdvizeCallbacks = { onChatStarted: () => ran.push('site') };</script>`,
      body: tag,
      files: { '/changed.js': `${readFileSync(`.${library}`, 'utf8')}\n` },
    });
    await page.waitFor('window.tag');
    await page.evaluate(`tag.fire('onChatStarted')`);
    expect(await page.evaluate(`[typeof iAdvizeEvents, ...ran]`)).toEqual(['undefined', 'site']);
    expect(await page.errors()).toEqual([`not loaded: ${shop.origin()}/changed.js`]);
  });
});
