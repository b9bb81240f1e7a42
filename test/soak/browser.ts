import puppeteer from 'puppeteer-core';
import type { Browser } from 'puppeteer-core';
import { launchOptions } from '../support/chromium';
import { firefoxPath } from '../support/engines/firefox';

export const engines = ['chromium', 'firefox'] as const;
export type Engine = (typeof engines)[number];

/** A tab that is not in front is as awake as the one that is: each is some visitor's only one. */
const awake = {
  'dom.min_background_timeout_value': 4,
  'dom.timeout.enable_budget_timer_throttling': false,
  'dom.ipc.processPriorityManager.enabled': false,
};

export async function startBrowser(engine: Engine): Promise<Browser> {
  const common = { headless: true, protocolTimeout: 600_000 };
  if (engine === 'chromium') return puppeteer.launch({ ...common, ...(await launchOptions()) });
  if (!firefoxPath)
    throw new Error('There is no Firefox here: apt-get install firefox-esr, or name it in FIREFOX_PATH');
  return puppeteer.launch({ ...common, browser: 'firefox', executablePath: firefoxPath, extraPrefsFirefox: awake });
}
