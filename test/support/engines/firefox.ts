import { existsSync } from 'node:fs';
import type { Engine } from './engine.ts';
import { launch } from './puppeteer.ts';

/** Where Firefox is usually installed. */
export const firefoxPath = [
  process.env['FIREFOX_PATH'],
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
].find((path) => path && existsSync(path));

export const firefox: Engine = {
  name: 'firefox',
  install: 'apt-get install firefox-esr',
  isInstalled: () => firefoxPath !== undefined,
  launch: () => launch({ browser: 'firefox', executablePath: firefoxPath ?? '' }),
};
