import { afterAll, afterEach, beforeAll, inject } from 'vitest';
import { engines } from './engines';
import type { EngineName } from './engines';
import type { EngineBrowser } from './engines/engine';
import { Page } from './engines/page';

declare module 'vitest' {
  interface ProvidedContext {
    /** The engine that the end-to-end tests of a project run in. */
    engine: EngineName;
  }
}

/** A browser for a file's tests: of the project's engine, its pages closed after each test. */
export function useBrowser() {
  const name = inject('engine');
  let browser: EngineBrowser;
  let pages: Page[] = [];

  beforeAll(async () => {
    browser = await engines[name].launch();
  });

  afterEach(async () => {
    const open = pages;
    pages = [];
    for (const page of open) await page.close();
  });

  afterAll(() => browser?.close());

  return {
    engine: name,
    /** Opens an empty page that shares no storage with any other. */
    async open(): Promise<Page> {
      const page = new Page(await browser.open());
      pages.push(page);
      return page;
    },
  };
}
