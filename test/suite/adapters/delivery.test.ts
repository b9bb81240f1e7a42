import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAdapter } from '../../../src/adapters';
import type { AnalyticsEvent } from '../../../src/adapters';
import { statusesKey } from '../../../src/adapters/pipeline/status';
import { conversations } from '../../../src/testing';
import { createTool, fireRules, leavePage, useFakeIdleTime, usePage, useRealTime } from '../../support/analytics';
import { collectErrors } from '../../support/errors';

const errors = collectErrors();
const shop = usePage();
const { iadvize } = shop;

afterEach(() => {
  vi.restoreAllMocks();
  useRealTime();
});

const rules = (count: number) => Array.from({ length: count }, (_, index) => String(index));

/** Whether the visitor has just clicked, as far as the browser knows. */
function setActive(isActive: boolean | undefined) {
  const value = isActive === undefined ? undefined : { isActive };
  Object.defineProperty(navigator, 'userActivation', { value, configurable: true });
}

describe('delivery', () => {
  afterEach(() => {
    Reflect.deleteProperty(navigator, 'userActivation');
  });

  it('begins after the tag’s call has returned, by itself', async () => {
    const { adapter, sent, types } = createTool();
    iadvize.use(adapter);
    shop.tag.fire('onChatStarted');
    expect(sent).toEqual([]);
    await expect.poll(types).toEqual(['chatStarted']);
  });

  it('lets the browser show two frames after a click, which later slices do not wait for', async () => {
    await useFakeIdleTime();
    setActive(true);
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => now);
    const sent: string[] = [];
    const send = (list: string[], { type }: AnalyticsEvent) => {
      now += 10;
      list.push(type);
    };
    iadvize.use(createAdapter({ name: 'slow-at-first', find: () => sent, send }));
    fireRules(shop.tag, 0, 6);
    vi.advanceTimersByTime(31);
    expect(sent).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(sent).toHaveLength(1);
    vi.advanceTimersByTime(10);
    expect(sent).toHaveLength(6);
  });

  it.each([false, undefined])('waits for no frame where the visitor is not at it (%s)', async (active) => {
    await useFakeIdleTime();
    setActive(active);
    const { adapter, types } = createTool();
    iadvize.use(adapter);
    shop.tag.fire('onChatDisplayed');
    vi.advanceTimersByTime(1);
    expect(types()).toEqual(['chatDisplayed']);
  });

  it('lets the page go on between slices', async () => {
    const lengths: number[] = [];
    const sent: number[] = [];
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => now);
    iadvize.use(
      createAdapter({
        name: 'slow',
        find: () => sent,
        send: () => {
          now += 5;
          sent.push(now);
        },
      }),
    );
    vi.stubGlobal('requestIdleCallback', (slice: () => void) => {
      const { length } = sent;
      queueMicrotask(() => {
        slice();
        lengths.push(sent.length - length);
      });
    });
    fireRules(shop.tag, 0, 6);
    await expect.poll(() => sent).toHaveLength(6);
    expect(Math.max(...lengths)).toBe(2);
  });

  it('takes each tool in turn', async () => {
    const order: string[] = [];
    for (const name of ['a', 'b', 'c']) {
      iadvize.use(createAdapter({ name, find: () => order, send: (_, { label }) => order.push(`${name}${label}`) }));
    }
    for (const label of ['1', '2']) shop.tag.call('onRuleStarted', { label });
    await expect.poll(() => order).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'c2']);
  });

  it('loses none of ten thousand events at once, and keeps their order', () => {
    const { adapter, sent } = createTool();
    iadvize.use(adapter);
    fireRules(shop.tag, 0, 10_000);
    leavePage();
    expect(sent.map(({ parameters }) => parameters['rule_id'])).toEqual(rules(10_000));
  });

  it('is complete when the page is left or hidden', () => {
    const { adapter, sent } = createTool();
    iadvize.use(adapter);
    fireRules(shop.tag, 0, 3);
    leavePage();
    expect(sent).toHaveLength(3);

    const hidden = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    fireRules(shop.tag, 0, 2);
    document.dispatchEvent(new Event('visibilitychange'));
    hidden.mockRestore();
    expect(sent).toHaveLength(5);
  });

  it('is at once, but outside the tag’s call, while the page is hidden', async () => {
    const { adapter, sent } = createTool();
    iadvize.use(adapter);
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    fireRules(shop.tag, 0, 2);
    expect(sent).toHaveLength(0);
    await Promise.resolve();
    expect(sent).toHaveLength(2);
  });

  it('has the time of the event, however late', () => {
    const { adapter, sent, tool } = createTool();
    tool.available = false;
    iadvize.use(adapter);
    shop.tag.fire('onChatStarted');
    leavePage();
    const later = Date.now() + 60_000;
    vi.spyOn(Date, 'now').mockReturnValue(later);
    tool.available = true;
    leavePage();
    expect(sent[0]?.timestamp).toBe(iadvize.events[0]?.timestamp);
    expect(sent[0]?.timestamp).toBeLessThan(later);
  });

  it('reaches the others when a tool throws or never comes', async () => {
    const fails = createTool({ events: 'all' });
    fails.tool.fails = true;
    const missing = createTool();
    missing.tool.available = false;
    const works = createTool({ events: 'all' });
    for (const { adapter } of [fails, missing, works]) iadvize.use(adapter);
    await shop.tag.play(conversations.chat);
    leavePage();
    expect(works.types()).toEqual(iadvize.events.map(({ type }) => type));
    expect(errors.take()).toHaveLength(works.sent.length);
  });

  it('goes on where looking for the tool throws', () => {
    let broken = true;
    const sent: string[] = [];
    const find = () => {
      if (broken) throw new Error('frozen');
      return sent;
    };
    iadvize.use(createAdapter({ name: 'broken', find, send: (list, { name }) => list.push(name) }));
    shop.tag.fire('onChatDisplayed');
    leavePage();
    broken = false;
    leavePage();
    expect(sent).toEqual(['iadvize_chat_displayed']);
  });
});

