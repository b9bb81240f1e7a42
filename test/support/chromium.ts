import { existsSync } from 'node:fs';
import type { LaunchOptions } from 'playwright';

/** Where Chrome or Chromium is usually installed. */
const installed = [
  process.env['CHROME_PATH'],
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

async function packaged(): Promise<string> {
  // The package brings Chromium's shared libraries (NSS among them) for Amazon Linux, and unpacks them only there. A
  // machine with nothing but Node lacks them as well; they come behind the machine's own.
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs20.x';
  const { default: chromium } = await import('@sparticuz/chromium');
  return chromium.executablePath();
}

/** How Playwright starts the machine's Chrome or Chromium, or else the one in the development dependencies. */
export async function launchOptions(): Promise<LaunchOptions> {
  return {
    executablePath: installed.find((path) => path && existsSync(path)) ?? (await packaged()),
    // Inside a container, often as root, there is neither a sandbox nor a large /dev/shm.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking', '--font-render-hinting=none'],
  };
}
