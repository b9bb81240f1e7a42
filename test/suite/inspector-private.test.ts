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
  close = openInspector({ sections: { Page: () => section } });
});

afterEach(() => {
  close();
  installCallbacks().uninstall();
});

/** What the site shows as well, which may have anything in it. */
let section: unknown;

const panel = () => document.querySelector('iadvize-inspector')?.shadowRoot;

/** What the panel shows of a value. */
function shown(value: unknown): string {
  section = value;
  panel()?.querySelector<HTMLElement>('#tab-State')?.click();
  return JSON.parse(panel()?.querySelector('pre[aria-label=Page]')?.textContent ?? '') as string;
}

const message = 'Héloïse: "my card\nis 4970 <b>1011</b>" \\ thank you';

const utf8 = (text: string) => String.fromCharCode(...new TextEncoder().encode(text));

it.each([
  ['as it is', message],
  ['in other cases', message.toUpperCase()],
  ['without accents', message.normalize('NFD').replace(/[\u0300-\u036f]/g, '')],
  ['with other spaces', message.replace(/\s/g, '\u00a0  ')],
  ['in an address', encodeURIComponent(message)],
  ['in a form', new URLSearchParams({ text: message }).toString().slice('text='.length)],
  ['in an address in an address', encodeURIComponent(encodeURIComponent(message))],
  ['in JSON', JSON.stringify(message)],
  ['in JSON in JSON', JSON.stringify(JSON.stringify(message))],
  ['in ASCII JSON', JSON.stringify(message).replace(/[^ -~]/g, (one) => `\\u00${one.charCodeAt(0).toString(16)}`)],
  ['in HTML', message.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;').replace('é', '&eacute;')],
  ['in numeric entities', [...message].map((one) => `&#${one.codePointAt(0)};`).join('')],
  ['in hexadecimal entities', [...message].map((one) => `&#x${one.codePointAt(0)?.toString(16)};`).join('')],
  ['in base64', btoa(utf8(message))],
  ['in base64 for addresses', btoa(utf8(message)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '')],
  ['in JSON in base64', btoa(utf8(JSON.stringify({ label: message })))],
  ['cut at its end', message.slice(0, 30)],
  ['cut and escaped', encodeURIComponent(message).slice(0, 50)],
  ['cut short', `${message.slice(0, 5)}…`],
  ['cut at its beginning', message.slice(12)],
  ['cut at both', message.slice(10, 32)],
])('masks what was written %s', (_, text) => {
  tag.call('onMessageSent', { msg: message });
  const all = shown(`before ~ ${text} ~ after`);
  // A short beginning is told where it is all there is.
  const alone = shown(text);
  for (const part of ['card', 'CARD', '4970', 'thank', 'THANK', 'aGFuay', text.slice(0, 12)]) {
    expect(alone).not.toContain(part);
    if (text.length > 6) expect(all).not.toContain(part);
  }
  if (text.length > 6) expect(all).toMatch(/^befor.*••••••.* after$/);
});

it('masks it in other events, before and after', () => {
  tag.call('onChatStarted', { id: 'please call 0612345678' });
  tag.call('onMessageSent', { msg: 'Please call 0612345678' });
  tag.call('onSatisfactionAnswered', { answer: 'PLEASE+CALL+0612345678' });
  panel()?.querySelector<HTMLElement>('#tab-State')?.click();
  panel()?.querySelector<HTMLElement>('#tab-Events')?.click();
  expect(panel()?.textContent).not.toMatch(/0612345678/);
});

it('masks what is in no documentation, whatever the callback', () => {
  installCallbacks({ callbacks: ['onBotTransferred'] });
  const callbacks = Reflect.get(window, 'iAdvizeCallbacks') as Record<string, (argument: unknown) => void>;
  callbacks['onBotTransferred']?.({ reason: 'said rude things' });
  expect(panel()?.textContent).toContain('botTransferred');
  expect(panel()?.textContent).not.toContain('rude');
});

it('leaves alone what nobody wrote', () => {
  tag.call('onMessageSent', { msg: message });
  const others = [
    'https://shop.example/lamps?page=2',
    'a message was sent',
    '0b6cf4d2-9a4e-4c33-8d5e-1f2a3b4c5d6e',
    '100 %',
  ];
  for (const other of others) expect(shown(other)).toBe(other);
});

it('takes no longer for long texts that look like escapes', () => {
  tag.call('onMessageSent', { msg: '%%&\\'.repeat(5000) });
  expect(shown('&#99999999;&#x110000;\\u{110000}%e2%80')).toBeTypeOf('string');
});
