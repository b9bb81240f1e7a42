import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { builds } from '../support/builds';
import type { Page } from '../support/engines/page';
import { useShop } from '../support/shop';

const shop = useShop();
const snippet = `<script>${readFileSync('dist/snippet.js', 'utf8')}</script>`;

/** Where the pages write down what ran. */
const setup = '<script>window.ran = [];</script>';
const listen = `<script>iAdvizeEvents.on('*', function (event) { ran.push(event.type) });</script>`;
const team = (name: string) => `function (obj) { ran.push('${name}') }`;

let page: Page;

const ran = () => page.evaluate<string[]>('ran.splice(0)');
const fire = (name: string) => page.evaluate(`fire('${name}', { id: 1 })`);

describe.each(builds)('%s', (build) => {
  const library = `<script src="/dist/${build}"></script>`;

  describe.each(['live', 'reference', 'snapshot'])('a tag that reads %s', (reads) => {
    const tag = `<script src="/tag.js" data-reads="${reads}"></script>`;

    /** The documentation's ways to write site code. */
    const ways: [string, (name: string) => string][] = [
      ['var', (name) => `var iAdvizeCallbacks = { onChatStarted: ${team(name)} };`],
      ['window', (name) => `window.iAdvizeCallbacks = { onChatStarted: ${team(name)} };`],
      ['a bare assignment', (name) => `iAdvizeCallbacks = { onChatStarted: ${team(name)} };`],
      ['a property', (name) => `iAdvizeCallbacks.onChatStarted = ${team(name)};`],
      ['a spread', (name) => `window.iAdvizeCallbacks = { ...window.iAdvizeCallbacks, onChatStarted: ${team(name)} };`],
      [
        'a chain',
        (name) => `{
        const previous = window.iAdvizeCallbacks.onChatStarted;
        window.iAdvizeCallbacks = { onChatStarted(obj) { if (previous) previous(obj); ran.push('${name}') } };
      }`,
      ],
    ];

    describe.each(ways)('and site code with %s', (_, code) => {
      it.each(['inline', 'external'])('%s, after us and before the tag', async (where) => {
        const site = where === 'inline' ? `<script>${code('A')}</script>` : '<script src="/site.js"></script>';
        page = await shop.open({
          head: setup + library + listen + site,
          body: tag,
          files: { '/site.js': code('A') },
        });
        await fire('onChatStarted');
        expect(await ran()).toEqual(['A', 'chatStarted']);
        await fire('onChatEnded');
        expect(await ran()).toEqual(['chatEnded']);
        expect(await page.errors()).toEqual([]);
      });

      it('after a var that came before us', async () => {
        page = await shop.open({
          head: `${setup}<script>${ways[0]?.[1]('first')}</script>${library}${listen}<script>${code('A')}</script>`,
          body: tag,
        });
        await fire('onChatStarted');
        expect(await ran()).toEqual(['first', 'A', 'chatStarted']);
        await fire('onChatEnded');
        expect(await ran()).toEqual(['chatEnded']);
        expect(await page.errors()).toEqual([]);
      });
    });

    it('and site code in a script that also adds the tag, on a page where a var came first', async () => {
      const adds = `
      var iAdvizeCallbacks = { onChatEnded: ${team('A')} };
      var script = document.createElement('script');
      script.src = '/tag.js'; script.dataset.reads = '${reads}';
      document.head.append(script);`;
      page = await shop.open({
        head: `${setup}<script>var iAdvizeCallbacks = {};</script>${library}${listen}<script>${adds}</script>`,
      });
      await page.waitFor('window.fire');
      await fire('onChatEnded');
      expect(await ran()).toEqual(['A', 'chatEnded']);
      await fire('onChatStarted');
      expect(await ran()).toEqual(['chatStarted']);
    });

    it('and a var after the tag, on a page where one came first', async () => {
      page = await shop.open({
        head: `${setup}<script>var iAdvizeCallbacks = {};</script>${library}${listen}${tag}
        <script>var iAdvizeCallbacks = { onChatEnded: ${team('A')} };</script>`,
      });
      await fire('onChatEnded');
      expect(await ran()).toEqual(['A', 'chatEnded']);
    });

    it('and a var between the snippet and the library, on a page where one came first', async () => {
      page = await shop.open({
        head: `${setup}<script>var iAdvizeCallbacks = { onChatStarted: ${team('A')} };</script>${snippet}
        <script>var iAdvizeCallbacks = { onChatEnded: ${team('B')}, version: 3 };</script>${library}${listen}${tag}`,
      });
      await fire('onChatStarted');
      await fire('onChatEnded');
      expect(await ran()).toEqual(['A', 'chatStarted', 'B', 'chatEnded']);
      expect(await page.evaluate('window.iAdvizeCallbacks.version')).toBe(3);
    });

    it('and the inline snippet, before the library comes', async () => {
      page = await shop.open({
        head: `${setup}${snippet}<script>var iAdvizeCallbacks = { onChatStarted: ${team('A')} };</script>${tag}`,
      });
      const before = Date.now();
      await fire('onChatStarted');
      await page.addInline(`window.iAdvizeCallbacks = { ...window.iAdvizeCallbacks, onChatStarted: ${team('B')} }`);
      await page.addInline(`window.iAdvizeCallbacks = { ...window.iAdvizeCallbacks, onChatStarted: ${team('B')} }`);
      await page.addInline(`{
      const previous = window.iAdvizeCallbacks.onChatStarted;
      window.iAdvizeCallbacks.onChatStarted = (obj) => { previous(obj); ran.push('C') };
    }`);
      await fire('onChatStarted');
      expect(await ran()).toEqual(['A', 'A', 'B', 'C']);
      const after = Date.now();

      await new Promise((resolve) => setTimeout(resolve, 50));
      await page.addScript(`/dist/${build}`);
      await page.addInline(`
      const replayed = [];
      iAdvizeEvents.on('*', (event) => (event.replayed ? replayed : ran).push(event.replayed ? event : event.type), { replay: true });`);
      const replayed =
        await page.evaluate<{ type: string; timestamp: number; replayed: boolean; raw: unknown }[]>('replayed');
      expect(replayed).toMatchObject([
        { type: 'chatStarted', detail: { id: '1' }, raw: { id: 1 } },
        { type: 'chatStarted', detail: { id: '1' }, raw: { id: 1 } },
      ]);
      for (const { timestamp } of replayed) {
        expect(timestamp).toBeGreaterThanOrEqual(before);
        expect(timestamp).toBeLessThanOrEqual(after);
      }

      await fire('onChatStarted');
      expect(await ran()).toEqual(['A', 'B', 'C', 'chatStarted']);
      await page.evaluate(`window.iAdvizeCallbacks.onChatStarted = null`);
      await fire('onChatStarted');
      expect(await ran()).toEqual(['chatStarted']);
      expect(await page.errors()).toEqual([]);
    });

    it('and the inline snippet alone on the page, which leaves with the library', async () => {
      page = await shop.open({ head: setup + snippet + tag });
      await fire('onChatStarted');
      await page.addScript(`/dist/${build}`);
      await page.evaluate(`iAdvizeEvents.uninstall()`);
      expect(await page.evaluate(`'iAdvizeCallbacks' in window`)).toBe(false);
      expect(await page.errors()).toEqual([]);
    });

    it('and the inline snippet after a var', async () => {
      page = await shop.open({
        head: `${setup}<script>var iAdvizeCallbacks = { onChatStarted: ${team('A')} };</script>${snippet}${tag}`,
      });
      await fire('onChatStarted');
      await page.addScript(`/dist/${build}`);
      await page.evaluate(`iAdvizeEvents.on('*', ({ type }) => ran.push(type), { replay: true })`);
      await fire('onChatStarted');
      expect(await ran()).toEqual(['A', 'chatStarted', 'A', 'chatStarted']);
      expect(await page.errors()).toEqual([]);
    });

    it('and two copies of the library, of different versions', async () => {
      const copy = readFileSync(`dist/${build}`, 'utf8').replaceAll('must', 'shall');
      page = await shop.open({
        head: `${setup}${library}${listen}<script>var iAdvizeCallbacks = { onChatStarted: ${team('A')} };</script>
        <script>window.first = iAdvizeEvents</script><script src="/copy.js"></script>${tag}`,
        body: `<script type="module">
          import { installCallbacks } from '/dist/index.js';
          window.second = installCallbacks();
        </script>`,
        files: { '/copy.js': `${copy}; window.copied = iAdvizeEvents` },
      });
      await page.waitFor('window.second');
      expect(await page.evaluate('first === second && first === copied')).toBe(true);
      await fire('onChatStarted');
      expect(await ran()).toEqual(['A', 'chatStarted']);
      expect(await page.errors()).toEqual([]);
    });
  });

  it('works under a strict Content-Security-Policy with Trusted Types', async () => {
    page = await shop.open({
      head: `${library}<script src="/site.js"></script>`,
      body: '<script src="/tag.js" data-reads="live"></script>',
      headers: {
        'content-security-policy': "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'",
      },
      files: {
        '/site.js': `var ran = []; iAdvizeEvents.on('*', function (event) { ran.push(event.type) });
        var iAdvizeCallbacks = { onChatStarted: ${team('A')} };`,
      },
    });
    await fire('onChatStarted');
    expect(await ran()).toEqual(['A', 'chatStarted']);
    expect(await page.errors()).toEqual([]);
  });

  it('lets the console see what a listener and the site throw, and the tag not', async () => {
    page = await shop.open({
      head: `${setup}${library}<script>
      iAdvizeEvents.on('chatStarted', function () { throw new Error('listener') });
      var iAdvizeCallbacks = { onChatStarted: function () { throw new Error('site') } };</script>${listen}`,
      body: '<script src="/tag.js" data-reads="live"></script>',
    });
    await fire('onChatStarted');
    expect(await ran()).toEqual(['chatStarted']);
    await expect.poll(() => page.errors()).toEqual(['site', 'listener']);
  });
});
