import { chromium } from 'playwright';
import type { Browser, Page, ViewportSize } from 'playwright';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { serve } from '../../demo/server/server.mjs';
import { launchOptions } from './chromium';

/** How long a condition may take on a slow machine, in milliseconds; nothing waits that long for a time to pass. */
const patience = 20_000;

/** What is to come: asked again until it is there. */
export const eventually = <Value>(read: () => Value | Promise<Value>) =>
  expect.poll(read, { timeout: patience, interval: 20 });

/**
 * The demo, served and opened in Chromium, a page of its own for each test. The page's clock stands still until the test lets
 * time pass, so that nothing happens in between that depends on how fast the machine is. A test fails whose page shows
 * something in red.
 */
export function useDemo() {
  let server: Awaited<ReturnType<typeof serve>>;
  let browser: Browser;
  let page: Page;
  /** What a browser's console would show in red, blocked scripts and styles among it. */
  let problems: string[] = [];

  beforeAll(async () => {
    server = await serve();
    browser = await chromium.launch(await launchOptions());
  });

  afterEach(async () => {
    await page.close();
    expect(problems).toEqual([]);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  /** Lets the page's time pass, in milliseconds. */
  const pass = async (milliseconds: number): Promise<void> => {
    try {
      await page.clock.runFor(milliseconds);
    } catch (error) {
      // Thrown by a timer of the page, which the clock hands over here instead of to the page's console.
      problems.push(String(error));
    }
  };

  /** Lets the page's time pass until something comes of it. */
  const passUntil = (read: () => Promise<boolean>) =>
    eventually(async () => {
      if (await read()) return true;
      await pass(200);
      return read();
    }).toBe(true);

  return {
    get page() {
      return page;
    },

    get url() {
      return server.url;
    },

    /** @param search the query string of the address, such as `?page=2` */
    visit: async (viewport: ViewportSize = { width: 1440, height: 900 }, search = ''): Promise<void> => {
      page = await browser.newPage({ viewport, reducedMotion: 'reduce' });
      problems = [];
      page.on('console', (message) => {
        if (message.type() === 'error') problems.push(message.text());
      });
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('response', (response) => {
        if (response.status() >= 400) problems.push(`${response.status()} ${response.url()}`);
      });
      // The browser knows when it is idle, whatever the page's clock says.
      await page.addInitScript(() => {
        const idle = requestIdleCallback;
        Reflect.set(window, 'whenIdle', (run: () => void) => idle(run));
      });
      await page.clock.install();
      await page.clock.pauseAt(Date.now() + 1000);
      await page.addInitScript(() => {
        Reflect.set(window, 'requestIdleCallback', Reflect.get(window, 'whenIdle'));
      });
      await page.goto(server.url + search);
    },

    /** Problems that the test expects, which no longer make it fail. */
    takeProblems: () => problems.splice(0),

    pass,
    passUntil,

    click: (name: string) => page.getByRole('button', { name, exact: true }).click(),

    /** What a part of the page says now. */
    textOf: (selector: string) => page.locator(selector).textContent(),

    /** Writes into a field, and sends it. */
    write: async (label: string, text: string): Promise<void> => {
      await page.getByLabel(label).fill(text);
      await page.keyboard.press('Enter');
    },

    /** Lets time pass until the chat shows that. */
    said: (text: string) => passUntil(() => page.locator('#messages').getByText(text).isVisible()),
  };
}
