import { afterEach, describe, expect, it, vi } from 'vitest';
import { iadvizeConsent, tcfConsent } from '../../../src/adapters';
import type { Consent, ConsentAnswer } from '../../../src/adapters';
import { createFakeTag } from '../../../src/testing';
import { createTool, leavePage, useFakeIdleTime, usePage, useRealTime } from '../../support/analytics';
import { collectErrors } from '../../support/errors';

const errors = collectErrors();
const shop = usePage();
const { iadvize } = shop;

afterEach(() => {
  useRealTime();
  Reflect.deleteProperty(window, '__tcfapi');
  Reflect.deleteProperty(window, 'iAdvizeInterface');
});

function use(consent: Consent) {
  const onDropped = vi.fn<(count: number) => void>();
  const tool = createTool({ consent, onDropped });
  const stop = iadvize.use(tool.adapter);
  const dropped = () => onDropped.mock.calls.reduce((sum, [count]) => sum + count, 0);
  return { ...tool, stop, dropped };
}

/** A source that the test answers for. */
function createSource() {
  let update: (answer: ConsentAnswer) => void = () => {};
  const ended = vi.fn();
  const source = {
    subscribe(to: typeof update) {
      update = to;
      return ended;
    },
  };
  return { source, ended, answer: (answer: ConsentAnswer) => update(answer) };
}

describe('consent', () => {
  it('that is given lets everything go', () => {
    const { types, dropped } = use(true);
    shop.tag.fire('onChatStarted');
    leavePage();
    expect(types()).toEqual(['chatStarted']);
    expect(dropped()).toBe(0);
  });

  it('that is refused lets nothing go, and says how much', () => {
    const { sent, dropped } = use(false);
    shop.tag.fire('onChatStarted');
    shop.tag.fire('onChatEnded');
    leavePage();
    expect(sent).toEqual([]);
    expect(dropped()).toBe(2);
  });

  it('that is not given yet holds everything, in order, with its time', () => {
    const { source, answer } = createSource();
    const { sent, types } = use(source);
    shop.tag.fire('onChatDisplayed');
    shop.tag.fire('onChatStarted');
    leavePage();
    expect(sent).toEqual([]);
    answer(undefined);
    answer(null);
    leavePage();
    expect(sent).toEqual([]);
    answer(true);
    expect(sent).toEqual([]);
    leavePage();
    expect(types()).toEqual(['chatDisplayed', 'chatStarted']);
    expect(sent.map(({ timestamp }) => timestamp)).toEqual(iadvize.events.map(({ timestamp }) => timestamp));
  });

  it('that is refused in the end drops what was held', () => {
    const { source, answer } = createSource();
    const { sent, dropped } = use(source);
    shop.tag.fire('onChatDisplayed');
    shop.tag.fire('onChatStarted');
    answer(false);
    answer(true);
    leavePage();
    expect(sent).toEqual([]);
    expect(dropped()).toBe(2);
  });

  it('that is withdrawn stops at once, and given again lets go what comes after', () => {
    const { source, answer } = createSource();
    const { types, dropped } = use(source);
    answer(true);
    shop.tag.fire('onChatDisplayed');
    leavePage();
    shop.tag.fire('onChatStarted');
    answer(false);
    shop.tag.fire('onMessageSent');
    answer(true);
    shop.tag.fire('onChatEnded');
    leavePage();
    expect(types()).toEqual(['chatDisplayed', 'chatEnded']);
    expect(dropped()).toBe(2);
  });

  it('that is answered twice the same way changes nothing', () => {
    const { source, answer } = createSource();
    const { types } = use(source);
    answer(true);
    shop.tag.fire('onChatDisplayed');
    answer(true);
    leavePage();
    expect(types()).toEqual(['chatDisplayed']);
  });

  it('that is anything but true is none', () => {
    const { source, answer } = createSource();
    const { sent } = use(source);
    shop.tag.fire('onChatDisplayed');
    for (const value of ['yes', 1, {}, [true]]) answer(value as never);
    leavePage();
    expect(sent).toEqual([]);
  });

  it('that is never given holds ten thousand events, the latest', () => {
    const { source, answer } = createSource();
    const { sent, dropped } = use(source);
    for (let id = 0; id < 10_010; id += 1) shop.tag.call('onRuleStarted', { id });
    leavePage();
    expect(dropped()).toBe(10);
    answer(true);
    leavePage();
    expect(sent).toHaveLength(10_000);
    expect(sent[0]?.parameters['rule_id']).toBe('10');
  });

  it('is no longer followed once the adapter is removed', () => {
    const { source, ended, answer } = createSource();
    const { sent, stop, dropped } = use(source);
    shop.tag.fire('onChatStarted');
    stop();
    leavePage();
    expect(ended).toHaveBeenCalledOnce();
    answer(true);
    leavePage();
    expect(sent).toEqual([]);
    expect(dropped()).toBe(1);
  });

  it('is pending where the source throws', () => {
    const failure = new Error('no consent platform');
    const { sent } = use({
      subscribe() {
        throw failure;
      },
    });
    shop.tag.fire('onChatStarted');
    leavePage();
    expect(sent).toEqual([]);
    expect(errors.take()).toEqual([failure]);
  });
});

