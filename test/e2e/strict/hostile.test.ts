import { describe, expect, it } from 'vitest';
import type { Scope } from '../../support/engines/page';
import { builds } from '../../support/builds';
import { useShop } from '../../support/shop';

const shop = useShop();
const watch = '<script src="/watch-errors.js"></script>';
const tag = '<script type="module" src="/fake-tag.js"></script>';

/** Notes in `ran` what a listener, an adapter and the site's own function get. */
const site = `<script>
  var ran = [];
  iAdvizeEvents.on('*', ({ type }) => ran.push(type));
  addEventListener('iadvize_chat_started', ({ detail }) => ran.push('adapter ' + detail.type));
  var iAdvizeCallbacks = { onChatStarted: () => ran.push('site') };
</script>`;

/** Fires twice, and expects everyone to be told once of each, the endpoint too. */
async function expectDelivery(scope: Scope): Promise<void> {
  await scope.waitFor('window.tag');
  await scope.evaluate(`tag.fire('onChatStarted')`);
  await expect.poll(() => scope.evaluate('ran')).toEqual(['site', 'chatStarted', 'adapter chatStarted']);
  await scope.evaluate(`tag.fire('onChatDisplayed')`);
  await expect.poll(() => shop.received.map(({ type }) => type)).toEqual(['chatStarted', 'chatDisplayed']);
  const late = await scope.evaluate(`new Promise((resolve) => {
    const types = [];
    iAdvizeEvents.on('*', ({ type }) => types.push(type) === 2 && resolve(types), { replay: true });
  })`);
  expect(late).toEqual(['chatStarted', 'chatDisplayed']);
  const once = scope.evaluate(`(async () => {
    const next = iAdvizeEvents.once('chatEnded', { signal: new AbortController().signal });
    tag.fire('onChatEnded');
    return (await next).type;
  })()`);
  expect(await once).toBe('chatEnded');
  await scope.evaluate(`iAdvizeEvents.uninstall()`);
  await scope.evaluate(`tag.fire('onChatStarted')`);
  expect(await scope.evaluate('ran.slice(3)')).toEqual(['chatDisplayed', 'chatEnded', 'site']);
  expect(await scope.evaluate('window.pageErrors')).toEqual([]);
}

describe.each(builds)('%s on a page that withholds things', (build) => {
  const library = `<script src="/dist/${build}" data-adapters="beacon domEvent" data-beacon-url="/events"></script>`;

  it('by a sandbox, which gives a frame no origin and no storage', async () => {
    const page = await shop.openAfresh({
      body: '<iframe sandbox="allow-scripts" src="/frame.html"></iframe>',
      files: {
        '/frame.html': `<!doctype html><html><head>${watch}${library}${site}</head><body>${tag}</body></html>`,
      },
    });
    const frame = page.frame(`/frame.html`);
    const denied = `(() => { try { return localStorage } catch ({ name }) { return [origin, name] } })()`;
    expect(await frame.evaluate(denied)).toEqual(['null', 'SecurityError']);
    await expectDelivery(frame);
  });

  it('by getters of storage and cookies that throw', async () => {
    const block = `<script>{
      const get = () => { throw new DOMException('Denied', 'SecurityError') };
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'cookieStore']) {
        Object.defineProperty(window, name, { get });
      }
      Object.defineProperty(Document.prototype, 'cookie', { get, set: get });
    }</script>`;
    await expectDelivery(await shop.openAfresh({ head: block + library + site, body: tag }));
  });

  it('by freezing what the language brings, before we load', async () => {
    const freeze = `<script>
      const seen = new Set([undefined, null]);
      const freeze = (object) => {
        if (seen.has(object) || Object(object) !== object) return;
        seen.add(object);
        Object.freeze(object);
        for (const key of Reflect.ownKeys(object)) freeze(Reflect.getOwnPropertyDescriptor(object, key).value);
        freeze(Object.getPrototypeOf(object));
      };
      freeze([Object, Function, Array, Promise, Map, Set, WeakMap, WeakSet, Symbol, String, Number, Boolean, BigInt, RegExp, Date,
        Error, TypeError, RangeError, Math, JSON, Reflect, Proxy, Iterator ?? [], (async () => {}).constructor,
        (function* () {}).constructor, Uint8Array, ArrayBuffer]);
    </script>`.replace('Iterator ?? []', '[].values()');
    const page = await shop.openAfresh({ head: freeze + library + site, body: tag });
    expect(
      await page.evaluate(`[Object, Array.prototype, Promise.prototype.then, Map.prototype].every(Object.isFrozen)`),
    ).toBe(true);
    await expectDelivery(page);
  });
});
