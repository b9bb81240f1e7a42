import { afterEach, describe, expect, it, vi } from 'vitest';
import { callbackNames } from '../../src';
import { conversations, createFakeTag } from '../../src/testing';
import type { FakeWebSdk, Reads } from '../../src/testing';

afterEach(() => {
  for (const name of ['iAdvizeCallbacks', 'iAdvize', 'iAdvizeInterface']) Reflect.deleteProperty(window, name);
});

const assign = (name: string, value: unknown) => Reflect.set(window, name, value);

describe('the fake tag', () => {
  it.each<[Reads, string[]]>([
    ['live', ['changed', 'replaced']],
    ['reference', ['changed', 'changed']],
    ['snapshot', ['first', 'first']],
  ])('that reads %s finds %j after a change and a replacement', (reads, expected) => {
    const called: string[] = [];
    const callbacks = { onChatDisplayed: () => called.push('first') };
    assign('iAdvizeCallbacks', callbacks);
    const tag = createFakeTag({ reads });
    tag.load();
    callbacks.onChatDisplayed = () => called.push('changed');
    tag.fire('onChatDisplayed');
    assign('iAdvizeCallbacks', { onChatDisplayed: () => called.push('replaced') });
    tag.fire('onChatDisplayed');
    expect(called).toEqual(expected);
  });

  it('copies own enumerable properties only, as a snapshot', () => {
    const inherited = vi.fn();
    assign('iAdvizeCallbacks', Object.create({ onChatDisplayed: inherited }));
    const tag = createFakeTag({ reads: 'snapshot' });
    tag.load();
    tag.fire('onChatDisplayed');
    expect(inherited).not.toHaveBeenCalled();
  });

  it('says that it calls nothing before it loads, and does nothing without callbacks', () => {
    const onChatStarted = vi.fn();
    assign('iAdvizeCallbacks', { onChatStarted });
    const tag = createFakeTag();
    expect(() => tag.fire('onChatStarted')).toThrow('call load() before onChatStarted');
    expect(onChatStarted).not.toHaveBeenCalled();
    assign('iAdvizeCallbacks', null);
    tag.load();
    expect(() => tag.fire('onChatStarted')).not.toThrow();
  });

  it('passes the arguments of its era', () => {
    const onChatStarted = vi.fn();
    assign('iAdvizeCallbacks', { onChatStarted });
    for (const era of ['2016', '2020'] as const) {
      const tag = createFakeTag({ era });
      tag.load();
      tag.fire('onChatStarted', { id: 7 });
    }
    const [[first] = [], [second] = []] = onChatStarted.mock.calls;
    expect(first).toEqual({ id: 7, startedBy: 'visitor' });
    expect(second).toMatchObject({ id: 7, conversationId: expect.any(String), vuid: expect.any(String) });
    expect(second).not.toHaveProperty('startedBy');
  });

  it('replaces the global iAdvize at each load, and reads vaSCI when a chat begins', () => {
    assign('iAdvize', 'a plain string');
    const tag = createFakeTag();
    tag.load();
    const first: unknown = Reflect.get(window, 'iAdvize');
    expect(first).toBeTypeOf('object');
    assign('iAdvize', Object.assign(first as object, { vaSCI: 'bot-1' }));
    tag.fire('onChatStarted');
    expect(tag.vaSCI).toBe('bot-1');
    tag.load();
    expect(Reflect.get(window, 'iAdvize')).not.toBe(first);
    tag.fire('onChatStarted');
    expect(tag.vaSCI).toBeUndefined();
  });

  it('runs what waits on iAdvizeInterface, then what comes', () => {
    const waiting = Object.assign([vi.fn()], { config: { sid: 1, lang: 'en' } });
    const [first] = waiting;
    assign('iAdvizeInterface', waiting);
    const tag = createFakeTag();
    tag.load();
    expect(first).toHaveBeenCalledExactlyOnceWith(tag.sdk);
    const after = vi.fn();
    (Reflect.get(window, 'iAdvizeInterface') as unknown as { push(run: (sdk: FakeWebSdk) => void): void }).push(after);
    expect(after).toHaveBeenCalledExactlyOnceWith(tag.sdk);
  });

  it('has a Web SDK that tells of changes and records calls', () => {
    const { sdk, sdkCalls } = createFakeTag();
    const changed = vi.fn();
    expect(sdk.get('visitor:cookiesConsent')).toBeNull();
    sdk.on('visitor:cookiesConsentChange', changed);
    sdk.set('visitor:cookiesConsent', true);
    sdk.set('visitor:cookiesConsent', true);
    sdk.set('tag:version', 'LIGHT');
    sdk.off('visitor:cookiesConsentChange', changed);
    sdk.set('visitor:cookiesConsent', false);
    expect(changed).toHaveBeenCalledExactlyOnceWith(true);
    expect(sdk.get('tag:version')).toBe('FULL');
    sdk.navigate('/cart');
    expect(sdkCalls).toEqual([{ method: 'navigate', args: ['/cart'] }]);
  });

  it.each(Object.keys(conversations) as (keyof typeof conversations)[])('plays the conversation "%s"', async (name) => {
    const called: string[] = [];
    assign(
      'iAdvizeCallbacks',
      Object.fromEntries(callbackNames.map((callback) => [callback, () => called.push(callback)])),
    );
    const tag = createFakeTag();
    tag.load();
    await tag.play(conversations[name]);
    expect(called).toEqual(conversations[name].map(({ callback }) => callback));
  });

  it('plays without what its era does not have', async () => {
    const called: [string, unknown][] = [];
    assign('iAdvizeCallbacks', {
      onChatHidden: (argument: unknown) => called.push(['onChatHidden', argument]),
      onChatStarted: (argument: unknown) => called.push(['onChatStarted', argument]),
    });
    for (const era of ['2016', '2020'] as const) {
      const tag = createFakeTag({ era });
      tag.load();
      await tag.play([...conversations.assisted, { callback: 'onChatHidden' }]);
    }
    expect(called).toMatchObject([
      ['onChatStarted', { startedBy: 'operator' }],
      ['onChatStarted', { conversationId: expect.any(String) }],
      ['onChatHidden', null],
    ]);
    expect(called[1]?.[1]).not.toHaveProperty('startedBy');
  });

  it('stops playing when asked', async () => {
    const controller = new AbortController();
    const onChatDisplayed = vi.fn(() => controller.abort());
    const onChatStarted = vi.fn();
    assign('iAdvizeCallbacks', { onChatDisplayed, onChatStarted });
    const tag = createFakeTag();
    tag.load();
    await tag.play(conversations.chat, { signal: controller.signal });
    expect(onChatDisplayed).toHaveBeenCalledTimes(1);
    expect(onChatStarted).not.toHaveBeenCalled();
  });

  it('refuses wrong options by name', () => {
    expect(() => createFakeTag({ era: '2018' as '2016' })).toThrow('Option era: expected "2016" or "2020", not "2018"');
    expect(() => createFakeTag({ reads: 'sometimes' as 'live' })).toThrow(
      'Option reads: expected "live" or "reference" or "snapshot", not "sometimes"',
    );
  });
});
