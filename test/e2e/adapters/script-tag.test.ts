import { setTimeout as pass } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { useBrowser } from '../../support/browser';
import { builds } from '../../support/builds';
import { createShop } from '../../support/endpoint';
import type { Page } from '../../support/engines/page';
import type { ScriptTag } from '../../../src/script-tag/window';

const browser = useBrowser();
let shop: Awaited<ReturnType<typeof createShop>>;
let page: Page;

beforeAll(async () => {
  shop = await createShop();
});

afterAll(() => shop?.close());

beforeEach(async () => {
  page = await browser.open();
});

type Callbacks = { iAdvizeCallbacks: Record<string, (argument?: object) => void> };

/** What `consentPlatform` puts on the page. */
type Platform = { answer(granted: boolean): void; asked(): boolean };

const fire = (callback: string, argument?: object) =>
  page.evaluate(([name, passed]) => (window as unknown as Callbacks).iAdvizeCallbacks[name]?.(passed), [
    callback,
    argument,
  ] as const);

const types = () => shop.received.map(({ type }) => type);
const arrive = (expected: string[]) => vi.waitFor(() => expect(types()).toEqual(expected), { timeout: 20_000 });

/** A consent platform of the TCF v2 whose visitor answers by `answer(true)` or `answer(false)`. */
const consentPlatform = () => {
  type Listener = (data: object, success: boolean) => void;
  const listeners: Listener[] = [];
  const data = (eventStatus: string, granted: boolean) => ({
    gdprApplies: true,
    eventStatus,
    listenerId: 1,
    purpose: { consents: { 1: granted, 8: granted, 9: granted } },
  });
  Object.assign(window, {
    asked: () => listeners.length > 0,
    __tcfapi: (command: string, _version: number, callback: Listener) => {
      if (command !== 'addEventListener') return;
      listeners.push(callback);
      callback(data('cmpuishown', false), true);
    },
    answer: (granted: boolean) => listeners.forEach((listener) => listener(data('useractioncomplete', granted), true)),
  });
};

const answer = (granted: boolean) => page.evaluate((given) => (window as unknown as Platform).answer(given), granted);

