import { afterAll, beforeAll, inject } from 'vitest';
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

/** A browser for a file's tests, of the project's engine, with one page at a time. */
export function useBrowser() {
  const engine = inject('engine');
  let browser: EngineBrowser;
  let page: Page | undefined;

  beforeAll(async () => {
    browser = await engines[engine].launch();
  });

  afterAll(async () => {
    await page?.close();
    await browser?.close();
  });

  const open = async (): Promise<Page> => {
    await page?.close();
    page = undefined;
    return (page = new Page(await browser.open()));
  };

  return {
    engine,
    /** Opens an empty page with empty storage, in place of the one before. */
    open,
    /** The page that is open, with the storage that earlier tests have left. */
    page: async () => page ?? open(),
  };
}
