import { afterEach, beforeEach, expect, it } from 'vitest';
import { installCallbacks } from '../../src';
import { openInspector, openInspectorFromAddress } from '../../src/inspector';
import { createFakeTag } from '../../src/testing';
import type { FakeTag } from '../../src/testing';

let tag: FakeTag;
let close: () => void;

beforeEach(() => {
  installCallbacks();
  tag = createFakeTag();
  tag.load();
});

afterEach(() => {
  close();
  installCallbacks().uninstall();
});

const shadow = () => document.querySelector('iadvize-inspector')?.shadowRoot;
const lines = () =>
  [...(shadow()?.querySelectorAll('[aria-label] > ol > li:not([hidden]) b') ?? [])].map(
    ({ textContent }) => textContent,
  );
const select = (title: string) => shadow()?.querySelector<HTMLElement>(`#tab-${title}`)?.click();
const press = (label: string) =>
  [...(shadow()?.querySelectorAll('button') ?? [])].find(({ textContent }) => textContent === label)?.click();

declare const window: Window & { iAdvizeCallbacks?: { onChatDisplayed(): void } };

it('shows what fired and what fires, once, and closes on Escape', () => {
  tag.fire('onChatDisplayed');
  close = openInspector();
  expect(openInspector()).toBe(close);
  tag.fire('onChatStarted');
  expect(lines()).toEqual(['chatDisplayed', 'chatStarted']);
  shadow()
    ?.querySelector('input')
    ?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
  expect(shadow()).toBeUndefined();
});

it('masks the text of messages until it is revealed', () => {
  close = openInspector();
  tag.fire('onMessageSent', { msg: 'my card number' });
  expect(shadow()?.textContent).not.toContain('my card number');
  press('Reveal text');
  expect(shadow()?.textContent).toContain('my card number');
  press('Reveal text');
  expect(shadow()?.textContent).not.toContain('my card number');
});

it('holds back while paused, and loses nothing', () => {
  close = openInspector();
  press('Pause');
  tag.fire('onChatStarted');
  expect(lines()).toEqual([]);
  press('Pause');
  expect(lines()).toEqual(['chatStarted']);
});

it('filters by name, also what comes later', () => {
  close = openInspector();
  tag.fire('onChatStarted');
  tag.fire('onMessageSent');
  const filter = shadow()?.querySelector('input');
  if (filter) filter.value = 'MESSAGE';
  filter?.dispatchEvent(new Event('input'));
  tag.fire('onChatEnded');
  tag.fire('onMessageReceived');
  expect(lines()).toEqual(['messageSent', 'messageReceived']);
});

it('shows the site’s sections, and one that throws', () => {
  let waiting = 1;
  close = openInspector({
    sections: {
      Queue: () => ({ waiting, vuid: 'alice' }),
      Broken: () => {
        throw new Error('no such queue');
      },
    },
  });
  select('State');
  expect(shadow()?.textContent).toContain('no such queue');
  expect(shadow()?.textContent).toContain('"waiting": 1');
  expect(shadow()?.textContent).not.toContain('alice');
  waiting = 2;
  select('State');
  expect(shadow()?.textContent).toContain('"waiting": 2');
});

it('survives whatever the tag passes, and shows it', () => {
  close = openInspector();
  const cyclic: Record<string, unknown> = { id: 1 };
  cyclic['self'] = cyclic;
  const refuses = new Proxy(
    {},
    {
      ownKeys() {
        throw new Error('no');
      },
    },
  );
  const throws = {
    get id() {
      throw new Error('no');
    },
    big: 10n,
    node: document.body,
    run: () => {},
    at: new Date(0),
  };
  for (const argument of [cyclic, refuses, throws, 'text', Symbol('s'), [1], { deep: [[[[[[[[[1]]]]]]]]] }]) {
    tag.call('onChatStarted', argument);
  }
  press('Reveal text');
  for (const details of shadow()?.querySelectorAll('details') ?? []) {
    details.open = true;
    details.dispatchEvent(new Event('toggle'));
  }
  for (const shown of ['[circular]', '[unreadable]', '"10"', '[BODY]', '[function]', '1970-01-01', '"raw": "text"']) {
    expect(shadow()?.textContent).toContain(shown);
  }
});

it('takes errors from before, and an event whose time is none', () => {
  window.iAdvizeCallbacks?.onChatDisplayed.call(NaN);
  close = openInspector({ failures: [new ErrorEvent('error', { message: 'early' })] });
  expect(lines()).toEqual(['chatDisplayed', 'error']);
  select('Errors');
  expect(lines()).toEqual(['chatDisplayed', 'error', 'error']);
  expect(shadow()?.textContent).toContain('early');
});

it('is told when the page takes it away, and opens again', () => {
  close = openInspector();
  document.querySelector('iadvize-inspector')?.remove();
  tag.fire('onChatStarted');
  close = openInspector();
  expect(lines()).toEqual(['chatStarted']);
});

it('says that the page has no library to inspect', () => {
  installCallbacks().uninstall();
  const library = Symbol.for('iAdvizeCallbacks');
  const install: unknown = Reflect.get(window, library);
  Reflect.deleteProperty(window, library);
  expect(() => openInspector()).toThrow('installCallbacks() comes first');
  Reflect.set(window, library, install);
});

it('opens again where it was open on the page before, until it is closed', async () => {
  close = openInspector();
  select('Adapters');
  // As a page that is left.
  document.querySelector('iadvize-inspector')?.remove();
  close = (await openInspectorFromAddress()) ?? (() => {});
  expect(shadow()?.querySelector('#tab-Adapters')?.getAttribute('aria-selected')).toBe('true');
  press('Close');
  expect(await openInspectorFromAddress()).toBeUndefined();
});

it('marks the page, and where events are of another one', () => {
  history.replaceState(null, '', '/lamps?token=abc');
  close = openInspector();
  history.replaceState(null, '', '/basket');
  tag.fire('onChatStarted');
  history.replaceState(null, '', '/');
  dispatchEvent(new PopStateEvent('popstate'));
  const marks = [...(shadow()?.querySelectorAll('li.page') ?? [])].map(({ textContent }) =>
    textContent.replace(/^[\d:.]+/, ''),
  );
  expect(marks).toEqual([
    `Page${location.origin}/lamps?••••••`,
    `Navigation${location.origin}/basket`,
    `Navigation${location.origin}/`,
  ]);
});

it('marks a page that comes back from the back/forward cache, and where it is then', () => {
  close = openInspector();
  const shown = (persisted: boolean) => dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));
  shown(false);
  shown(true);
  tag.fire('onChatStarted');
  const marks = [...(shadow()?.querySelectorAll('li.page span') ?? [])].map(({ textContent }) => textContent);
  expect(marks).toEqual(['Page', 'Back from the cache']);
  const places = [...(shadow()?.querySelectorAll('li.page i') ?? [])].map(({ textContent }) => textContent);
  expect(places.slice(1)).toEqual([location.origin + location.pathname]);
});

it('opens from the address only where it asks', async () => {
  history.replaceState(null, '', '?other=1');
  expect(await openInspectorFromAddress()).toBeUndefined();
  history.replaceState(null, '', '?a=1&iadvize-inspector');
  close = (await openInspectorFromAddress()) ?? (() => {});
  history.replaceState(null, '', location.pathname);
  expect(shadow()).toBeDefined();
  close();
  expect(shadow()).toBeUndefined();
});
