import { afterEach, describe, expect, it, vi } from 'vitest';
import { createKept } from '../../../src/adapters/beacon/kept';
import { createTool, leavePage, usePage } from '../../support/analytics';
import { collectErrors } from '../../support/errors';

collectErrors();
const shop = usePage();
const { iadvize } = shop;

afterEach(() => {
  vi.restoreAllMocks();
  for (const name of ['hj', '_paq', 'pa', 'analytics']) Reflect.deleteProperty(window, name);
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
    createKept('faults', 'before').keep(['{"id":"0"}'], 'ended');
    breakStorage();
    const kept = createKept('faults', 'now');
    const taken = kept.takeOver(true);
    const left = kept.keep([...taken, '{"id":"1"}', '{"id":"2"}'], 'ended');
    vi.restoreAllMocks();
    expect([...createKept('faults', 'next').takeOver(true), ...left].sort()).toEqual(
      ['0', '1', '2'].map((id) => JSON.stringify({ id })),
    );
  });

  it('gives nothing of an earlier page that it would give again', () => {
    createKept('faults', 'before').keep(['{"id":"1"}'], 'ended');
    breakStorage();
    const now = createKept('faults', 'now').takeOver(true);
    vi.restoreAllMocks();
    expect([...now, ...createKept('faults', 'next').takeOver(true)]).toEqual(['{"id":"1"}']);
  });
});

describe('what a page keeps', () => {
  it('is given once, to another that finds it ended, each page’s oldest first', () => {
    createKept('kept', 'a').keep(['{"id":1}'], 'ended');
    createKept('kept', 'b').keep(['{"id":2}', '{"id":3}'], 'ended');
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

  it('is its own where the clock was put back while it lives', () => {
    const now = Date.now();
    const page = createKept('kept', 'a');
    page.keep(['{"id":1}']);
    vi.spyOn(Date, 'now').mockReturnValue(now - 3_600_000);
    page.keep(['{"id":1}']);
    expect(createKept('kept', 'b').takeOver(true)).toEqual([]);
  });

  it('is what it kept last, and nothing once there is nothing to keep', () => {
    const page = createKept('kept', 'a');
    page.keep(['{"id":1}', '{"id":2}']);
    page.keep(['{"id":2}'], 'ended');
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
    page.keep(['{"id":1}'], 'ended');
    expect(other.takeOver(true)).toEqual(['{"id":1}']);
  });

  it('is not what another page keeps, whatever pages come and go', () => {
    const pages = Array.from({ length: 20 }, (_, index) => createKept('kept', `page-${index}`));
    pages.forEach((page, index) => page.keep([`{"id":${index}}`]));
    pages.slice(0, 10).forEach((page) => page.keep([]));
    pages.slice(10).forEach((page, index) => page.keep([`{"id":${index + 10}}`], 'ended'));
    const lines = createKept('kept', 'next').takeOver(true);
    expect([...lines].sort()).toEqual(pages.slice(10).map((_, index) => `{"id":${index + 10}}`));
    expect(localStorage).toHaveLength(0);
  });

  it('is given without what another script has left among it, or in its place', () => {
    createKept('kept', 'a').keep(['{"id":1}'], 'ended');
    const keys = Object.keys(localStorage);
    for (const value of ['{"id":1}\nhello', 'hello', '7', '["x"]', 'null']) {
      for (const key of keys) localStorage.setItem(key, value);
      createKept('kept', 'b').keep(['{"id":2}'], 'ended');
      expect(createKept('kept', 'c').takeOver(true)).toContain('{"id":2}');
    }
  });

  it('is the latest, whole, where it is too much', () => {
    const events = Array.from({ length: 1200 }, (_, id) => JSON.stringify({ id, text: 'x'.repeat(1000) }));
    const left = createKept('kept', 'a').keep(events, 'ended');
    const kept = createKept('kept', 'b').takeOver(true);
    expect(kept.length).toBeGreaterThan(900);
    expect([...left, ...kept]).toEqual(events);
  });

  it('is forgotten with what every other page kept, and nothing else', () => {
    localStorage.setItem('shop', '1');
    createKept('kept', 'a').keep(['{"id":1}']);
    createKept('kept', 'b').keep(['{"id":2}'], 'ended');
    createKept('kept', 'a').forget();
    expect({ ...localStorage }).toEqual({ shop: '1' });
  });
});
