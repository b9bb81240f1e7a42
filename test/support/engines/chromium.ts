import { launchOptions } from '../chromium.ts';
import type { Engine } from './engine.ts';
import { launch } from './puppeteer.ts';

export const chromium: Engine = {
  name: 'chromium',
  install: 'apt-get install chromium',
  // If not on the machine, then among the development dependencies.
  isInstalled: () => true,
  async launch() {
    const { executablePath = '', args = [] } = await launchOptions();
    return launch({ executablePath, args });
  },
};
