import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { beacon } from '../../../src/adapters';
import type { BeaconEvent, BeaconOptions, ConsentAnswer } from '../../../src/adapters';
import { statusesKey } from '../../../src/adapters/pipeline/status';
import { leavePage, useFakeIdleTime, usePage, useRealTime } from '../../support/analytics';

const shop = usePage();
const { iadvize } = shop;
const fetch = vi.fn<typeof globalThis.fetch>();
const sendBeacon = vi.fn<typeof navigator.sendBeacon>();

/** An answer that has come to its end: a fake clock does not wait while a browser reads a real one. */
const response = (status = 204, headers: Record<string, string> = {}) =>
  Object.assign(new Response(null, { status, headers }), { text: () => Promise.resolve('') });

beforeEach(() => {
  fetch.mockReset().mockImplementation(() => Promise.resolve(response()));
  sendBeacon.mockReset().mockReturnValue(true);
  vi.stubGlobal('fetch', fetch);
  Object.defineProperty(navigator, 'sendBeacon', { value: sendBeacon, configurable: true });
});

afterEach(() => {
  useRealTime();
  vi.unstubAllGlobals();
});

const answer = (status: number, headers?: Record<string, string>) =>
  fetch.mockImplementationOnce(() => Promise.resolve(response(status, headers)));

function use(options?: BeaconOptions) {
  const onDropped = vi.fn<(count: number) => void>();
  const stop = iadvize.use(beacon('/events', { interval: 1, onDropped, ...options }));
  const [status] = [...(window[statusesKey] ?? [])].filter(({ name }) => name === 'beacon').slice(-1);
  return { stop, status, onDropped };
}

/** The events of every request, in order. */
const sent = () =>
  fetch.mock.calls.flatMap(([, options]) => (JSON.parse(options?.body as string) as { events: BeaconEvent[] }).events);

const keptOf = () =>
  Object.entries<string>({ ...localStorage })
    .filter(([key]) => key.startsWith('iadvize-callbacks:kept:'))
    .map(([, value]) => value)
    .join();

/** A tab's own view of the storage that tabs share: in a browser with a process for each, others hear of a change later. */
function createTabs() {
  const stored = new Map<string, string>();
  const changes: (() => void)[] = [];

  return {
    /** Has every change so far, in its order, be what tabs that are opened next find. */
    spread: () => changes.splice(0).forEach((change) => change()),

    open(): object {
      const seen = new Map(stored);
      const view = {
        getItem: (key: string) => seen.get(key) ?? null,
        setItem(key: string, value: string) {
          seen.set(key, value);
          changes.push(() => stored.set(key, value));
        },
        removeItem(key: string) {
          seen.delete(key);
          changes.push(() => stored.delete(key));
        },
      };
      // Its names are those of what is stored.
      return new Proxy(view, {
        ownKeys: () => [...seen.keys()],
        getOwnPropertyDescriptor: (_, key) => ({ value: seen.get(String(key)), enumerable: true, configurable: true }),
      });
    },
  };
}

