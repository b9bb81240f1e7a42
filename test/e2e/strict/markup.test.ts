import { describe, expect, it } from 'vitest';
import { builds } from '../../support/builds';
import { useShop } from '../../support/shop';

const shop = useShop();
const tag = '<script type="module" src="/fake-tag.js"></script>';

/** Elements and values that a page's content, or another script, may put in our way. */
const inTheWay: [string, string][] = [
  ['an element of the global’s id', '<form id="iAdvizeEvents"><input name="started"><input name="push"></form>'],
  ['an element in place of addEventListener', '<img name="addEventListener"><img name="removeEventListener">'],
  [
    'elements in place of the script',
    `<form name="currentScript" data-inspector="/evil.js" data-adapters="beacon"></form>
     <img name="currentScript" data-adapters="beacon" data-beacon-url="/evil" data-include="msg">`,
  ],
  ['an element in place of the address', '<img name="URL">'],
  [
    'elements in place of the document’s parts',
    '<img name="createElement"><img name="documentElement"><img name="head">',
  ],
  [
    'values on every object’s prototype',
    // Not enumerable: the engines' drivers stumble over what is.
    `<script>
      const values = { adapters: 'beacon', inspector: '/evil.js', started: 'beacon', push() { throw new Error('pushed') } };
      for (const name in values) {
        Object.defineProperty(Object.prototype, name, { value: values[name], writable: true, configurable: true });
      }
    </script>`,
  ],
];

describe.each(builds)('%s among hostile markup', (build) => {
  describe.each([
    ['', ''],
    [' with adapters', 'data-adapters="beacon" data-beacon-url="/events"'],
  ])('%s', (_, attributes) => {
    it.each(inTheWay)('does its work beside %s', async (_, markup) => {
      const page = await shop.openAfresh({
        head: `<script>var ran = []; window.iAdvizeCallbacks = { onChatStarted: () => ran.push('site') };</script>`,
        body: `${markup}<script src="/dist/${build}" ${attributes}></script>
          <script>iAdvizeEvents.on('*', ({ type }) => ran.push(type));</script>${tag}`,
        files: { '/evil.js': 'window.ran.push("evil"); export const openInspector = () => {};' },
      });
      await page.waitFor('window.tag');
      await page.evaluate(`tag.fire('onChatStarted')`);
      expect(await page.evaluate('ran')).toEqual(['site', 'chatStarted']);
      expect(await page.evaluate('iAdvizeEvents.events.map(({ page }) => page === location.href)')).toEqual([true]);
      if (attributes) await expect.poll(() => shop.received.map(({ type }) => type)).toEqual(['chatStarted']);
      expect(shop.asked.filter((path) => path.startsWith('/evil'))).toEqual([]);
      expect(await page.errors()).toEqual([]);
    });
  });

  it('watches a global that a var declared beside an element in place of addEventListener', async () => {
    const page = await shop.openAfresh({
      head: `<script>var ran = []; var iAdvizeCallbacks = { onChatStarted: () => ran.push('site') };</script>`,
      body: `<img name="addEventListener"><script src="/dist/${build}"></script>
        <script>iAdvizeEvents.on('*', ({ type }) => ran.push(type));</script>
        <script>var iAdvizeCallbacks = { onChatStarted: () => ran.push('another') };</script>${tag}`,
    });
    await page.waitFor('window.tag');
    await page.evaluate(`tag.fire('onChatStarted')`);
    expect(await page.evaluate('ran')).toEqual(['site', 'another', 'chatStarted']);
    expect(await page.errors()).toEqual([]);
  });

  it.each(inTheWay.slice(2, 3))('opens no other inspector beside %s', async (_, markup) => {
    const page = await shop.openAfresh({
      body: `${markup}<script src="/dist/${build}"></script>`,
      search: '?iadvize-inspector',
      files: { '/evil.js': 'export const openInspector = () => {};' },
    });
    await page.waitFor(`document.querySelector('iadvize-inspector')`);
    expect(shop.asked).not.toContain('/evil.js');
  });
});
