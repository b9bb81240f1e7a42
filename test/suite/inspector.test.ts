import { afterEach, beforeEach, expect, it } from 'vitest';
import { installCallbacks } from '../../src';
import { openInspector } from '../../src/inspector';
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
const lines = () => [...(shadow()?.querySelectorAll('li:not([hidden]) b') ?? [])].map(({ textContent }) => textContent);
const press = (label: string) =>
  [...(shadow()?.querySelectorAll('button') ?? [])].find(({ textContent }) => textContent === label)?.click();

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
      Queue: () => ({ waiting }),
      Broken: () => {
        throw new Error('no such queue');
      },
    },
  });
  expect(shadow()?.textContent).toContain('no such queue');
  waiting = 2;
  tag.fire('onChatStarted');
  expect(shadow()?.querySelector('footer')?.textContent).toContain('"waiting": 2');
});