describe('beacon', () => {
  it('counts what its endpoint answers, once', async () => {
    const { status, onDropped } = use();
    answer(400);
    shop.tag.fire('onChatDisplayed');
    await expect.poll(() => onDropped.mock.calls).toEqual([[1]]);
    expect(status).toMatchObject({ sent: 0, dropped: 1, failed: 0, waiting: 0 });
    shop.tag.fire('onChatHidden');
    await expect.poll(() => status).toMatchObject({ sent: 1, dropped: 1, failed: 0, waiting: 0 });
  });

  it('asks for a consent once', () => {
    const subscribe = vi.fn();
    use({ consent: { subscribe } });
    expect(subscribe).toHaveBeenCalledOnce();
  });

  it('says that it waits for the endpoint, and obeys Retry-After', async () => {
    await useFakeIdleTime();
    const { status } = use();
    answer(503, { 'retry-after': '120' });
    shop.tag.fire('onChatDisplayed');
    await vi.advanceTimersByTimeAsync(1000);
    expect(fetch).toHaveBeenCalledOnce();
    expect(status).toMatchObject({ waiting: 1, reason: 'the endpoint', sent: 0 });
    shop.tag.fire('onChatHidden');
    await vi.advanceTimersByTimeAsync(118_000);
    expect(fetch).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(3000);
    expect(fetch).toHaveBeenCalledTimes(2);
    expect(status).toMatchObject({ waiting: 0, reason: undefined, sent: 2 });
  });

  it.each([
    [
      'that never comes',
      () => new Promise<Response>(() => undefined),
      ['chat_displayed', 'chat_displayed', 'chat_hidden'],
    ],
    [
      'that never ends',
      () => Promise.resolve(Object.assign(response(), { text: () => new Promise(() => undefined) })),
      ['chat_displayed', 'chat_hidden'],
    ],
  ])('goes on after an answer %s, not even by an abort', async (_, never, names) => {
    await useFakeIdleTime();
    fetch.mockImplementationOnce(never);
    use();
    shop.tag.fire('onChatDisplayed');
    await vi.advanceTimersByTimeAsync(100);
    shop.tag.fire('onChatHidden');
    await vi.advanceTimersByTimeAsync(13_000);
    expect(sent().map(({ name }) => name)).toEqual(names.map((name) => `iadvize_${name}`));
    expect(keptOf()).toBe('');
  });

  it.each([
    ['and is done once they are answered', 204, ''],
    ['and leaves to other pages what fails', 503, 'iadvize_chat_displayed'],
  ])('sends what is left in requests that are answered, once it is removed, %s', async (_, status, left) => {
    await useFakeIdleTime();
    const { stop } = use({ interval: 5000 });
    answer(status);
    shop.tag.fire('onChatDisplayed');
    stop();
    await vi.advanceTimersByTimeAsync(100);
    expect(sent().map(({ name }) => name)).toEqual(['iadvize_chat_displayed']);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(fetch).toHaveBeenCalledOnce();
    expect(sendBeacon).not.toHaveBeenCalled();
    if (left) expect(keptOf()).toContain(left);
    else expect(keptOf()).toBe('');
  });

  it('gives the browser what waits behind a request, once it is removed, where nothing is kept', async () => {
    await useFakeIdleTime();
    fetch.mockImplementationOnce(() => new Promise(() => undefined));
    const { stop } = use({ persist: false });
    shop.tag.fire('onChatDisplayed');
    await vi.advanceTimersByTimeAsync(100);
    shop.tag.fire('onChatHidden');
    stop();
    await vi.advanceTimersByTimeAsync(100);
    expect(fetch).toHaveBeenCalledOnce();
    expect(sendBeacon).toHaveBeenCalledOnce();
  });

  describe.each<[string, () => boolean]>([
    [
      'throws',
      () => {
        throw new TypeError('blocked');
      },
    ],
    ['takes nothing', () => false],
  ])('where sendBeacon %s', (_, block) => {
    it('keeps what waits for other pages', async () => {
      await useFakeIdleTime();
      sendBeacon.mockImplementation(block);
      use({ interval: 5000 });
      shop.tag.fire('onChatDisplayed');
      await vi.advanceTimersByTimeAsync(10);
      expect(() => leavePage()).not.toThrow();
      expect(keptOf()).toContain('iadvize_chat_displayed');
    });

    it('drops what waits, once removed, where nothing is kept', async () => {
      await useFakeIdleTime();
      sendBeacon.mockImplementation(block);
      answer(503);
      const { stop, onDropped } = use({ persist: false });
      shop.tag.fire('onChatDisplayed');
      await vi.advanceTimersByTimeAsync(10);
      stop();
      await vi.waitFor(() => {
        expect(onDropped.mock.calls).toEqual([[1]]);
      });
      await vi.advanceTimersByTimeAsync(60_000);
      expect(sent()).toHaveLength(1);
    });
  });

  it('has what waits in storage within a second, and nothing once it is answered', async () => {
    await useFakeIdleTime();
    const { status } = use({ interval: 5000 });
    shop.tag.fire('onChatDisplayed');
    await vi.advanceTimersByTimeAsync(999);
    expect(keptOf()).toContain('iadvize_chat_displayed');
    await vi.advanceTimersByTimeAsync(6000);
    expect(status).toMatchObject({ sent: 1 });
    expect(keptOf()).toBe('');
  });

  it('deletes what it keeps when the consent is withdrawn, and says how much', async () => {
    await useFakeIdleTime();
    let update: (answer: ConsentAnswer) => void = () => {};
    const { status, onDropped } = use({ interval: 5000, consent: { subscribe: (to) => void (update = to) } });
    update(true);
    shop.tag.fire('onChatDisplayed');
    await vi.advanceTimersByTimeAsync(999);
    expect(keptOf()).not.toBe('');
    update(false);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(keptOf()).toBe('');
    expect(status).toMatchObject({ waiting: 0, dropped: 1, sent: 0 });
    expect(onDropped.mock.calls).toEqual([[1]]);
    leavePage();
    expect(fetch).not.toHaveBeenCalled();
    expect(sendBeacon).not.toHaveBeenCalled();
  });

  describe('that was removed while a request is under way', () => {
    let update: (answer: ConsentAnswer) => void;
    let respond: () => void;
    const ended = vi.fn();

    /** With one event in the request, and one that waits behind it. */
    async function remove() {
      ended.mockClear();
      await useFakeIdleTime();
      fetch.mockImplementationOnce(() => new Promise((resolve) => (respond = () => resolve(response()))));
      const consent = {
        subscribe(to: typeof update) {
          update = to;
          return ended;
        },
      };
      const used = use({ consent });
      update(true);
      shop.tag.fire('onChatDisplayed');
      await vi.advanceTimersByTimeAsync(50);
      shop.tag.fire('onChatHidden');
      used.stop();
      await vi.advanceTimersByTimeAsync(50);
      return used;
    }

    const listed = () => [...(window[statusesKey] ?? [])].map(({ name }) => name);

    it('sends what waits, and only then leaves the consent', async () => {
      await remove();
      expect(ended).not.toHaveBeenCalled();
      expect(listed()).toContain('beacon');
      respond();
      await vi.advanceTimersByTimeAsync(100);
      expect(sent().map(({ name }) => name)).toEqual(['iadvize_chat_displayed', 'iadvize_chat_hidden']);
      expect(ended).toHaveBeenCalledOnce();
      expect(listed()).not.toContain('beacon');
    });

    it('hears of a withdrawal as long as something waits', async () => {
      const { onDropped } = await remove();
      expect(keptOf()).toContain('iadvize_chat_hidden');
      update(false);
      expect(keptOf()).toBe('');
      respond();
      await vi.advanceTimersByTimeAsync(10_000);
      expect(sent().map(({ name }) => name)).toEqual(['iadvize_chat_displayed']);
      expect(keptOf()).toBe('');
      expect(onDropped.mock.calls).toEqual([[2]]);
      expect(ended).toHaveBeenCalledOnce();
      update(false);
      update(true);
      await vi.advanceTimersByTimeAsync(1000);
      expect(fetch).toHaveBeenCalledOnce();
      expect(ended).toHaveBeenCalledOnce();
      expect(listed()).not.toContain('beacon');
    });
  });

  it('keeps what it put aside when the page was left, until it is sent, however often the page is left', async () => {
    await useFakeIdleTime();
    sendBeacon.mockReturnValue(false);
    const { status } = use({ interval: 5000 });
    shop.tag.fire('onChatDisplayed');
    leavePage();
    leavePage();
    await vi.advanceTimersByTimeAsync(2000);
    shop.tag.fire('onChatHidden');
    leavePage();
    expect(keptOf()).toMatch(/iadvize_chat_displayed[^]*iadvize_chat_hidden/);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(status).toMatchObject({ sent: 2, waiting: 0 });
    expect(keptOf()).toBe('');
  });

  it('keeps what each of many tabs has put aside that are left at the same moment', async () => {
    await useFakeIdleTime();
    sendBeacon.mockReturnValue(false);
    const tabs = createTabs();
    const count = 40;
    for (let tab = 0; tab < count; tab += 1) {
      const storage = tabs.open();
      // What is about this tab, which comes next, sees its own view.
      window.addEventListener('pagehide', () => vi.stubGlobal('localStorage', storage), { capture: true, once: true });
      use({ interval: 5000, persist: true });
    }
    shop.tag.fire('onChatDisplayed');
    leavePage();
    tabs.spread();
    vi.stubGlobal('localStorage', tabs.open());
    shop.reload();
    use();
    await vi.advanceTimersByTimeAsync(1000);
    expect(new Set(sent().map(({ id }) => id)).size).toBe(count);
  });

  it.each([
    ['behind nothing', 60_000],
    ['behind a request under way', 1],
  ])('keeps what is left %s where another page takes what it had put aside before', async (_, interval) => {
    await useFakeIdleTime();
    sendBeacon.mockReturnValue(false);
    fetch.mockImplementation(() => new Promise(() => {}));
    const { stop } = use({ interval });
    shop.tag.fire('onChatDisplayed');
    await vi.advanceTimersByTimeAsync(1000);
    const read = Object.keys(localStorage);
    shop.tag.fire('onChatHidden');
    leavePage();
    // The other page has read these before, and its removal is seen after.
    for (const key of read) localStorage.removeItem(key);
    expect(keptOf()).toContain('iadvize_chat_hidden');
    stop();
  });
});
