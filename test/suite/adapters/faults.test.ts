import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Consent, ConsentAnswer } from '../../../src/adapters';
import { createKept } from '../../../src/adapters/beacon/kept';
import * as vendors from '../../../src/adapters/vendors';
import { createTool, leavePage, usePage } from '../../support/analytics';
import { collectErrors } from '../../support/errors';

const errors = collectErrors();
const shop = usePage();
const { iadvize } = shop;

afterEach(() => {
  vi.restoreAllMocks();
  for (const name of ['hj', '_paq', 'pa', 'analytics']) Reflect.deleteProperty(window, name);
});

const fireRules = (from: number, to: number) => {
  for (let id = from; id < to; id += 1) shop.tag.call('onRuleStarted', { id });
};
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => String(from + index));

describe('a tool’s global', () => {
  it.each([['a string'], [42], [null], [{}], [Symbol('hj')]])(
    'that is %s until the tool comes loses nothing',
    (value) => {
      Reflect.set(window, 'hj', value);
      iadvize.use(vendors.hotjar());
      shop.tag.fire('onChatDisplayed');
      leavePage();
      const hj = vi.fn();
      Reflect.set(window, 'hj', hj);
      leavePage();
      expect(hj.mock.calls).toEqual([['event', 'iadvize_chat_displayed']]);
    },
  );

  it('whose getter throws until the tool comes loses nothing', () => {
    const hj = vi.fn();
    let broken = true;
    Object.defineProperty(window, 'hj', {
      configurable: true,
      get() {
        if (broken) throw new Error('not yet');
        return hj;
      },
    });
    iadvize.use(vendors.hotjar());
    shop.tag.fire('onChatDisplayed');
    leavePage();
    broken = false;
    leavePage();
    expect(hj).toHaveBeenCalledOnce();
  });

  it('that is frozen is called all the same', () => {
    const track = vi.fn();
    Reflect.set(window, 'analytics', Object.freeze({ track }));
    iadvize.use(vendors.segment());
    shop.tag.fire('onChatDisplayed');
    leavePage();
    expect(track).toHaveBeenCalledOnce();
  });

  it('that is a frozen queue has each of its errors reported, and stops no other tool', () => {
    Reflect.set(window, '_paq', Object.freeze([]));
    const { adapter, sent } = createTool();
    iadvize.use(vendors.matomo());
    iadvize.use(adapter);
    fireRules(0, 3);
    leavePage();
    expect(sent).toHaveLength(3);
    expect(errors.take()).toEqual([expect.any(TypeError), expect.any(TypeError), expect.any(TypeError)]);
  });

  it('that is replaced halfway, and taken away for a while, gets each event once', () => {
    const [first, second] = [vi.fn(), vi.fn()];
    Reflect.set(window, 'hj', first);
    iadvize.use(vendors.hotjar());
    shop.tag.fire('onChatDisplayed');
    leavePage();
    Reflect.deleteProperty(window, 'hj');
    shop.tag.fire('onChatStarted');
    leavePage();
    Reflect.set(window, 'hj', second);
    shop.tag.fire('onChatEnded');
    leavePage();
    expect(first.mock.calls.map(([, name]) => name as unknown)).toEqual(['iadvize_chat_displayed']);
    expect(second.mock.calls.map(([, name]) => name as unknown)).toEqual([
      'iadvize_chat_started',
      'iadvize_chat_ended',
    ]);
  });

  it('that is replaced by the tool’s own call gets the next event in its new form', () => {
    const sendEvent = vi.fn();
    Reflect.set(window, 'pa', { sendEvent: () => Reflect.set(window, 'pa', { sendEvent }) });
    iadvize.use(vendors.piano());
    fireRules(0, 3);
    leavePage();
    expect(sendEvent).toHaveBeenCalledTimes(2);
  });

  it('that throws on every call is given each event once, and stops no other tool', () => {
    const hj = vi.fn(() => {
      throw new Error('hj');
    });
    Reflect.set(window, 'hj', hj);
    const { adapter, sent } = createTool();
    iadvize.use(vendors.hotjar());
    iadvize.use(adapter);
    fireRules(0, 5);
    leavePage();
    leavePage();
    expect(hj).toHaveBeenCalledTimes(5);
    expect(sent).toHaveLength(5);
    expect(errors.take()).toHaveLength(5);
  });
});

/** Ways in which a browser refuses storage. */
const storageFaults: [string, () => void][] = [
  [
    'blocked: its getter throws',
    () => {
      vi.spyOn(window, 'localStorage', 'get').mockImplementation(() => {
        throw new DOMException('denied', 'SecurityError');
      });
    },
  ],
  ['missing', () => void vi.spyOn(window, 'localStorage', 'get').mockReturnValue(undefined as never)],
  ...(['getItem', 'setItem', 'removeItem'] as const).map((method): [string, () => void] => [
    `full or locked: ${method} throws`,
    () => {
      vi.spyOn(Object.getPrototypeOf(localStorage) as Storage, method).mockImplementation(() => {
        throw new DOMException('full', 'QuotaExceededError');
      });
    },
  ]),
];

