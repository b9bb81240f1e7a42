import { describe, expect, it } from 'vitest';
import { useShop } from '../../support/shop';

const shop = useShop();

const policy = {
  'content-security-policy': "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'",
};
const library = '<script src="/dist/iadvize-callbacks.global.js"></script>';
const tag = '<script type="module" src="/fake-tag.js"></script>';

const page = (search = '?iadvize-inspector', body = '') => ({
  head: library,
  headers: policy,
  search,
  body: `${body}${tag}`,
});

const open = `document.querySelector('iadvize-inspector')?.shadowRoot.querySelector('.panel')`;
const titles = `[...document.querySelector('iadvize-inspector').shadowRoot.querySelectorAll('ol b')].map((b) => b.textContent)`;
const press = (label: string) => `
  [...document.querySelector('iadvize-inspector').shadowRoot.querySelectorAll('button')]
    .find((one) => [one.textContent, one.getAttribute('aria-label')].includes('${label}'))`;
const box = `(({ left, top, right, bottom }) => ({ left, top, right, bottom }))(${open}.getBoundingClientRect())`;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

describe('the inspector, on a page of a strict policy', () => {
  it('opens, shows what fires, and masks it', async () => {
    const shown = await shop.openAfresh(page());
    await shown.waitFor(`window.tag && ${open}`);
    await shown.evaluate(`tag.fire('onMessageSent', { msg: 'my card is 4970 1011' })`);
    expect(await shown.evaluate(titles)).toEqual(['messageSent']);
    expect(await shown.evaluate(`${open}.textContent.includes('4970')`)).toBe(false);
    expect(await shown.errors()).toEqual([]);
  });

  it.each([
    '<img name="createElement"><img name="documentElement"><img name="activeElement">',
    '<form name="elementFromPoint"></form><img name="visibilityState"><img name="execCommand"><img name="URL">',
  ])('opens beside %s', async (markup) => {
    const shown = await shop.openAfresh(page('?iadvize-inspector', markup));
    await shown.waitFor(`window.tag && ${open}`);
    await shown.evaluate(`tag.fire('onChatStarted')`);
    expect(await shown.evaluate(titles)).toEqual(['chatStarted']);
    await shown.evaluate(`${press('Close')}.click()`);
    expect(await shown.evaluate(`!${open}`)).toBe(true);
    expect(await shown.errors()).toEqual([]);
  });

  it('stays open over navigations, where and as it was, until it is closed', async () => {
    const shown = await shop.openAfresh(page());
    await shown.waitFor(`document.readyState === 'complete' && ${open}`);
    await shown.evaluate(
      `${press('Move')}.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true }))`,
    );
    await shown.evaluate(
      `${press('Resize')}.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))`,
    );
    await shown.evaluate(`${open}.querySelector('#tab-State').click()`);
    const before = await shown.evaluate(box);
    await shown.goto(`${shop.origin()}/`);
    await shown.waitFor(`document.readyState === 'complete' && ${open}`);
    expect(await shown.evaluate(box)).toEqual(before);
    expect(await shown.evaluate(`${open}.querySelector('#tab-State').getAttribute('aria-selected')`)).toBe('true');
    await shown.evaluate(`${press('Minimise')}.click()`);
    await shown.goto(`${shop.origin()}/?again`);
    await shown.waitFor(`${open}?.hidden`);
    await shown.evaluate(`${open}.parentElement.querySelector('.pill').click()`);
    expect(await shown.evaluate(`${open}.hidden`)).toBe(false);
    await shown.evaluate(`${press('Close')}.click()`);
    await shown.goto(`${shop.origin()}/?last`);
    await shown.waitFor(`window.tag && document.readyState === 'complete'`);
    expect(await shown.evaluate(`sessionStorage.getItem('iadvize-inspector')`)).toBeNull();
    expect(await shown.evaluate(`!${open}`)).toBe(true);
  });

  it.each([
    [
      'denied',
      `Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no', 'SecurityError') } })`,
    ],
    ['full', `Storage.prototype.setItem = () => { throw new DOMException('no', 'QuotaExceededError') }`],
  ])('works where storage is %s', async (_, code) => {
    const shown = await shop.openAfresh({
      ...page(),
      head: `<script src="/storage.js"></script>${library}`,
      files: { '/storage.js': code },
    });
    await shown.waitFor(`window.tag && ${open}`);
    await shown.evaluate(`${press('Minimise')}.click()`);
    expect(await shown.evaluate(`${open}.hidden`)).toBe(true);
    await shown.evaluate(`${open}.parentElement.querySelector('.pill').click()`);
    await shown.evaluate(`${press('Close')}.click()`);
    expect(await shown.evaluate(`!${open}`)).toBe(true);
    expect(await shown.errors()).toEqual([]);
  });

  it('stands on the other side than the chat, and not over what the page keeps in its place', async () => {
    const shown = await shop.openAfresh(page('?iadvize-inspector', '<aside id="banner">Cookies</aside>'));
    await shown.waitFor(`document.readyState === 'complete' && ${open}`);
    await shown.evaluate(() => {
      const { style } = document.querySelector('#banner') as HTMLElement;
      Object.assign(style, { position: 'fixed', left: 0, bottom: 0, width: '300px', height: '120px' });
      dispatchEvent(new Event('resize'));
    });
    await expect.poll(async () => (await shown.evaluate<Box>(box)).top).toBeLessThanOrEqual(16);
    expect((await shown.evaluate<Box>(box)).left).toBeLessThanOrEqual(16);
  });
});
