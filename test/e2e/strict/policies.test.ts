import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { builds } from '../../support/builds';
import { watchErrors } from '../../support/engines/watch-errors';
import { useShop } from '../../support/shop';

const shop = useShop();
const tag = '<script type="module" src="/fake-tag.js"></script>';

/** Notes in `ran` what a listener, an adapter and the site's own function get. */
const site = `
  var ran = [];
  iAdvizeEvents.on('*', ({ type }) => ran.push(type));
  addEventListener('iadvize_chat_started', ({ detail }) => ran.push('adapter ' + detail.type));
  var iAdvizeCallbacks = { onChatStarted: () => ran.push('site') };
`;

const integrityOf = (path: string) =>
  `sha384-${createHash('sha384')
    .update(readFileSync(`.${path}`))
    .digest('base64')}`;

const everyone = ['site', 'chatStarted', 'adapter chatStarted'];

describe.each(builds)('%s on a page with the strictest policies', (build) => {
  const library = `/dist/${build}`;

  it.each(['', `integrity="${integrityOf(library)}"`])(
    "is fine with default-src 'none'; script-src 'self'; require-trusted-types-for 'script': %s",
    async (attributes) => {
      const page = await shop.openAfresh({
        head: `<script src="${library}" data-adapters="domEvent gtm" ${attributes}></script><script src="/site.js"></script>`,
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
    },
  );

  /** Under a policy that allows what one of the page's inline scripts and its library have. */
  it.each([
    ["'nonce-n1'", 'nonce="n1"'],
    ["'nonce-n1' 'strict-dynamic'", 'nonce="n1"'],
    ["'nonce-n1' 'strict-dynamic'", `nonce="n1" integrity="${integrityOf(library)}"`],
  ])('is fine with script-src %s, and its modules with it: %s', async (sources, attributes) => {
    const page = await shop.openAfresh({
      head: `<script nonce="n1">${watchErrors}</script>
        <script src="${library}" data-adapters="domEvent" ${attributes}></script><script nonce="n1">${site}</script>`,
      body: '<script nonce="n1" src="/tag.js" data-reads="live"></script>',
      headers: { 'content-security-policy': `default-src 'none'; script-src ${sources}` },
    });
    await page.waitFor('window.fire');
    await page.evaluate(`fire('onChatStarted', { id: 1 })`);
    await expect.poll(() => page.evaluate('ran')).toEqual(everyone);
    // The policy refuses the shop's own watcher, which has no nonce.
    expect((await page.errors()).filter((error) => !error.endsWith('/watch-errors.js'))).toEqual([]);
  });
});

describe.each(builds)('%s with subresource integrity', (build) => {
  const library = `/dist/${build}`;
  const integrity = integrityOf(library);

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

describe('a page that has pinned the script', () => {
  const library = '/iadvize-callbacks.global.js';
  const pinned = `<script src="${library}" integrity="${integrityOf(`/dist${library}`)}" crossorigin
    data-adapters="domEvent" data-consent="tcf"></script>`;
  const names = ['hashes', 'adapters', 'consents'];
  const files = Object.fromEntries(
    [library, ...names.map((name) => `/iadvize-callbacks.${name}.js`)].map((path) => [
      path,
      readFileSync(`dist${path}`, 'utf8'),
    ]),
  );

  it.each(names)('runs no other file in the place of %s, and says so once', async (name) => {
    const path = `/iadvize-callbacks.${name}.js`;
    const page = await shop.openAfresh({
      head: `${pinned}<script>${site}</script>`,
      body: tag,
      files: { ...files, [path]: `window.ran.push('changed');${files[path]}` },
    });
    await page.waitFor('window.tag');
    await expect
      .poll(async () => (await page.errors()).filter((error) => String(error).startsWith('rejected')))
      .toHaveLength(1);
    expect((await page.errors()).join()).toContain('did not load');
    await page.evaluate(`tag.fire('onChatStarted')`);
    expect(await page.evaluate('ran')).toEqual(['site', 'chatStarted']);
  });
});

describe('the inline snippet', () => {
  const file = readFileSync('dist/snippet.js', 'utf8');

  it('is the same text in the file, as a string, and under its hash', async () => {
    const { snippet } = (await import(
      /* @vite-ignore */ new URL('../../../dist/snippet/index.js', import.meta.url).href
    )) as Record<string, string>;
    const hashes = JSON.parse(readFileSync('dist/integrity.json', 'utf8')) as Record<string, string>;
    expect(snippet).toBe(file);
    expect(hashes['snippet, inline']).toBe(`sha256-${createHash('sha256').update(file).digest('base64')}`);
  });

  it('runs under its published hash', async () => {
    const hashes = JSON.parse(readFileSync('dist/integrity.json', 'utf8')) as Record<string, string>;
    const page = await shop.openAfresh({
      head: `<script>${file}</script><script src="/site.js"></script>`,
      body: '<script src="/tag.js" data-reads="live"></script><script async src="/dist/iadvize-callbacks.global.js"></script>',
      headers: { 'content-security-policy': `default-src 'none'; script-src 'self' '${hashes['snippet, inline']}'` },
      files: {
        '/site.js': `var ran = [], installed = [];
          (window.iAdvizeEvents = window.iAdvizeEvents || []).push(function (iadvize) {
            iadvize.on('*', function (event) { ran.push(event.type + ' ' + event.detail.id) }, { replay: true });
          });`,
      },
    });
    await page.evaluate('window.pageErrors.splice(0)');
    await page.evaluate(`fire('onChatStarted', { id: 1 })`);
    await expect.poll(() => page.evaluate('ran')).toEqual(['chatStarted 1']);
    expect(await page.errors()).toEqual([]);
  });
});