describe.each(storageFaults)('storage that is %s', (fault, breakStorage) => {
  it('costs no event, and no error', () => {
    breakStorage();
    const { adapter, types } = createTool();
    iadvize.use(adapter);
    for (let count = 0; count < 2; count += 1) shop.tag.call('onChatStarted', { conversationId: `f-${fault}` });
    shop.tag.call('onMessageSent', {});
    leavePage();
    expect(types()).toEqual(['chatStarted', 'messageSent']);
  });

  it('says what it does not keep, and loses nothing that a page before it kept', () => {
    createKept('faults', 'before').keep(['{"id":"0"}'], true);
    breakStorage();
    const kept = createKept('faults', 'now');
    const taken = kept.takeOver(true);
    const left = kept.keep([...taken, '{"id":"1"}', '{"id":"2"}'], true);
    vi.restoreAllMocks();
    expect([...createKept('faults', 'next').takeOver(true), ...left].sort()).toEqual(
      ['0', '1', '2'].map((id) => JSON.stringify({ id })),
    );
  });

  it('gives nothing of an earlier page that it would give again', () => {
    createKept('faults', 'before').keep(['{"id":"1"}'], true);
    breakStorage();
    const now = createKept('faults', 'now').takeOver(true);
    vi.restoreAllMocks();
    expect([...now, ...createKept('faults', 'next').takeOver(true)]).toEqual(['{"id":"1"}']);
  });
});

describe('what a page keeps', () => {
  it('is given once, to another that finds it ended, each page’s oldest first', () => {
    createKept('kept', 'a').keep(['{"id":1}'], true);
    createKept('kept', 'b').keep(['{"id":2}', '{"id":3}'], true);
    const next = createKept('kept', 'c');
    const lines = next.takeOver(true);
    expect(lines).toContain('{"id":1}');
    expect(lines.filter((line) => line !== '{"id":1}')).toEqual(['{"id":2}', '{"id":3}']);
    expect(next.takeOver(true)).toEqual([]);
    expect(localStorage).toHaveLength(0);
  });

  it('is its own while it shows that it lives, and another’s ten seconds later', () => {
    createKept('kept', 'a').keep(['{"id":1}']);
    const other = createKept('kept', 'b');
    expect(other.takeOver(true)).toEqual([]);
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 10_001);
    expect(other.takeOver(true)).toEqual(['{"id":1}']);
  });

  it('is what it kept last, and nothing once there is nothing to keep', () => {
    const page = createKept('kept', 'a');
    page.keep(['{"id":1}', '{"id":2}']);
    page.keep(['{"id":2}'], true);
    expect(createKept('kept', 'b').takeOver(true)).toEqual(['{"id":2}']);
    page.keep(['{"id":3}']);
    page.keep([]);
    expect(localStorage).toHaveLength(0);
  });

  it('is kept again where another page has taken it over from one that lives', () => {
    const page = createKept('kept', 'a');
    page.keep(['{"id":1}']);
    const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 10_001);
    const other = createKept('kept', 'b');
    expect(other.takeOver(true)).toEqual(['{"id":1}']);
    clock.mockRestore();
    page.keep(['{"id":1}'], true);
    expect(other.takeOver(true)).toEqual(['{"id":1}']);
  });

  it('is not what another page keeps, whatever pages come and go', () => {
    const pages = Array.from({ length: 20 }, (_, index) => createKept('kept', `page-${index}`));
    pages.forEach((page, index) => page.keep([`{"id":${index}}`]));
    pages.slice(0, 10).forEach((page) => page.keep([]));
    pages.slice(10).forEach((page, index) => page.keep([`{"id":${index + 10}}`], true));
    const lines = createKept('kept', 'next').takeOver(true);
    expect([...lines].sort()).toEqual(pages.slice(10).map((_, index) => `{"id":${index + 10}}`));
    expect(localStorage).toHaveLength(0);
  });

  it('is given without what another script has left among it, or in its place', () => {
    createKept('kept', 'a').keep(['{"id":1}'], true);
    const keys = Object.keys(localStorage);
    for (const value of ['{"id":1}\nhello', 'hello', '7', '["x"]', 'null']) {
      for (const key of keys) localStorage.setItem(key, value);
      createKept('kept', 'b').keep(['{"id":2}'], true);
      expect(createKept('kept', 'c').takeOver(true)).toContain('{"id":2}');
    }
  });

  it('is the latest, whole, where it is too much', () => {
    const events = Array.from({ length: 1200 }, (_, id) => JSON.stringify({ id, text: 'x'.repeat(1000) }));
    const left = createKept('kept', 'a').keep(events, true);
    const kept = createKept('kept', 'b').takeOver(true);
    expect(kept.length).toBeGreaterThan(900);
    expect([...left, ...kept]).toEqual(events);
  });

  it('is forgotten with what every other page kept, and nothing else', () => {
    localStorage.setItem('shop', '1');
    createKept('kept', 'a').keep(['{"id":1}']);
    createKept('kept', 'b').keep(['{"id":2}'], true);
    createKept('kept', 'a').forget();
    expect({ ...localStorage }).toEqual({ shop: '1' });
  });
});

