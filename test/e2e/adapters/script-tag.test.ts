import { chromium } from 'playwright';
import type { Browser, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { launchOptions } from '../../support/chromium';
import { createShop } from '../../support/endpoint';

let browser: Browser;
let shop: Awaited<ReturnType<typeof createShop>>;
let page: Page;
let messages: string[];

beforeAll(async () => {
  browser = await chromium.launch(await launchOptions());
  shop = await createShop();
});

afterAll(async () => {
  await browser.close();
  await shop.close();
});

beforeEach(async () => {
  page = await browser.newPage();
  messages = [];
  page.on('pageerror', ({ message }) => messages.push(message));
});

afterEach(() => page.close());

type Callbacks = { iAdvizeCallbacks: Record<string, (argument?: object) => void> };

const fire = (callback: string, argument?: object) =>
  page.evaluate(([name, passed]) => (window as unknown as Callbacks).iAdvizeCallbacks[name]?.(passed), [
    callback,
    argument,
  ] as const);

const types = () => shop.received.map(({ type }) => type);
const arrive = (expected: string[]) => vi.waitFor(() => expect(types()).toEqual(expected), { timeout: 5000 });

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
    __tcfapi: (command: string, _version: number, callback: Listener) => {
      if (command !== 'addEventListener') return;
      listeners.push(callback);
      callback(data('cmpuishown', false), true);
    },
    answer: (granted: boolean) => listeners.forEach((listener) => listener(data('useractioncomplete', granted), true)),
  });
};

const answer = (granted: boolean) =>
  page.evaluate((given) => (window as unknown as { answer(granted: boolean): void }).answer(given), granted);

describe('the script tag with no code', () => {
  it('sends after consent what fired before it, and nothing after its withdrawal', async () => {
    shop.reset('data-adapters="beacon domEvent" data-beacon-url="/events" data-consent="tcf"');
    await page.addInitScript(consentPlatform);
    await page.goto(shop.url);
    await fire('onChatStarted', { id: 1 });
    await fire('onMessageSent', { msg: 'private words' });
    const firedBefore = Date.now();
    await page.waitForTimeout(1500);
    await page.evaluate(() => dispatchEvent(new Event('pagehide')));
    expect(shop.batches).toEqual([]);
    await answer(true);
    await arrive(['chatStarted', 'messageSent']);
    for (const { timestamp } of shop.received) expect(timestamp).toBeLessThanOrEqual(firedBefore);
    expect(shop.batches.map(({ body }) => body).join()).not.toContain('private words');

    // Withdrawn between the event and its batch.
    await fire('onChatEnded', { id: 1 });
    await page.waitForTimeout(300);
    await answer(false);
    await fire('onSatisfactionDisplayed');
    await page.goto('about:blank');
    await page.waitForTimeout(500);
    expect(types()).toEqual(['chatStarted', 'messageSent']);
  });

  it('sends at once what a consent from before allows', async () => {
    shop.reset('data-adapters="beacon" data-beacon-url="/events" data-consent="tcf"');
    await page.addInitScript(() => {
      const consents = { 1: true, 8: true, 9: true };
      const data = { gdprApplies: true, eventStatus: 'tcloaded', listenerId: 1, purpose: { consents } };
      const api = (_command: string, _version: number, callback: (given: object, success: boolean) => void) =>
        callback(data, true);
      Object.assign(window, { __tcfapi: api });
    });
    await page.goto(shop.url);
    await fire('onChatDisplayed');
    await arrive(['chatDisplayed']);
    expect(messages).toEqual([]);
  });

  it('waits for a consent platform that comes late', async () => {
    shop.reset('data-adapters="beacon" data-beacon-url="/events" data-consent="tcf"');
    await page.goto(shop.url);
    await fire('onChatDisplayed');
    await page.evaluate(consentPlatform);
    // Until it has been found there is nobody to tell.
    await page.waitForTimeout(700);
    await answer(true);
    await arrive(['chatDisplayed']);
  });

  it('says what it does not know', async () => {
    shop.reset('data-adapters="g4 beacon" data-beacon-url="/events"');
    await page.goto(shop.url);
    await fire('onChatDisplayed');
    await arrive(['chatDisplayed']);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(/^data-adapters: no "g4", only .*beacon/);
  });

  it('doubles nothing when it is on the page twice', async () => {
    shop.reset('data-adapters="beacon" data-beacon-url="/events"');
    await page.goto(shop.url);
    await page.evaluate(async () => {
      const script = document.createElement('script');
      script.src = '/library.js';
      Object.assign(script.dataset, { adapters: 'beacon', beaconUrl: '/events' });
      await new Promise((resolve) => {
        script.onload = resolve;
        document.head.append(script);
      });
    });
    await fire('onChatDisplayed');
    await arrive(['chatDisplayed']);
    await page.waitForTimeout(1500);
    expect(types()).toEqual(['chatDisplayed']);
  });

  it('puts the adapters on the page', async () => {
    shop.reset('');
    await page.goto(shop.url);
    const names = await page.evaluate(() =>
      Object.keys((window as unknown as { iAdvizeEvents: { adapters: object } }).iAdvizeEvents.adapters),
    );
    expect(names).toEqual(
      expect.arrayContaining(['beacon', 'createAdapter', 'domEvent', 'iadvizeConsent', 'tcfConsent']),
    );
  });
});