describe.each(builds)('%s with no code', (build) => {
  it('sends after consent what fired before it, and nothing after its withdrawal', async () => {
    shop.reset('data-adapters="beacon domEvent" data-beacon-url="/events" data-consent="tcf"', consentPlatform, build);
    await page.goto(shop.url);
    await fire('onChatStarted', { id: 1 });
    await fire('onMessageSent', { msg: 'private words' });
    const firedBefore = Date.now();
    await pass(1500);
    await page.evaluate(async () => {
      dispatchEvent(new Event('pagehide'));
      // After what that would have sent.
      await fetch('/events', { method: 'POST', body: '{"events":[]}' });
    });
    expect(shop.batches.map(({ body }) => body)).toEqual(['{"events":[]}']);
    await answer(true);
    await arrive(['chatStarted', 'messageSent']);
    for (const { timestamp } of shop.received) expect(timestamp).toBeLessThanOrEqual(firedBefore);
    expect(shop.batches.map(({ body }) => body).join()).not.toContain('private words');

    // Withdrawn between the event and its batch.
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const platform = window as unknown as Platform & Callbacks;
          addEventListener('iadvize_chat_ended', () => {
            platform.answer(false);
            resolve();
          });
          platform.iAdvizeCallbacks['onChatEnded']?.({ id: 1 });
        }),
    );
    await fire('onSatisfactionDisplayed');
    await page.evaluate(() =>
      addEventListener('pagehide', () => navigator.sendBeacon('/events', '{"events":[{"type":"last"}]}')),
    );
    await page.goto('about:blank');
    await arrive(['chatStarted', 'messageSent', 'last']);
  });

  it('sends at once what a consent from before allows', async () => {
    shop.reset(
      'data-adapters="beacon" data-beacon-url="/events" data-consent="tcf"',
      () => {
        const consents = { 1: true, 8: true, 9: true };
        const data = { gdprApplies: true, eventStatus: 'tcloaded', listenerId: 1, purpose: { consents } };
        const api = (_command: string, _version: number, callback: (given: object, success: boolean) => void) =>
          callback(data, true);
        Object.assign(window, { __tcfapi: api });
      },
      build,
    );
    await page.goto(shop.url);
    await fire('onChatDisplayed');
    await arrive(['chatDisplayed']);
    expect(await page.errors()).toEqual([]);
  });

  it('waits for a consent platform that comes late', async () => {
    shop.reset('data-adapters="beacon" data-beacon-url="/events" data-consent="tcf"', undefined, build);
    await page.goto(shop.url);
    await fire('onChatDisplayed');
    await page.evaluate(consentPlatform);
    await page.waitFor(() => (window as unknown as Platform).asked());
    await answer(true);
    await arrive(['chatDisplayed']);
  });

  it('sends the events and the fields that its attributes name', async () => {
    const attributes = 'data-adapters="beacon" data-beacon-url="/events" data-events="messageSent chatEnded"';
    shop.reset(`${attributes} data-include="msg page"`, undefined, build);
    await page.goto(`${shop.url}?from=mail`);
    await fire('onChatStarted', { id: 1 });
    await fire('onMessageSent', { msg: 'private words' });
    await fire('onChatEnded', { id: 1 });
    await arrive(['messageSent', 'chatEnded']);
    expect(shop.received[0]).toMatchObject({
      page: `${shop.url}?from=mail`,
      parameters: { message_msg: 'private words' },
    });
  });

  it('sends who was writing when where its attributes name all events', async () => {
    shop.reset('data-adapters="beacon" data-beacon-url="/events" data-events="all"', undefined, build);
    await page.goto(shop.url);
    await fire('onVisitorWriting');
    await arrive(['visitorWriting']);
  });

  it('sends no more than the part of conversations that its attributes name', async () => {
    const attributes = 'data-adapters="beacon domEvent" data-beacon-url="/events" data-sampling="0"';
    shop.reset(attributes, undefined, build);
    await page.goto(shop.url);
    await fire('onChatDisplayed');
    await page.evaluate(() => navigator.sendBeacon('/events', '{"events":[{"type":"last"}]}'));
    await page.goto('about:blank');
    await arrive(['last']);
  });

  it('follows a consent platform with options of its own', async () => {
    /** Didomi, whose visitor answers by `answer`. */
    const didomi = () => {
      let answered = false;
      let enabled = false;
      const listeners: (() => void)[] = [];
      const sdk = {
        shouldUserStatusBeCollected: () => !answered,
        getCurrentUserStatus: () => ({
          vendors: { 'c:iadvize-1': { enabled }, 'c:other-2': { enabled: !enabled } },
          purposes: { measure: { enabled } },
        }),
        on: (_: string, listener: () => void) => listeners.push(listener),
      };
      Object.assign(window, {
        asked: () => listeners.length > 0,
        didomiOnReady: { push: (run: (ready: typeof sdk) => void) => run(sdk) },
        answer: (granted: boolean) => {
          answered = true;
          enabled = granted;
          listeners.forEach((listener) => listener());
        },
      });
    };
    const consent = 'data-consent="didomi" data-consent-vendor="iadvize-1" data-consent-purposes="measure"';
    shop.reset(`data-adapters="beacon" data-beacon-url="/events" ${consent}`, didomi, build);
    await page.goto(shop.url);
    await fire('onChatDisplayed');
    await page.waitFor(() => (window as unknown as Platform).asked());
    await page.evaluate(() => fetch('/events', { method: 'POST', body: '{"events":[{"type":"asked"}]}' }));
    expect(types()).toEqual(['asked']);
    await answer(true);
    await arrive(['asked', 'chatDisplayed']);
    expect(await page.errors()).toEqual([]);
  });

  it('says what it does not know', async () => {
    shop.reset('data-adapters="g4 beacon" data-beacon-url="/events"', undefined, build);
    await page.goto(shop.url);
    await fire('onChatDisplayed');
    await arrive(['chatDisplayed']);
    const messages = await page.errors();
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(/^data-adapters: no "g4", only .*beacon/);
  });

  it('doubles nothing when it is on the page twice', async () => {
    shop.reset('data-adapters="beacon" data-beacon-url="/events"', undefined, build);
    await page.goto(shop.url);
    await page.evaluate(async (src) => {
      const script = document.createElement('script');
      script.src = String(src);
      Object.assign(script.dataset, { adapters: 'beacon', beaconUrl: '/events' });
      await new Promise((resolve) => {
        script.onload = resolve;
        document.head.append(script);
      });
    }, `/${build}`);
    await fire('onChatDisplayed');
    await arrive(['chatDisplayed']);
    await pass(1500);
    expect(types()).toEqual(['chatDisplayed']);
  });

  it('gives the adapters to code', async () => {
    shop.reset('', undefined, build);
    await page.goto(shop.url);
    const names = await page.evaluate(async () => {
      const { iAdvizeEvents } = window as unknown as { iAdvizeEvents: ScriptTag };
      return Object.keys({ ...(await iAdvizeEvents.load('adapters')), ...(await iAdvizeEvents.load('consents')) });
    });
    expect(names).toEqual(
      expect.arrayContaining(['beacon', 'createAdapter', 'domEvent', 'iadvizeConsent', 'tcfConsent']),
    );
  });
});

it('has the adapters at once where everything is in one file', async () => {
  shop.reset('', undefined, 'iadvize-callbacks.all.global.js');
  await page.goto(shop.url);
  const names = await page.evaluate(() =>
    Object.keys((window as unknown as { iAdvizeEvents: { adapters: object } }).iAdvizeEvents.adapters),
  );
  expect(names).toEqual(
    expect.arrayContaining(['beacon', 'createAdapter', 'domEvent', 'iadvizeConsent', 'tcfConsent']),
  );
});
