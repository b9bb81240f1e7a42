import { setTimeout as pass } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { useBrowser } from '../../support/browser';
import type { Adapter, IAdvizeCallbacks } from '../../../src';
import { createShop } from '../../support/endpoint';
import type { Page } from '../../support/engines/page';

const browser = useBrowser();
let shop: Awaited<ReturnType<typeof createShop>>;
let page: Page;

beforeAll(async () => {
  shop = await createShop();
});

afterAll(() => shop?.close());

beforeEach(async () => {
  shop.reset('data-adapters="beacon" data-beacon-url="/events"');
  page = await browser.open();
  await page.goto(shop.url);
  await started();
});

/** The adapters are here, which the script tag loads on demand. */
const started = () => page.waitFor(`window[Symbol.for('iAdvizeCallbacks.adapters')]?.size`);

type Tag = { iAdvizeCallbacks: { onRuleStarted(rule: { id: number; label?: string }): void } };

type Library = {
  iAdvizeEvents: IAdvizeCallbacks & { load(name: 'adapters'): Promise<{ beacon(url: string): Adapter }> };
};

/** Has the tag report rules with these ids, all at once. */
const fire = (from: number, to: number) =>
  page.evaluate(
    ([first, last]) => {
      const { iAdvizeCallbacks } = window as unknown as Tag;
      for (let id = first; id < last; id += 1) iAdvizeCallbacks.onRuleStarted({ id, label: `Règle ${id}` });
    },
    [from, to] as const,
  );

const ids = (events = shop.received) => events.map(({ parameters }) => Number(parameters['rule_id']));
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);
const arrive = (expected: number[]) =>
  vi.waitFor(() => expect(ids()).toEqual(expected), { timeout: 20_000, interval: 50 });

const attempt = (number: number) =>
  vi.waitFor(() => expect(shop.batches.length).toBeGreaterThanOrEqual(number), { timeout: 20_000 });

/** Leaves the page, which may end later than the next one begins, and returns once what it keeps is in storage. */
const leave = async () => {
  await page.goto(`${shop.url}empty`);
  await page.waitFor(() => Object.keys(localStorage).some((key) => key.includes('kept:')));
};

/** Returns once the page knows that a request to the endpoint has ended. */
const failed = () =>
  page.waitFor(() =>
    performance.getEntriesByType('resource').some(({ name, duration }) => name.endsWith('/events') && duration),
  );

