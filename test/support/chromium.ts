import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What Playwright and Puppeteer start Chromium with. */
export interface LaunchOptions {
  readonly executablePath: string;
  readonly args: string[];
  readonly env: Record<string, string>;
}

/** Whether the Chromium of the development dependencies, which is of one kind, runs here. */
const runsPackaged = process.platform === 'linux' && process.arch === 'x64';

/** Where Chrome or Chromium is usually installed. */
const usual: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['Google Chrome', 'Chromium'].flatMap((name) =>
    ['/Applications', join(process.env['HOME'] ?? '', 'Applications')].map((folder) =>
      join(folder, `${name}.app`, 'Contents/MacOS', name),
    ),
  ),
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((folder) =>
    ['Google\\Chrome', 'Chromium'].map((name) => join(process.env[folder] ?? '', name, 'Application\\chrome.exe')),
  ),
  linux: ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser'].map((name) => `/usr/bin/${name}`),
};

/** The browser that `CHROME_PATH` names, or the machine's where the packaged one does not run. */
const installed = process.env['CHROME_PATH'] || (runsPackaged ? undefined : usual[process.platform]?.find(existsSync));

export const hasChromium = installed !== undefined || runsPackaged;

const run = promisify(execFile);
const packageName = '@sparticuz/chromium';

/** Its fonts, in place of those that it looks for in folders of Amazon's: without any, it crashes where it draws text. */
const fontsConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

/** Unpacks the packaged Chromium, once per version of it. @returns its folder. */
async function unpack(): Promise<string> {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { devDependencies: Record<string, string> };
  const cache = 'node_modules/.cache';
  const folder = join(process.cwd(), cache, `chromium-${manifest.devDependencies[packageName]}`);
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  // It unpacks into the folder for temporary files. Whole or not at all: one that is interrupted is begun again.
  const begun = await mkdtemp(join(process.cwd(), cache, 'chromium-'));
  const script = `import chromium from '${packageName}'; await chromium.executablePath();`;
  // Only for Amazon Linux does it unpack the shared libraries that a machine with nothing but Node lacks, NSS among them.
  const env = { ...process.env, TMPDIR: begun, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' };
  await run(process.execPath, ['--input-type=module', '--eval', script], { env });
  await writeFile(join(begun, 'fonts', 'fonts.conf'), fontsConfiguration);
  try {
    await rename(begun, folder);
  } catch (error) {
    await rm(begun, { recursive: true });
    // Another process was faster.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/**
 * How Chromium is started: on Linux x64 the one in the development dependencies, elsewhere the machine's, or else the one
 * that `CHROME_PATH` names.
 */
export async function launchOptions(): Promise<LaunchOptions> {
  // Inside a container, often as root, there is neither a sandbox nor a large /dev/shm.
  const args = [
    '--no-sandbox',
    '--disable-dev-shm-usage',
    '--disable-background-networking',
    '--font-render-hinting=none',
  ];
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] = value;
  if (installed !== undefined) return { executablePath: installed, args, env };
  if (!runsPackaged) throw new Error('There is no Chrome here: install Google Chrome, or name it in CHROME_PATH');
  const folder = await unpack();
  const libraries = join(folder, 'al2023', 'lib');
  env['LD_LIBRARY_PATH'] = env['LD_LIBRARY_PATH'] ? `${env['LD_LIBRARY_PATH']}:${libraries}` : libraries;
  env['FONTCONFIG_PATH'] ??= join(folder, 'fonts');
  return { executablePath: join(folder, 'chromium'), args, env };
}
