import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type * as core from '../../src';
import type * as boxedTag from '../../src/boxed';
import type * as testing from '../../src/testing';
import type { FakeTag } from '../../src/testing';
import type * as virtualAgent from '../../src/virtual-agent';
import type * as webSdk from '../../src/web-sdk';
import { useBrowser } from '../support/browser';
import type { Page, Scope } from '../support/engines/page';
import { serveLibrary } from '../support/library-server';

type Library = typeof core & typeof boxedTag & typeof testing & typeof virtualAgent & typeof webSdk;

interface PlatformMessage {
  readonly command?: string;
  readonly method?: string;
  readonly args?: unknown;
}

/** What the tests keep on a page. */
interface Kept {
  library: Library;
  tag: FakeTag;
  /** What a listener got. */
  heard: unknown[];
  /** The platform's own messages that reached the page, and ours as their first word. */
  messages: unknown[];
  iAdvizeBoxedInterface: { push(message: PlatformMessage): number };
}

declare const kept: Kept;

let servers: Awaited<ReturnType<typeof serveLibrary>>[];
let host: string;
let boxed: string;
let foreign: string;
const browser = useBrowser();
let tab: Page;

beforeAll(async () => {
  servers = await Promise.all([1, 2, 3].map(() => serveLibrary('boxed', 'testing', 'virtual-agent', 'web-sdk')));
  [host = '', boxed = '', foreign = ''] = servers.map(({ origin }) => origin);
});
afterAll(() => Promise.all(servers.map(({ close }) => close())));

beforeEach(async () => {
  tab = await browser.page();
  await tab.goto(host);
  await tab.waitFor('window.kept');
});

async function embed(address = boxed): Promise<Scope> {
  const frame = await tab.embed(address);
  await frame.waitFor('window.kept');
  return frame;
}

/** In the iframe: exposes the tag, and loads it once the host page is connected. */
const expose = (frame: Scope, to = host) =>
  frame.evaluate((to) => {
    const { connected } = kept.library.exposeTag({ to });
    void connected.then(() => {
      kept.tag = kept.library.createFakeTag();
      kept.tag.load();
    });
  }, to);

const connect = () => tab.evaluate((from) => void kept.library.connectTag({ from }), boxed);

const loaded = (frame: Scope) => frame.waitFor('window.kept.tag');

it('gives the host page the Web SDK, with two questions at once told apart', async () => {
  await connect();
  await tab.evaluate(() => {
    const sdk = kept.library.createWebSdk({ timeout: Infinity });
    sdk.on('visitor:cookiesConsentChange', (value) => kept.heard.push(value));
    void Promise.all([
      sdk.get('tag:version'),
      sdk.get('visitor:cookiesConsent'),
      sdk.get('tag:version'),
      sdk.recordTransaction({ id: 'A-1', amount: 1, products: [{ id: 'P-1' }] }),
    ]).then((answers) => kept.heard.push(answers));
  });
  const frame = await embed();
  await expose(frame);
  await loaded(frame);
  await expect.poll(() => tab.evaluate(() => kept.heard)).toEqual([['FULL', null, 'FULL', null]]);
  expect(await frame.evaluate(() => kept.tag.sdkCalls)).toEqual([
    { method: 'recordTransaction', args: [{ id: 'A-1', amount: 1, products: [{ id: 'P-1' }] }] },
  ]);
  await frame.evaluate(() => kept.tag.sdk.set('visitor:cookiesConsent', true));
  await expect.poll(() => tab.evaluate(() => kept.heard[1])).toBe(true);
});

it('removes a listener, and asks the host page for each token', async () => {
  await connect();
  const frame = await embed();
  await expose(frame);
  await loaded(frame);
  const result = await tab.evaluate(async () => {
    const sdk = kept.library.createWebSdk();
    const stop = sdk.on('visitor:GDPRConsentChange', (value) => kept.heard.push(value));
    await sdk.set('visitor:GDPRConsent', true);
    stop();
    await sdk.set('visitor:GDPRConsent', false);
    let count = 0;
    return sdk.activate(async () => ({
      authenticationOption: { type: 'SECURED_AUTHENTICATION', token: `token ${(count += 1)}` },
    }));
  });
  expect(result).toEqual({
    authentication: {
      option: { type: 'SECURED_AUTHENTICATION', token: 'token 1' },
      status: 'authentication-success',
    },
  });
  expect(await tab.evaluate(() => kept.heard)).toEqual([true]);
  await frame.evaluate(() => kept.tag.platform.checkSession());
  // What the tag throws reaches who asked.
  const refused = await tab.evaluate(() =>
    kept.library
      .createWebSdk()
      .activate(() => Promise.reject(new Error('no session')))
      .catch((error: Error) => error.message),
  );
  expect(refused).toBe('no session');
});