describe('a promise', () => {
  it('is waited for', async () => {
    let resolve: (answer: boolean) => void = () => {};
    const { sent, types } = use(new Promise<boolean>((settle) => (resolve = settle)));
    shop.tag.fire('onChatStarted');
    leavePage();
    expect(sent).toEqual([]);
    resolve(true);
    await expect.poll(types).toEqual(['chatStarted']);
  });

  it.each([
    ['resolves to false', () => Promise.resolve(false), 0],
    ['rejects', () => Promise.reject(new Error('no answer')), 1],
  ])('that %s refuses', async (_, consent, failures) => {
    const { sent, dropped } = use(consent());
    shop.tag.fire('onChatStarted');
    await expect.poll(dropped).toBe(1);
    expect(sent).toEqual([]);
    expect(errors.take()).toHaveLength(failures);
  });
});

describe('a function', () => {
  it('is asked again before each event', () => {
    let granted: ConsentAnswer = true;
    const { types, dropped } = use(() => granted);
    shop.tag.fire('onChatDisplayed');
    leavePage();
    granted = false;
    shop.tag.fire('onChatStarted');
    leavePage();
    granted = undefined;
    shop.tag.fire('onMessageSent');
    leavePage();
    granted = true;
    shop.tag.fire('onChatEnded');
    leavePage();
    expect(types()).toEqual(['chatDisplayed', 'messageSent', 'chatEnded']);
    expect(dropped()).toBe(1);
  });

  it('is asked again by itself while it has no answer', async () => {
    await useFakeIdleTime();
    let granted: ConsentAnswer = null;
    const { sent, types } = use(() => granted);
    shop.tag.fire('onChatStarted');
    // Longer than a tool would be waited for.
    vi.advanceTimersByTime(3_600_000);
    expect(sent).toEqual([]);
    granted = true;
    vi.advanceTimersByTime(1000);
    expect(types()).toEqual(['chatStarted']);
  });

  it('that throws is asked again, and reported once', () => {
    let ready = false;
    const { sent, types } = use(() => {
      if (!ready) throw new Error('not loaded');
      return true;
    });
    shop.tag.fire('onChatStarted');
    leavePage();
    leavePage();
    expect(sent).toEqual([]);
    expect(errors.take()).toHaveLength(1);
    ready = true;
    leavePage();
    expect(types()).toEqual(['chatStarted']);
  });

  it('may return a promise', async () => {
    const question = vi.fn(() => Promise.resolve(true));
    const { types } = use(question);
    shop.tag.fire('onChatStarted');
    await expect.poll(types).toEqual(['chatStarted']);
    expect(question).toHaveBeenCalledOnce();
  });
});

/** A consent platform of the TCF v2, as its CMP API describes it. */
function createConsentPlatform() {
  const listeners = new Map<number, (data: object, success: boolean) => void>();
  const removed: unknown[] = [];
  let data: object | undefined;
  const tell = (id: number) => data && listeners.get(id)?.({ ...data, listenerId: id }, true);
  const api = (command: string, version: number, callback: (data: object, success: boolean) => void, id?: number) => {
    expect(version).toBe(2);
    if (command === 'addEventListener') {
      const listenerId = listeners.size + 1;
      listeners.set(listenerId, callback);
      tell(listenerId);
    } else if (command === 'removeEventListener') {
      removed.push(id);
      listeners.delete(id ?? 0);
    }
  };
  return {
    removed,
    install: () => Reflect.set(window, '__tcfapi', api),
    set(changes: object) {
      data = { gdprApplies: true, ...changes };
      for (const id of listeners.keys()) tell(id);
    },
  };
}

const purposes = (...ids: number[]) => ({ consents: Object.fromEntries(ids.map((id) => [id, true])) });

const answer = { eventStatus: 'tcloaded', purpose: purposes(1, 8, 9) };

