import puppeteer from 'puppeteer-core';
import type { KeyInput, LaunchOptions } from 'puppeteer-core';
import type { EngineBrowser } from './engine.ts';

/** Drives Chromium by its DevTools protocol, and Firefox by WebDriver BiDi. */
export async function launch(options: LaunchOptions): Promise<EngineBrowser> {
  const browser = await puppeteer.launch({ headless: true, ...options });
  return {
    async open() {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      return {
        async goto(url) {
          await page.goto(url, { waitUntil: 'load' });
        },
        async run(expression, frames) {
          let frame = page.mainFrame();
          for (const address of frames) {
            const element = await frame.$(`iframe[src^="${address}"]`);
            if (!element) throw new Error(`No frame ${address}`);
            frame = await element.contentFrame();
          }
          return String(await frame.evaluate(expression));
        },
        click: (selector) => page.click(selector),
        async press(key, shift) {
          if (shift) await page.keyboard.down('Shift');
          await page.keyboard.press(key as KeyInput);
          if (shift) await page.keyboard.up('Shift');
        },
        async drag([from = [0, 0], ...others]) {
          await page.mouse.move(...from);
          await page.mouse.down();
          for (const point of others) await page.mouse.move(...point);
          await page.mouse.up();
        },
        resize: (width, height) => page.setViewport({ width, height }),
        setOffline: (offline) => page.setOfflineMode(offline),
        close: () => context.close(),
      };
    },
    close: () => browser.close(),
  };
}