it('carries the handoff and the custom data, again when the iframe loads again', async () => {
  await connect();
  await tab.evaluate(() => {
    kept.library.setCustomData({ product_id: 'P-1' });
    kept.library.createHandoff(kept.library.installCallbacks()).handOff('bot-1');
  });
  const frame = await embed();
  for (let load = 0; load < 2; load += 1) {
    await expose(frame);
    await loaded(frame);
    expect(await frame.evaluate(() => Reflect.get(window, 'idzCustomData') as unknown)).toEqual({ product_id: 'P-1' });
    await expect
      .poll(() =>
        frame.evaluate(() => {
          kept.tag.fire('onChatStarted');
          return kept.tag.vaSCI;
        }),
      )
      .toBe('bot-1');
    if (!load) await tab.reloadFrame(boxed);
    await frame.waitFor('window.kept');
  }
});

it('works beside the platform’s own interface, whose one-time token listener it does not use up', async () => {
  await connect();
  // As version 1.4.4 does: the host page's end.
  await tab.evaluate((origin) => {
    const frameWindow = () => window.frames[0];
    kept.iAdvizeBoxedInterface = {
      push(message) {
        frameWindow()?.postMessage({ command: 'internals', ...message }, origin);
        return 0;
      },
    };
    window.addEventListener('message', ({ data }: MessageEvent<PlatformMessage | string | null>) => {
      kept.messages.push(typeof data === 'string' ? 'ours' : data);
      if (typeof data === 'object' && data?.method === 'get-activate-auth-token') {
        kept.iAdvizeBoxedInterface.push({ method: 'set-activate-auth-token', args: 'token from the host' });
      }
    });
  }, boxed);
  const frame = await embed();
  // And the iframe's end.
  await frame.evaluate(() => {
    window.addEventListener('message', ({ data }: MessageEvent<PlatformMessage>) => {
      kept.messages.push(typeof data === 'string' ? 'ours' : data);
      if (data.method !== 'activate') return;
      const token = () =>
        new Promise<string>((resolve) => {
          window.addEventListener(
            'message',
            (event: MessageEvent<PlatformMessage>) => resolve(String(event.data.args)),
            {
              once: true,
            },
          );
          window.parent.postMessage({ command: 'internals', method: 'get-activate-auth-token' }, '*');
        });
      void kept.tag.sdk
        .activate(async () => ({ authenticationOption: { type: 'SECURED_AUTHENTICATION', token: await token() } }))
        .then((activation) => window.parent.postMessage({ command: 'internals', method: 'activate', activation }, '*'));
    });
  });
  await expose(frame);
  await loaded(frame);
  await tab.evaluate(async () => {
    const type = 'SECURED_AUTHENTICATION';
    kept.iAdvizeBoxedInterface.push({ method: 'activate', args: { authenticationOption: { type } } });
    // Ours, while the platform's token is on its way.
    await Promise.all([1, 2, 3].map(() => kept.library.createWebSdk().get('tag:version')));
  });
  await expect
    .poll(() => tab.evaluate(() => kept.messages.filter((message) => message !== 'ours')))
    .toContainEqual({
      command: 'internals',
      method: 'activate',
      activation: {
        authentication: {
          option: { type: 'SECURED_AUTHENTICATION', token: 'token from the host' },
          status: 'authentication-success',
        },
      },
    });
  expect(await frame.evaluate(() => kept.messages)).not.toContain('ours');
});

it('takes a tag from the exact origin only, and gives it to the exact origin only', async () => {
  await connect();
  const stranger = await embed(foreign);
  await expose(stranger);
  const other = await embed(boxed);
  // A host page that is not this one.
  await expose(other, foreign);
  await tab.evaluate(() => {
    void kept.library
      .createWebSdk({ timeout: Infinity })
      .get('tag:version')
      .then((value) => kept.heard.push(value));
  });
  const genuine = await embed(`${boxed}/genuine`);
  await expose(genuine);
  await expect.poll(() => tab.evaluate(() => kept.heard)).toEqual(['FULL']);
  for (const frame of [stranger, other]) expect(await frame.evaluate('!window.kept.tag')).toBe(true);
});

it('bounds the sessions of a frame that makes one after the other', async () => {
  await tab.evaluate((from) => void kept.library.receiveCallbacks({ from }), boxed);
  const frame = await embed();
  await frame.evaluate(() => {
    for (let session = 0; session < 1000; session += 1) {
      const call = { kind: 'call', session: `s${session}`, index: 0, callback: 'onChatDisplayed' };
      window.parent.postMessage(`iadvize-callbacks/1:${JSON.stringify(call)}`, '*');
    }
  });
  await expect.poll(() => tab.evaluate(() => kept.library.installCallbacks().events.length)).toBe(1000);
  const remembered = await tab.evaluate(
    () => (Reflect.get(window, Symbol.for('iAdvizeCallbacks.received')) as Map<string, number>).size,
  );
  expect(remembered).toBe(100);
});
