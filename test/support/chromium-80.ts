import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

const packed = 'node_modules/chrome-aws-lambda/bin';

/** Unpacks the Chromium 80 of the development dependencies, once a machine. @returns its folder. */
function unpack(): string {
  const folder = join(tmpdir(), 'iadvize-callbacks-chromium-80');
  if (existsSync(folder)) return folder;
  const fresh = mkdtempSync(`${folder}-`);
  const read = (name: string) => brotliDecompressSync(readFileSync(join(packed, name)));
  writeFileSync(join(fresh, 'chromium'), read('chromium.br'), { mode: 0o755 });
  for (const name of ['aws.tar', 'swiftshader.tar']) {
    execFileSync('tar', ['x', '-C', fresh], { input: read(`${name}.br`) });
  }
  // Its own names a folder of the machines that it was packed for.
  writeFileSync(join(fresh, 'fonts.conf'), `<fontconfig><dir>${join(folder, '.fonts')}</dir></fontconfig>`);
  try {
    renameSync(fresh, folder);
  } catch {
    // Another process was first.
    rmSync(fresh, { recursive: true });
  }
  return folder;
}

/** Opens a page in Chromium 80, which today's drivers no longer speak to. @returns what ends it. */
export function openInChromium80(address: string): () => Promise<void> {
  const folder = unpack();
  const profile = mkdtempSync(join(tmpdir(), 'chromium-80-profile-'));
  const home = join(profile, 'home');
  mkdirSync(home);
  const browser = spawn(
    join(folder, 'chromium'),
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--no-zygote',
      '--single-process',
      '--disable-dev-shm-usage',
    ].concat(['--remote-debugging-port=0', `--user-data-dir=${profile}`, address]),
    {
      stdio: 'ignore',
      env: { ...process.env, HOME: home, LD_LIBRARY_PATH: join(folder, 'lib'), FONTCONFIG_PATH: folder },
    },
  );
  const gone = new Promise<void>((resolve) => browser.once('close', () => resolve()));
  return async () => {
    browser.kill('SIGKILL');
    await gone;
    rmSync(profile, { recursive: true, force: true });
  };
}
