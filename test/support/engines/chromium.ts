import { hasChromium, launchOptions } from '../chromium.ts';
import type { Engine } from './engine.ts';
import { launch } from './puppeteer.ts';

export const chromium: Engine = {
  name: 'chromium',
  install: 'apt-get install chromium, or Google Chrome’s own installer',
  isInstalled: () => hasChromium,
  launch: async () => launch(await launchOptions()),
};
