import { describe, expect, it, vi } from 'vitest';
import { callbackNames } from '../../src';
import { createState, initialState } from '../../src/state';
import type { IAdvizeState } from '../../src/state';
import { conversations } from '../../src/testing';
import { collectErrors } from '../support/errors';
import { useTag } from '../support/tag';

const errors = collectErrors();
const { iadvize, tag } = useTag();

describe('the state', () => {
  it('follows a conversation', () => {
    const store = createState();
    const now = () => store.getSnapshot();
    expect(now()).toBe(initialState);

    tag.fire('onStatusChanged');
    expect(now()).toMatchObject({ chatAvailability: 'available', chat: 'hidden' });
    tag.fire('onChatDisplayed');
    expect(now()).toMatchObject({ chat: 'displayed', id: undefined });
    tag.fire('onChatStarted');
    expect(now()).toMatchObject({ chat: 'conversation', id: '666', conversationId: expect.stringContaining('-') });
    tag.fire('onChatDisplayed');
    expect(now().chat).toBe('conversation');

    tag.fire('onVisitorWriting');
    tag.fire('onOperatorWriting');
    expect(now()).toMatchObject({ visitorWriting: true, operatorWriting: true, lastMessageAt: undefined });
    tag.fire('onVisitorStopWriting');
    expect(now()).toMatchObject({ visitorWriting: false, operatorWriting: true });
    tag.fire('onMessageReceived');
    expect(now()).toMatchObject({ operatorWriting: false, lastMessageAt: iadvize.events.at(-1)?.timestamp });

    tag.fire('onCobrowsingRequested');
    expect(now().cobrowsing).toBe('requested');
    tag.fire('onCobrowsingAccepted');
    expect(now().cobrowsing).toBe('accepted');

    tag.fire('onOperatorWriting');
    tag.fire('onChatEnded');
    expect(now()).toMatchObject({ chat: 'displayed', id: '666', cobrowsing: 'stopped', operatorWriting: false });
    tag.fire('onSatisfactionDisplayed');
    expect(now().survey).toBe('displayed');
    tag.fire('onSatisfactionAnswered');
    expect(now().survey).toBe('answered');
    tag.fire('onChatHidden');
    expect(now()).toMatchObject({ chat: 'hidden', id: '666', survey: 'answered' });

    tag.fire('onChatStarted', { id: 667, conversationId: undefined });
    expect(now()).toMatchObject({ id: '667', conversationId: undefined, survey: null, cobrowsing: null });
  });

  it.each([
    [{ offline: 0, busy: 0 }, 'available'],
    [{ offline: '0', busy: '1' }, 'busy'],
    [{ offline: 1, busy: 1 }, 'offline'],
    [{ offline: true }, 'offline'],
    [{ busy: 0 }, 'available'],
    [{}, undefined],
    [null, undefined],
  ])('reads availability from %j as %s', (argument, expected) => {
    const store = createState();
    tag.call('onStatusChanged', argument);
    expect(store.getSnapshot().chatAvailability).toBe(expected);
  });

  it('tells the availability of calls', () => {
    const store = createState();
    tag.call('onCallStatusChanged', { offline: 0 });
    expect(store.getSnapshot().callAvailability).toBe('available');
    tag.call('onCallStatusChanged', { offline: '1' });
    expect(store.getSnapshot().callAvailability).toBe('offline');
  });

  it.each(Object.keys(conversations) as (keyof typeof conversations)[])(
    'is the same when created late: %s',
    async (name) => {
      const early = createState();
      for (const step of conversations[name]) {
        tag.fire(step.callback, 'argument' in step ? step.argument : undefined);
        expect(createState().getSnapshot()).toEqual(early.getSnapshot());
      }
      expect(early.getSnapshot()).not.toBe(initialState);
    },
  );

  it('survives malformed arguments to every callback', () => {
    const store = createState();
    for (const name of callbackNames) tag.call(name, 'not an object');
    expect(store.getSnapshot()).toMatchObject({ chat: 'displayed', id: undefined, survey: 'answered' });
  });
});

describe('the store', () => {
  it('keeps a snapshot as long as nothing has changed, and never changes one', () => {
    const store = createState();
    tag.fire('onChatDisplayed');
    const snapshot = store.getSnapshot();
    const copy = { ...snapshot };
    tag.fire('onChatDisplayed');
    tag.fire('onRuleStarted');
    expect(store.getSnapshot()).toBe(snapshot);
    tag.fire('onChatStarted');
    expect(store.getSnapshot()).not.toBe(snapshot);
    expect(snapshot).toEqual(copy);
    expect(store.getSnapshot()).toSatisfy(Object.isFrozen);
  });

  it('calls a subscriber at once and after each change, and not once it has left', () => {
    const { subscribe } = createState();
    const seen: IAdvizeState['chat'][] = [];
    const stop = subscribe(({ chat }) => seen.push(chat));
    tag.fire('onChatDisplayed');
    tag.fire('onChatDisplayed');
    tag.fire('onChatStarted');
    stop();
    stop();
    tag.fire('onChatHidden');
    expect(seen).toEqual(['hidden', 'displayed', 'conversation']);
  });

  it('lets subscribers come and go while it calls them', () => {
    const { subscribe } = createState();
    const newcomer = vi.fn();
    const leaver = vi.fn();
    let stopLeaver = () => {};
    subscribe(({ chat }) => {
      if (chat === 'hidden') return;
      stopLeaver();
      subscribe(newcomer);
    });
    stopLeaver = subscribe(leaver);
    tag.fire('onChatDisplayed');
    expect(leaver).toHaveBeenCalledTimes(1);
    expect(newcomer).toHaveBeenCalledTimes(1);
  });

  it('keeps a subscriber’s exception from the tag and from the others', () => {
    const { subscribe } = createState();
    const after = vi.fn();
    subscribe(({ chat }) => {
      if (chat === 'displayed') throw new Error('subscriber');
    });
    subscribe(after);
    expect(() => tag.fire('onChatDisplayed')).not.toThrow();
    expect(after).toHaveBeenCalledTimes(2);
    expect(errors.take()).toEqual([new Error('subscriber')]);
  });

  it('stands still once stopped', () => {
    const store = createState();
    const listener = vi.fn();
    store.subscribe(listener);
    tag.fire('onChatDisplayed');
    const snapshot = store.getSnapshot();
    store.stop();
    tag.fire('onChatStarted');
    expect(store.getSnapshot()).toBe(snapshot);
    expect(listener).toHaveBeenCalledTimes(2);
  });

  it('refuses a subscriber that is no function', () => {
    expect(() => createState().subscribe({} as never)).toThrow(new TypeError('Expected a function, not object'));
  });
});