describe('a tool that is not there yet', () => {
  beforeEach(async () => {
    await useFakeIdleTime();
  });

  it('gets everything, in order, once it is', () => {
    const { adapter, sent, tool, types } = createTool();
    tool.available = false;
    iadvize.use(adapter);
    shop.tag.fire('onChatDisplayed');
    shop.tag.fire('onChatStarted');
    vi.advanceTimersByTime(60_000);
    expect(sent).toEqual([]);
    tool.available = true;
    vi.advanceTimersByTime(1000);
    expect(types()).toEqual(['chatDisplayed', 'chatStarted']);
  });

  it.each([undefined, null, false] as const)('is looked for again where `find` gives %s', (none) => {
    const sent: string[] = [];
    let there = false;
    const find = () => there && sent;
    const send = (list: string[], { type }: AnalyticsEvent) => list.push(type);
    iadvize.use(createAdapter({ name: `no-${none}`, find: () => find() || none, send }));
    shop.tag.fire('onChatDisplayed');
    vi.advanceTimersByTime(1000);
    there = true;
    vi.advanceTimersByTime(1000);
    expect(sent).toEqual(['chatDisplayed']);
    expect(errors.take()).toEqual([]);
  });

  it('stops no other where asking what is missing throws, and has its name instead', () => {
    const missing = () => {
      throw new Error('not even that');
    };
    iadvize.use(createAdapter({ name: 'mute', find: () => undefined, missing, send: () => {} }));
    const { adapter, types } = createTool();
    iadvize.use(adapter);
    shop.tag.fire('onChatDisplayed');
    vi.advanceTimersByTime(100);
    expect(types()).toEqual(['chatDisplayed']);
    expect([...(window[statusesKey] ?? [])].find(({ name }) => name === 'mute')?.reason).toBe('mute');
  });

  it('is waited for five minutes, and then again for what comes later', () => {
    const onDropped = vi.fn();
    const { adapter, tool, types } = createTool({ onDropped });
    tool.available = false;
    iadvize.use(adapter);
    fireRules(shop.tag, 0, 3);
    vi.advanceTimersByTime(299_000);
    expect(onDropped).not.toHaveBeenCalled();
    vi.advanceTimersByTime(3000);
    expect(onDropped.mock.calls).toEqual([[3]]);
    shop.tag.fire('onChatEnded');
    vi.advanceTimersByTime(1000);
    tool.available = true;
    vi.advanceTimersByTime(1000);
    expect(types()).toEqual(['chatEnded']);
  });

  it('has ten thousand events waiting at most, the latest', () => {
    const onDropped = vi.fn();
    const { adapter, sent, tool } = createTool({ onDropped });
    tool.available = false;
    iadvize.use(adapter);
    fireRules(shop.tag, 0, 10_005);
    vi.advanceTimersByTime(1000);
    tool.available = true;
    leavePage();
    expect(sent).toHaveLength(10_000);
    expect(sent[0]?.parameters['rule_id']).toBe('5');
    expect(onDropped.mock.calls).toEqual([[5]]);
  });

  it('costs nothing while there is nothing to send', () => {
    const { adapter, tool } = createTool();
    tool.available = false;
    iadvize.use(adapter);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('an adapter', () => {
  it('sends what fired before it was used', () => {
    const { adapter, types } = createTool();
    shop.tag.fire('onChatStarted');
    iadvize.use(adapter);
    shop.tag.fire('onChatEnded');
    leavePage();
    expect(types()).toEqual(['chatStarted', 'chatEnded']);
  });

  it('is exact when it is used by a listener', () => {
    const { adapter, types } = createTool();
    const stop = iadvize.on('chatStarted', () => {
      stop();
      shop.tag.fire('onChatDisplayed');
      iadvize.use(adapter);
    });
    shop.tag.fire('onChatStarted');
    leavePage();
    expect(types()).toEqual(['chatStarted', 'chatDisplayed']);
  });

  it('sends nothing that fires after it was removed, and what fired before', () => {
    const { adapter, types } = createTool();
    const stop = iadvize.use(adapter);
    shop.tag.fire('onChatStarted');
    stop();
    stop();
    shop.tag.fire('onChatEnded');
    leavePage();
    expect(types()).toEqual(['chatStarted']);
  });

  it('used again sends what fired meanwhile, and nothing twice', () => {
    const { adapter, types } = createTool();
    shop.tag.fire('onChatDisplayed');
    const stop = iadvize.use(adapter);
    shop.tag.fire('onChatStarted');
    stop();
    shop.tag.fire('onMessageSent');
    iadvize.use(adapter);
    shop.tag.fire('onChatEnded');
    leavePage();
    expect(types()).toEqual(['chatDisplayed', 'chatStarted', 'messageSent', 'chatEnded']);
  });

  it('removed before its tool came tells what it drops', () => {
    const onDropped = vi.fn();
    const { adapter, tool } = createTool({ onDropped });
    tool.available = false;
    const stop = iadvize.use(adapter);
    fireRules(shop.tag, 0, 4);
    stop();
    leavePage();
    expect(onDropped.mock.calls).toEqual([[4]]);
  });
});
