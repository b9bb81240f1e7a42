import { defineBrowserProvider } from '@vitest/browser';
import type { BrowserProvider } from 'vitest/node';
import type { EngineName } from './index.ts';
import { engines } from './index.ts';
import type { EngineBrowser } from './engine.ts';

declare module 'vitest/node' {
  interface _BrowserNames {
    engines: EngineName;
  }
}

/** Opens the pages of Vitest's browser mode with the engines' own drivers. */
class EngineProvider implements BrowserProvider {
  readonly name = 'engines';
  readonly supportsParallelism = false;
  private browser: Promise<EngineBrowser> | undefined;

  constructor(private readonly engine: EngineName) {}

  getCommandsContext(): Record<string, unknown> {
    return {};
  }

  async openPage(_session: string, url: string): Promise<void> {
    this.browser ??= engines[this.engine].launch();
    const page = await (await this.browser).open();
    await page.goto(url);
  }

  async close(): Promise<void> {
    const browser = await this.browser;
    this.browser = undefined;
    await browser?.close();
  }
}

export function engineProvider(engine: EngineName) {
  return defineBrowserProvider({
    name: 'engines',
    supportedBrowser: Object.keys(engines),
    providerFactory: () => new EngineProvider(engine),
  });
}
