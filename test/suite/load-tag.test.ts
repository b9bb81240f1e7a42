import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { installCallbacks } from '../../src';
import { createFakeTag, reset } from '../../src/testing';
import { createHandoff } from '../../src/virtual-agent';
import { loadTag, setCustomData, createWebSdk } from '../../src/web-sdk';

const scripts = () => [...document.querySelectorAll('script')].filter(({ src }) => src.includes('iadvize.com'));
const queue = () => Reflect.get(window, 'iAdvizeInterface') as { config?: object };
const customData = (): unknown => Reflect.get(window, 'idzCustomData');

/** Only what the page asks for is looked at: nothing may come from the network. */
beforeEach(() => {
  const append = document.head.append.bind(document.head);
  vi.spyOn(document.head, 'append').mockImplementation((...nodes) => {
    for (const node of nodes) if (node instanceof HTMLScriptElement) node.type = 'text/plain';
    append(...nodes);
  });
});

afterEach(() => {
  for (const script of scripts()) script.remove();
  reset();
  vi.restoreAllMocks();
});

describe('the tag', () => {
  it('is configured, and loaded once, with the nonce', () => {
    Reflect.set(window, 'iAdvizeInterface', Object.assign([], { config: { mode: 'sandboxed' } }));
    loadTag({ sid: 12, lang: 'en', platform: 'halc', nonce: 'abc', useExplicitCookiesConsent: true });
    loadTag({ sid: 12, lang: 'en' });
    expect(scripts().map(({ src, nonce, async }) => [src, nonce, async])).toEqual([
      ['https://halc.iadvize.com/iadvize.js', 'abc', true],
    ]);
    expect(queue().config).toEqual({ mode: 'sandboxed', sid: 12, lang: 'en', useExplicitCookiesConsent: true });
  });

  it('is waited for, and its failure is told', async () => {
    const { loaded } = loadTag({ sid: 12 });
    createFakeTag().load();
    await loaded;
    reset();
    scripts()[0]?.remove();
    const failed = loadTag({ sid: 12 });
    scripts()[0]?.dispatchEvent(new Event('error'));
    await expect(failed.loaded).rejects.toThrow('did not load');
  });

  it('waits for the visitor to touch the page', () => {
    loadTag({ sid: 12, when: 'interaction' });
    expect(scripts()).toHaveLength(0);
    window.dispatchEvent(new Event('keydown'));
    window.dispatchEvent(new Event('keydown'));
    expect(scripts()).toHaveLength(1);
  });

  it('waits until the browser has nothing else to do', async () => {
    loadTag({ sid: 12, when: 'idle' });
    expect(scripts()).toHaveLength(0);
    await expect.poll(scripts).toHaveLength(1);
  });

  it('waits for consent', () => {
    let update: (answer: boolean | undefined) => void = () => {};
    loadTag({ sid: 12, when: { subscribe: (next) => void (update = next) } });
    update(undefined);
    update(false);
    expect(scripts()).toHaveLength(0);
    update(true);
    update(true);
    expect(scripts()).toHaveLength(1);
  });

  it('takes a consent that is there already', () => {
    loadTag({ sid: 12, when: { subscribe: (update) => update(true) } });
    expect(scripts()).toHaveLength(1);
  });

  it('may be loaded again: callbacks, handoff and Web SDK hold', async () => {
    const iadvize = installCallbacks();
    const heard = vi.fn();
    iadvize.on('chatStarted', heard);
    createHandoff(iadvize).handOff('bot-1');
    const tag = loadTag({ sid: 12 });
    const [first] = scripts();
    createFakeTag().load();
    tag.reload();
    expect(scripts()).toHaveLength(1);
    expect(scripts()[0]).not.toBe(first);
    const second = createFakeTag();
    second.load();
    second.fire('onChatStarted');
    expect(heard).toHaveBeenCalledTimes(1);
    expect(second.vaSCI).toBe('bot-1');
    expect(await createWebSdk().get('tag:version')).toBe('FULL');
    expect(queue().config).toEqual({ sid: 12 });
  });

  it.each([
    [{ sid: 'abc' }, 'sid'],
    [{ sid: 0 }, 'sid'],
    [{ sid: 1, platform: 'evil.example/' }, 'platform'],
    [{ sid: 1, when: 'later' }, 'when'],
    [{ sid: 1, when: null }, 'when'],
    [{ sid: 1, when: {} }, 'when'],
  ])('is not loaded with %j', (options, named) => {
    expect(() => loadTag(options as never)).toThrow(new RegExp(named));
    expect(scripts()).toHaveLength(0);
  });
});

describe('custom data', () => {
  it('is added, without what is null', () => {
    setCustomData({ extID: 'C-1', cust_name: null, product_id: undefined });
    setCustomData({ product_id: 'P-1', vip: true });
    expect(customData()).toEqual({ extID: 'C-1', product_id: 'P-1', vip: true });
  });

  it.each(['anonymous', '0', ' Guest ', 'undefined', 'null'])('is suspicious of %j for every visitor', (extID) => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
    setCustomData({ extID });
    expect(warned).toHaveBeenCalledTimes(1);
    setCustomData({ extID: 'C-1' });
    expect(warned).toHaveBeenCalledTimes(1);
  });

  it('says that it came too late', () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
    createFakeTag().load();
    setCustomData({ product_id: 'P-1' });
    expect(warned).toHaveBeenCalledWith(expect.stringContaining('after the tag'));
  });

  it.each([
    [{ extID: 'x'.repeat(51) }, 'extID'],
    [{ extID: 12 }, 'extID'],
    [{ cart: {} }, 'cart'],
    [null, 'object'],
  ])('is not %j', (data, named) => {
    expect(() => setCustomData(data as never)).toThrow(new RegExp(named));
    expect(customData()).toBeUndefined();
  });

  it('has no extID together with authentication, whichever comes first', async () => {
    const authenticate = () => ({ authenticationOption: { type: 'SECURED_AUTHENTICATION', token: 'abc' } }) as const;
    const sdk = createWebSdk();
    void sdk.activate(authenticate);
    expect(() => setCustomData({ extID: 'C-1' })).toThrow('extID');
    setCustomData({ product_id: 'P-1' });
    void sdk.logout();
    setCustomData({ extID: 'C-1' });
    expect(() => sdk.activate(authenticate)).toThrow('extID');
  });
});
