import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type * as core from '../../src';
import type { Stop } from '../../src';
import type * as boxedTag from '../../src/boxed';
import type * as testing from '../../src/testing';
import type { FakeTag } from '../../src/testing';
import { useBrowser } from '../support/browser';
import type { Page, Scope } from '../support/engines/page';
import { watchErrors } from '../support/engines/watch-errors';

const root = fileURLToPath(new URL('../..', import.meta.url));
const imports = Object.fromEntries([
  ['iadvize-callbacks', '/dist/index.js'],
  ...['boxed', 'testing'].map((name) => [`iadvize-callbacks/${name}`, `/dist/${name}/index.js`]),
]);
const page = `<!doctype html><script>${watchErrors}</script><script type="importmap">${JSON.stringify({ imports })}</script><script type="module">
import * as core from 'iadvize-callbacks';
import * as boxed from 'iadvize-callbacks/boxed';
import * as testing from 'iadvize-callbacks/testing';
window.library = { ...core, ...boxed, ...testing };
</script>`;

let servers: Server[];
let host: string;
let boxed: string;
let foreign: string;
const browser = useBrowser();
let tab: Page;

/** Serves the built files, an empty page that can import them, and redirections to it, on an origin of its own. */
async function serve(): Promise<Server> {
  const server = createServer(({ url = '/' }, response) => {
    const file = root + url;
    if (/^\/(dist|node_modules)\/[\w./-]+$/.test(url) && existsSync(file)) {
      response.setHeader('content-type', 'text/javascript').end(readFileSync(file));
    } else if (url.startsWith('/to/')) response.writeHead(302, { location: decodeURIComponent(url.slice(4)) }).end();
    else response.setHeader('content-type', 'text/html').end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

beforeAll(async () => {
  servers = await Promise.all([serve(), serve(), serve()]);
  [host = '', boxed = '', foreign = ''] = servers.map(
    (server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  );
});

afterAll(() => {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
});

beforeEach(async () => {
  tab = await browser.page();
  await tab.goto(host);
  await tab.waitFor('window.library');
});

declare global {
  interface Window {
    /** What the site's own function was given. */
    site: unknown[];
    /** What a listener of the library got. */
    heard: unknown[];
    /** Every message that reached the page. */
    messages: unknown[];
    halt: Stop;
    tag: FakeTag;
    /** The built library. */
    library: typeof core & typeof boxedTag & typeof testing;
  }
}

/** WebKit's driver does not always wait for a page's modules. */
async function embed(address: string, parent: Scope = tab): Promise<Scope> {
  const frame = await parent.embed(address);
  await frame.waitFor('window.library');
  return frame;
}

const receive = () =>
  tab.evaluate((from) => {
    const { installCallbacks } = window.library;
    const { receiveCallbacks } = window.library;
    window.site = [];
    window.heard = [];
    window.messages = [];
    window.addEventListener('message', ({ data }) => window.messages.push(data));
    Reflect.set(window, 'iAdvizeCallbacks', {
      ...(Reflect.get(window, 'iAdvizeCallbacks') as object | undefined),
      onChatStarted: (argument: unknown) => void window.site.push(argument),
    });
    installCallbacks().on('*', ({ type, raw }) => window.heard.push([type, raw === undefined ? 'undefined' : raw]));
    window.halt = receiveCallbacks({ from });
  }, boxed);

/** The boxed tag's iframe: the tag and the forwarder. */
const forward = (frame: Scope, to = host) =>
  frame.evaluate((to) => {
    const { forwardCallbacks } = window.library;
    const { createFakeTag } = window.library;
    window.halt = forwardCallbacks({ to });
    const tag = createFakeTag();
    tag.load();
    window.tag = tag;
  }, to);

/** Notes every message that reaches a page. */
const listen = (scope: Scope) =>
  scope.evaluate(() => {
    window.messages = [];
    window.addEventListener('message', ({ data }) => window.messages.push(data));
  });

const start = (frame: Scope, id: number) => frame.evaluate((id) => window.tag.call('onChatStarted', { id }), id);

const heard = () => tab.evaluate(() => window.heard);

/** Messages arrive in order: what was sent before this one is there when it is. */
async function settle(frame: Scope): Promise<void> {
  await frame.evaluate(() => window.parent.postMessage('last', '*'));
  await tab.waitFor(() => window.messages.includes('last'));
}

const chat = (id: number) => ['chatStarted', { id }];

it('reaches listeners and the site’s own functions once, the host being first', async () => {
  await receive();
  const frame = await embed(boxed);
  await forward(frame);
  await start(frame, 1);
  await frame.evaluate(() => window.tag.call('onChatDisplayed', null));
  await start(frame, 2);
  await expect.poll(heard).toEqual([chat(1), ['chatDisplayed', null], chat(2)]);
  expect(await tab.evaluate(() => window.site)).toEqual([{ id: 1 }, { id: 2 }]);
});

it.each([
  ['of another origin', () => embed(boxed)],
  ['that was redirected', () => embed(`${foreign}/to/${encodeURIComponent(boxed)}`)],
  ['within a frame of another origin', async () => embed(boxed, await embed(foreign))],
])('reaches a host that comes after an iframe %s', async (_, make) => {
  const frame = await make();
  await forward(frame);
  await start(frame, 1);
  await start(frame, 2);
  await receive();
  await expect.poll(heard).toEqual([chat(1), chat(2)]);
  await start(frame, 3);
  await expect.poll(heard).toEqual([chat(1), chat(2), chat(3)]);
  expect(await tab.evaluate(() => window.site)).toHaveLength(3);
});

it('has the time of the tag’s call, also where the host comes later', async () => {
  const frame = await embed(boxed);
  await forward(frame);
  await start(frame, 1);
  const [called] = await frame.evaluate(() => window.library.installCallbacks().events.map((event) => event.timestamp));
  await tab.waitFor((called) => Date.now() > (called ?? 0) + 50, called);
  await receive();
  await expect.poll(heard).toEqual([chat(1)]);
  expect(await tab.evaluate(() => window.library.installCallbacks().events[0]?.timestamp)).toBe(called);
});

it('has the time of its arrival where the iframe gives none, or one that cannot be', async () => {
  await receive();
  const before = await tab.evaluate(() => Date.now());
  const frame = await embed(boxed);
  const wrong = ['0', '-1', '1e999', '9e15', 'null', '"1600000000000"', '{}'];
  await frame.evaluate((wrong) => {
    const call = 'iadvize-callbacks/1:{"kind":"call","session":"s","callback":"onChatStarted"';
    window.parent.postMessage(`${call},"index":0}`, '*');
    wrong.forEach((timestamp, index) => {
      window.parent.postMessage(`${call},"index":${index + 1},"timestamp":${timestamp}}`, '*');
    });
  }, wrong);
  await expect.poll(heard).toHaveLength(wrong.length + 1);
  const [after, times] = await tab.evaluate(
    () => [Date.now(), window.library.installCallbacks().events.map(({ timestamp }) => timestamp)] as const,
  );
  expect(times.filter((time) => time < before || time > after)).toEqual([]);
});

it('ends with the callbacks, and leaves the site’s own functions alone', async () => {
  await receive();
  const frame = await embed(boxed);
  await forward(frame);
  await start(frame, 1);
  await expect.poll(heard).toEqual([chat(1)]);
  await tab.evaluate(() => window.library.installCallbacks().uninstall());
  await start(frame, 2);
  await settle(frame);
  expect(await tab.evaluate(() => window.site)).toEqual([{ id: 1 }]);
});

it('reaches them once through two receivers, and not after they have stopped', async () => {
  const frame = await embed(boxed);
  await forward(frame);
  await start(frame, 1);
  await receive();
  await expect.poll(heard).toEqual([chat(1)]);
  await tab.evaluate((from) => {
    const { receiveCallbacks } = window.library;
    const stop = receiveCallbacks({ from });
    const first = window.halt;
    window.halt = () => [first, stop].forEach((end) => end());
  }, boxed);
  await start(frame, 2);
  await expect.poll(heard).toEqual([chat(1), chat(2)]);
  await tab.evaluate(() => window.halt());
  await start(frame, 3);
  await settle(frame);
  expect(await heard()).toEqual([chat(1), chat(2)]);
});

it('reaches them from a second session, when the iframe loads again', async () => {
  await receive();
  const frame = await embed(boxed);
  await forward(frame);
  await start(frame, 1);
  await expect.poll(heard).toEqual([chat(1)]);
  await tab.reloadFrame(boxed);
  await frame.waitFor('window.library');
  await forward(frame);
  await start(frame, 2);
  await expect.poll(heard).toEqual([chat(1), chat(2)]);
});

it('sends what JSON can write of an argument, and the call in any case', async () => {
  await receive();
  const frame = await embed(boxed);
  await forward(frame);
  await frame.evaluate(() => {
    const cyclic: Record<string, unknown> = { id: 7 };
    cyclic['self'] = cyclic;
    window.tag.call('onChatStarted', cyclic);
    window.tag.call('onMessageReceived', { msg: 'x'.repeat(300_000) });
    window.tag.call('onChatEnded', undefined);
  });
  await expect.poll(heard).toEqual([
    ['chatStarted', { id: '7' }],
    ['messageReceived', 'undefined'],
    ['chatEnded', 'undefined'],
  ]);
});

it('ignores a foreign origin, wrong shapes, replays and 10 MB', async () => {
  await receive();
  const frame = await embed(boxed);
  await forward(frame);
  await start(frame, 1);
  await expect.poll(heard).toEqual([chat(1)]);
  const genuine = await tab.evaluate(() => window.messages.filter((data) => typeof data === 'string'));
  const call = genuine.find((message) => message.includes('"call"')) ?? '';

  const stranger = await embed(foreign);
  const next = call.replace('"index":0', '"index":1');
  expect(next).not.toBe(call);
  await stranger.evaluate((message) => window.parent.postMessage(message, '*'), next);
  await settle(stranger);

  const prefix = call.slice(0, call.indexOf('{'));
  await frame.evaluate(
    ([genuine, prefix, next]) => {
      const send = (message: unknown) => window.parent.postMessage(message, '*');
      genuine.forEach(send);
      genuine.forEach(send);
      for (const wrong of ['', '{', 'null', '[]', '1', '{"kind":"call"}', '{"kind":"call","session":1,"index":0}']) {
        send(prefix + wrong);
      }
      for (const [right, wrong] of [
        ['"onChatStarted"', '"onChatstarted"'],
        ['"onChatStarted"', '"constructor"'],
        ['"index":1', '"index":"1"'],
        ['"index":1', '"index":1.5'],
        ['"index":1', '"index":-1'],
        [prefix, ''],
        ['"call"', '"calls"'],
      ] as const) {
        send(next.replace(right, wrong));
      }
      send(next.replace('"raw":{', `"raw":{"more":"${'x'.repeat(10_000_000)}",`));
      for (const other of [undefined, null, 1, {}, { kind: 'call' }, [next], new ArrayBuffer(8)]) send(other);
    },
    [genuine, prefix, next] as const,
  );
  await start(frame, 2);
  await expect.poll(heard).toEqual([chat(1), chat(2)]);
  expect(await tab.evaluate(() => window.site)).toHaveLength(2);
  expect(await tab.errors()).toEqual([]);
});

it('tells a page of another origin nothing, whatever it asks', async () => {
  await tab.goto(foreign);
  await tab.waitFor('window.library');
  await listen(tab);
  const frame = await embed(boxed);
  await forward(frame);
  await listen(frame);
  await tab.evaluate(() => {
    const ready = 'iadvize-callbacks/1:{"kind":"ready","session":"","next":0}';
    for (let index = 0; index < window.frames.length; index += 1) window.frames[index]?.postMessage(ready, '*');
  });
  await frame.waitFor(() => window.messages.length > 0);
  await start(frame, 1);
  await settle(frame);
  expect(await tab.evaluate(() => window.messages)).toEqual(['last']);
});