describe('a consent', () => {
  const use = (consent: Consent) => {
    const onDropped = vi.fn<(count: number) => void>();
    const tool = createTool({ consent, onDropped });
    iadvize.use(tool.adapter);
    return { ...tool, dropped: () => onDropped.mock.calls.reduce((sum, [count]) => sum + count, 0) };
  };

  /** A promise of another library, which keeps none of the language's promises. */
  const thenable = (then: (resolve: (answer: ConsentAnswer) => void, reject: (error: unknown) => void) => void) =>
    ({ then }) as PromiseLike<ConsentAnswer>;
  const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

  it.each<[string, () => Consent]>([
    ['promise', () => new Promise<boolean>(() => {})],
    ['function', () => () => undefined],
    ['function, of a promise', () => () => new Promise<boolean>(() => {})],
    ['source', () => ({ subscribe() {} })],
  ])('that never answers, a %s, lets nothing go and drops nothing', async (_, consent) => {
    const { sent, dropped } = use(consent());
    fireRules(0, 10);
    await settled();
    leavePage();
    expect(sent).toEqual([]);
    expect(dropped()).toBe(0);
  });

  it('that answers twice counts its first answer where it is a promise', async () => {
    const { types, dropped } = use(
      thenable((resolve, reject) => {
        resolve(true);
        resolve(false);
        reject(new Error('third'));
      }),
    );
    shop.tag.fire('onChatDisplayed');
    await expect.poll(types).toEqual(['chatDisplayed']);
    expect(dropped()).toBe(0);
  });

  it('that answers twice at once counts its last answer where it is a source', () => {
    const { sent, dropped } = use({
      subscribe(update) {
        update(true);
        update(false);
      },
    });
    shop.tag.fire('onChatDisplayed');
    leavePage();
    expect(sent).toEqual([]);
    expect(dropped()).toBe(1);
  });

  it('that throws where a promise would reject is a refusal, and stops no other adapter', async () => {
    const failure = new Error('then');
    const { sent, dropped } = use(
      thenable(() => {
        throw failure;
      }),
    );
    const other = createTool();
    iadvize.use(other.adapter);
    shop.tag.fire('onChatDisplayed');
    await expect.poll(dropped).toBe(1);
    leavePage();
    expect(sent).toEqual([]);
    expect(other.types()).toEqual(['chatDisplayed']);
    expect(errors.take()).toEqual([failure]);
  });

  it('of a function whose promise rejects is a refusal', async () => {
    const failure = new Error('rejected');
    const { sent, dropped } = use(() => Promise.reject(failure));
    shop.tag.fire('onChatDisplayed');
    await expect.poll(dropped).toBe(1);
    expect(sent).toEqual([]);
    expect(errors.take()).toEqual([failure]);
  });

  it('of a source that throws after it has answered counts', () => {
    const { types } = use({
      subscribe(update) {
        update(true);
        throw new Error('late');
      },
    });
    shop.tag.fire('onChatDisplayed');
    leavePage();
    expect(types()).toEqual(['chatDisplayed']);
    expect(errors.take()).toHaveLength(1);
  });

  it('that is pending when the page is left stores nothing, and counts when the page comes back', () => {
    let update: (answer: ConsentAnswer) => void = () => {};
    const { types } = use({ subscribe: (to) => void (update = to) });
    shop.tag.fire('onChatStarted');
    shop.tag.fire('onChatEnded');
    leavePage();
    expect(types()).toEqual([]);
    expect(localStorage).toHaveLength(0);
    window.dispatchEvent(new Event('pageshow'));
    update(true);
    leavePage();
    expect(types()).toEqual(['chatStarted', 'chatEnded']);
  });
});

it('ten thousand events in a second reach each of three tools by themselves, all of them, in order', async () => {
  const tools = [createTool(), createTool(), createTool()];
  for (const { adapter } of tools) iadvize.use(adapter);
  for (let from = 0; from < 10_000; from += 1000) {
    fireRules(from, from + 1000);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  await expect.poll(() => tools.map(({ sent }) => sent.length), { timeout: 30_000 }).toEqual([10_000, 10_000, 10_000]);
  for (const { sent } of tools) expect(sent.map(({ parameters }) => parameters['rule_id'])).toEqual(range(0, 10_000));
});
