import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Consent, ConsentAnswer } from '../../../src/adapters';
import { leavePage, useFakeIdleTime, usePage, useRealTime, useWithConsent } from '../../support/analytics';
import { collectErrors } from '../../support/errors';

const errors = collectErrors();
const shop = usePage();
const { iadvize } = shop;

afterEach(() => {
  useRealTime();
});

const use = (consent: Consent) => useWithConsent(iadvize, consent);

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
    expect(errors.take()).toHaveLength(1);
    leavePage();
    expect(errors.take()).toEqual([]);
    expect(sent).toEqual([]);
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