describe('beacon', () => {
  it('sends batches of JSON', async () => {
    const before = Date.now();
    await fire(0, 3);
    await arrive(range(0, 3));
    expect(shop.batches).toHaveLength(1);
    expect(shop.batches[0]?.type).toBe('application/json');
    const [event] = shop.received;
    expect(event).toEqual({
      id: expect.any(String),
      name: 'iadvize_rule_started',
      type: 'ruleStarted',
      timestamp: expect.any(Number),
      page: shop.url,
      parameters: { rule_id: '0', rule_label: 'Règle 0' },
    });
    expect(event?.timestamp).toBeGreaterThanOrEqual(before);
    expect(event?.timestamp).toBeLessThanOrEqual(Date.now());
  });

  it('cuts what is long into batches that may outlive the page, none of which the browser refuses', async () => {
    await page.evaluate(() => {
      const fetch = window.fetch.bind(window);
      const refused: unknown[] = [];
      Reflect.set(window, 'refused', refused);
      window.fetch = (...request) => {
        const answer = fetch(...request);
        answer.catch((error: unknown) => refused.push(error));
        return answer;
      };
    });
    await fire(0, 2000);
    await arrive(range(0, 2000));
    expect(await page.evaluate('refused.length')).toBe(0);
    expect(shop.batches.length).toBeGreaterThan(2);
    for (const { body } of shop.batches) expect(Buffer.byteLength(body)).toBeLessThan(32_768);
    expect(new Set(shop.received.map(({ id }) => id)).size).toBe(2000);
  });

  it.each([500, 429, 'close'] as const)('sends again what was answered with %s', async (behaviour) => {
    shop.behaviour = behaviour;
    await fire(0, 2);
    await attempt(1);
    await fire(2, 4);
    shop.behaviour = 204;
    await arrive(range(0, 4));
    expect(new Set(shop.received.map(({ id }) => id)).size).toBe(4);
  });

  it('sends again what was not answered', async () => {
    shop.behaviour = 'hang';
    await fire(0, 2);
    await attempt(1);
    shop.behaviour = 204;
    await arrive(range(0, 2));
    expect(shop.batches[1]?.body).toBe(shop.batches[0]?.body);
  });

  it('drops what the endpoint refuses, and goes on', async () => {
    shop.behaviour = 400;
    await fire(0, 2);
    await attempt(1);
    shop.behaviour = 204;
    await fire(2, 4);
    await arrive(range(2, 4));
  });

  it('waits while the browser is offline', async () => {
    await page.setOffline(true);
    await fire(0, 2);
    await pass(1500);
    expect(shop.batches).toEqual([]);
    await page.setOffline(false);
    await arrive(range(0, 2));
  });

  it('keeps a million characters, and holds on to the rest while the page lives', async () => {
    await page.setOffline(true);
    await fire(0, 8000);
    const kept = await page.evaluate(() => {
      Reflect.set(navigator, 'sendBeacon', undefined);
      dispatchEvent(new Event('pagehide'));
      return Object.values<string>(localStorage).join('').length;
    });
    expect(kept).toBeGreaterThan(900_000);
    expect(kept).toBeLessThan(1_010_000);
    await page.setOffline(false);
    await vi.waitFor(() => expect(new Set(ids()).size).toBe(8000), { timeout: 20_000 });
  });

  it('keeps for the next page what could not leave this one', async () => {
    shop.behaviour = 500;
    await fire(0, 2);
    // Only who knows that the first one failed makes a second.
    await attempt(2);
    await leave();
    shop.behaviour = 204;
    await page.goto(shop.url);
    await fire(2, 3);
    await arrive(range(0, 3));
  });

  it.each(['is sending', 'waits to send again'])(
    'keeps what one that is removed while it %s could not send before the page was left',
    async (moment) => {
      shop.reset('');
      await page.goto(shop.url);
      shop.behaviour = moment === 'is sending' ? 'hang' : 500;
      await page.evaluate(async () => {
        const { iAdvizeEvents } = window as unknown as Library;
        const adapters = await iAdvizeEvents.load('adapters');
        Object.assign(window, { stop: iAdvizeEvents.use(adapters.beacon('/events')) });
      });
      await fire(0, 2);
      await attempt(1);
      if (moment !== 'is sending') await failed();
      await page.evaluate('stop()');
      shop.behaviour = 'close';
      shop.release();
      await leave();
      shop.reset('data-adapters="beacon" data-beacon-url="/events"');
      await page.goto(shop.url);
      await arrive(range(0, 2));
    },
  );

  it('sends what is left when the page is left', async () => {
    await fire(0, 200);
    await page.goto('about:blank');
    // The browser is given two batches at once, and sends them in the order that it likes.
    await vi.waitFor(() => expect(ids().sort((a, b) => a - b)).toEqual(range(0, 200)), { timeout: 20_000 });
  });

  it('keeps everything for the next page where the browser has no sendBeacon', async () => {
    await page.evaluate(() => Reflect.deleteProperty(Navigator.prototype, 'sendBeacon'));
    await fire(0, 200);
    await page.goto(shop.url);
    await arrive(range(0, 200));
  });

  it('loses none of 1,000 events before an immediate navigation, and none counts twice', async () => {
    // With everything in one file: what a page has fired that is left before the adapters are there, is lost with it.
    shop.reset('data-adapters="beacon" data-beacon-url="/events"', undefined, 'iadvize-callbacks.all.global.js');
    await page.goto(shop.url);
    for (let round = 0; round < 5; round += 1) {
      const from = round * 1000;
      const url = `${shop.url}?${round}`;
      await page.leave(
        url,
        ([first, url]) => {
          const { iAdvizeCallbacks } = window as unknown as Tag;
          for (let id = first; id < first + 1000; id += 1) iAdvizeCallbacks.onRuleStarted({ id });
          location.href = url;
        },
        [from, url] as const,
      );
    }
    // An attempt that the navigation cut short may have arrived, and is made again: the same events, by the same ids.
    const counted = () => [...new Map(shop.received.map((event) => [event.id, event])).values()];
    await vi.waitFor(() => expect(counted()).toHaveLength(5000), { timeout: 20_000 });
    expect(ids(counted()).sort((a, b) => a - b)).toEqual(range(0, 5000));
  });
});
