import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as pass } from 'node:timers/promises';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { Builder, By, Capabilities, Key, Origin } from 'selenium-webdriver';
import type { WebDriver } from 'selenium-webdriver';
import { answerLimit } from './engine.ts';
import type { Engine, EngineBrowser, EnginePage, Point } from './engine.ts';

const driverPath = '/usr/bin/WebKitWebDriver';
const screenPath = '/usr/bin/Xvfb';

const list = (folder: string) => (existsSync(folder) ? readdirSync(folder) : []).map((name) => join(folder, name));

/** WebKitGTK's own small browser: `/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser`, or the like. */
const browserPath = list('/usr/lib')
  .flatMap((folder) => (folder.endsWith('-linux-gnu') ? list(folder) : []))
  .filter((folder) => /\/webkit2?gtk-[\d.]+$/.test(folder))
  .map((folder) => join(folder, 'MiniBrowser'))
  .find(existsSync);

const capabilities = new Capabilities({
  browserName: 'MiniBrowser',
  'webkitgtk:browserOptions': { binary: browserPath, args: ['--automation'] },
});

/** The driver's names of keys. */
const keys = new Map(
  Object.entries({
    ArrowDown: Key.ARROW_DOWN,
    ArrowLeft: Key.ARROW_LEFT,
    ArrowRight: Key.ARROW_RIGHT,
    ArrowUp: Key.ARROW_UP,
    End: Key.END,
    Enter: Key.ENTER,
    Escape: Key.ESCAPE,
    Home: Key.HOME,
    Tab: Key.TAB,
  }),
);

/** Starts a program that ends with us, however we end, and everything that it starts. */
function start(path: string, args: string[], env: NodeJS.ProcessEnv = process.env) {
  const program: ChildProcess = spawn(path, args, { env, detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  const kill = () => {
    try {
      if (program.pid) process.kill(-program.pid);
    } catch {
      // It has ended.
    }
  };
  const exit = () => process.exit(1);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  process.on('exit', kill);
  for (const signal of signals) process.on(signal, exit);
  const end = () => {
    process.off('exit', kill);
    for (const signal of signals) process.off(signal, exit);
    kill();
  };
  return { program, end };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function answers(url: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await fetch(url);
      return;
    } catch (error) {
      if (attempt === 500) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** For how long a browser may take to start, in milliseconds, and how often it is tried: now and then one hangs. */
const [startLimit, attempts] = [15_000, 3];

async function createSession(server: string): Promise<WebDriver> {
  const session = new Builder()
    .disableEnvironmentOverrides()
    .usingServer(server)
    .withCapabilities(capabilities)
    .build();
  let timer;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('WebKit does not start')), startLimit);
  });
  try {
    return await Promise.race([session, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A page is a session, with storage of its own, and ends with a driver of its own: a session that hangs holds up no other. */
async function createPage(display: string): Promise<EnginePage> {
  const port = await freePort();
  const program = start(driverPath, ['--host=127.0.0.1', `--port=${port}`], {
    ...process.env,
    DISPLAY: display,
  });
  let driver: WebDriver;
  try {
    await answers(`http://127.0.0.1:${port}/status`);
    driver = await createSession(`http://127.0.0.1:${port}`);
  } catch (error) {
    program.end();
    throw error;
  }
  /** Where scripts run is a state of the driver's: one after the other, but for what may be lost. */
  let last: Promise<unknown> = Promise.resolve();
  const next = <Result>(run: () => Promise<Result>): Promise<Result> => {
    const result = last.then(run);
    last = Promise.race([result.catch(() => {}), pass(answerLimit, undefined, { ref: false })]);
    return result;
  };

  return {
    goto: (url) => next(() => driver.get(url)),
    run: (expression, frames) =>
      next(async () => {
        for (const address of frames) {
          await driver.switchTo().frame(driver.findElement(By.css(`iframe[src^="${address}"]`)));
        }
        try {
          const script = `const done = arguments[0]; ${expression}.then((text) => done({ text }), (error) => done({ error: String(error) }))`;
          const { text, error } = await driver.executeAsyncScript<{ text?: string; error?: string }>(script);
          if (text === undefined) throw new Error(error);
          return text;
        } finally {
          await driver.switchTo().defaultContent();
        }
      }),
    click: (selector) => next(() => driver.findElement(By.css(selector)).click()),
    press: (key, shift) =>
      next(async () => {
        const code = keys.get(key);
        if (!code) throw new Error(`No key ${key}`);
        const actions = driver.actions();
        if (shift) actions.keyDown(Key.SHIFT);
        actions.keyDown(code).keyUp(code);
        if (shift) actions.keyUp(Key.SHIFT);
        await actions.perform();
      }),
    drag: ([from = [0, 0], ...others]) =>
      next(async () => {
        const move = ([x, y]: Point) => ({ x, y, duration: 0, origin: Origin.VIEWPORT });
        const actions = driver.actions().move(move(from)).press();
        for (const point of others) actions.move(move(point));
        await actions.release().perform();
      }),
    resize: (width, height) =>
      next(async () => {
        const window = driver.manage().window();
        const outer = await window.getRect();
        const inner = await driver.executeScript<Point>('return [innerWidth, innerHeight]');
        await window.setRect({
          x: 0,
          y: 0,
          width: outer.width + width - inner[0],
          height: outer.height + height - inner[1],
        });
      }),
    // Its driver has no such command: the page is told what a browser would tell it.
    setOffline: (offline) =>
      next(() =>
        driver.executeScript(
          `Object.defineProperty(navigator, 'onLine', { get: () => ${!offline}, configurable: true });
           dispatchEvent(new Event('${offline ? 'offline' : 'online'}'))`,
        ),
      ),
    close() {
      program.end();
      return Promise.resolve();
    },
  };
}

async function launch(): Promise<EngineBrowser> {
  // `xvfb-run` does the same, but two that start at once may take the same display.
  const screen = start(screenPath, ['-displayfd', '1', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp']);
  const [display] = (await once(screen.program.stdout ?? screen.program, 'data')) as [Buffer];
  let page: EnginePage | undefined;
  return {
    async open() {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return (page = await createPage(`:${String(display).trim()}`));
        } catch (error) {
          if (attempt === attempts) throw error;
        }
      }
    },
    async close() {
      await page?.close();
      screen.end();
    },
  };
}

export const webkit: Engine = {
  name: 'webkit',
  install: 'apt-get install webkit2gtk-driver xvfb',
  isInstalled: () => browserPath !== undefined && [driverPath, screenPath].every(existsSync),
  launch,
};