describe('tcfConsent', () => {
  it('follows the visitor’s answers', () => {
    const platform = createConsentPlatform();
    platform.install();
    const { types, stop } = use(tcfConsent());
    shop.tag.fire('onChatDisplayed');
    platform.set({ eventStatus: 'cmpuishown', purpose: purposes() });
    leavePage();
    expect(types()).toEqual([]);
    platform.set({ eventStatus: 'useractioncomplete', purpose: purposes(1, 8, 9) });
    leavePage();
    // Being asked again is no withdrawal.
    platform.set({ eventStatus: 'cmpuishown', purpose: purposes() });
    shop.tag.fire('onChatStarted');
    leavePage();
    platform.set({ eventStatus: 'useractioncomplete', purpose: purposes(1) });
    shop.tag.fire('onChatEnded');
    leavePage();
    expect(types()).toEqual(['chatDisplayed', 'chatStarted']);
    stop();
    leavePage();
    expect(platform.removed).toEqual([1]);
  });

  it.each<[string, object, Parameters<typeof tcfConsent>[0], boolean]>([
    ['all purposes', { eventStatus: 'tcloaded', purpose: purposes(1, 8, 9) }, {}, true],
    ['a purpose missing', { eventStatus: 'tcloaded', purpose: purposes(1, 8) }, {}, false],
    ['other purposes', { eventStatus: 'tcloaded', purpose: purposes(7) }, { purposes: [7] }, true],
    ['no data on purposes', { eventStatus: 'tcloaded' }, {}, false],
    ['the vendor missing', { eventStatus: 'tcloaded', purpose: purposes(1, 8, 9) }, { vendor: 755 }, false],
    [
      'the vendor',
      { eventStatus: 'tcloaded', purpose: purposes(1, 8, 9), vendor: purposes(755) },
      { vendor: 755 },
      true,
    ],
    ['a visitor to whom the GDPR does not apply', { gdprApplies: false }, {}, true],
    ['a visitor to whom the GDPR may apply', { ...answer, gdprApplies: undefined }, {}, false],
    ['a banner that is shown, whatever it says', { ...answer, eventStatus: 'cmpuishown' }, {}, false],
    ['data of no event', { ...answer, eventStatus: undefined }, {}, false],
    ['the vendor alone', { ...answer, vendor: purposes(755) }, { purposes: [], vendor: 755 }, true],
    ['a vendor that no list has', { ...answer, vendor: purposes() }, { purposes: [], vendor: 755 }, false],
  ])('understands %s', (_, data, options, granted) => {
    const platform = createConsentPlatform();
    platform.set(data);
    platform.install();
    const { sent } = use(tcfConsent(options));
    shop.tag.fire('onChatStarted');
    leavePage();
    expect(sent).toHaveLength(granted ? 1 : 0);
  });

  it('waits for the platform', async () => {
    await useFakeIdleTime();
    const platform = createConsentPlatform();
    platform.set({ eventStatus: 'tcloaded', purpose: purposes(1, 8, 9) });
    const { sent, types } = use(tcfConsent());
    shop.tag.fire('onChatStarted');
    vi.advanceTimersByTime(60_000);
    expect(sent).toEqual([]);
    platform.install();
    vi.advanceTimersByTime(2000);
    expect(types()).toEqual(['chatStarted']);
  });
});

describe('iadvizeConsent', () => {
  const property = 'visitor:cookiesConsent';

  it.each(['before', 'after'])('follows the tag’s, used %s it loads', (when) => {
    Reflect.deleteProperty(window, 'iAdvizeInterface');
    const page = createFakeTag();
    if (when === 'after') page.load();
    const { types, stop } = use(iadvizeConsent());
    if (when === 'before') page.load();
    page.fire('onChatDisplayed');
    leavePage();
    expect(types()).toEqual([]);
    page.sdk.set(property, true);
    page.fire('onChatStarted');
    leavePage();
    page.sdk.set(property, false);
    page.fire('onChatEnded');
    leavePage();
    expect(types()).toEqual(['chatDisplayed', 'chatStarted']);
    const off = vi.spyOn(page.sdk, 'off');
    stop();
    leavePage();
    expect(off).toHaveBeenCalledWith(`${property}Change`, expect.any(Function));
  });

  it('takes the place of what stands under the name and is none of the tag’s', () => {
    Reflect.set(window, 'iAdvizeInterface', document.createElement('form'));
    const page = createFakeTag();
    const { types } = use(iadvizeConsent());
    page.load();
    page.sdk.set(property, true);
    page.fire('onChatStarted');
    leavePage();
    expect(types()).toEqual(['chatStarted']);
  });
});
