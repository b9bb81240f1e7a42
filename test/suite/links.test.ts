import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFakeTag, reset } from '../../src/testing';
import type { FakeTag } from '../../src/testing';
import { followConversation } from '../../src/web-sdk';

let tag: FakeTag;
let stop: () => void;

function link(href: string): HTMLAnchorElement {
  const anchor = document.createElement('a');
  anchor.href = href;
  document.body.append(anchor);
  // Nothing is to be navigated to.
  anchor.addEventListener('click', (event) => event.preventDefault());
  return anchor;
}

beforeEach(() => {
  tag = createFakeTag();
  stop = followConversation({ hosts: ['b.example', 'c.example:8080'] });
});

afterEach(() => {
  stop();
  reset();
  document.body.replaceChildren();
});

const begin = (conversationId = 'abc 1') => tag.call('onChatStarted', { conversationId });

it('marks the links to the hosts while a conversation runs, and no others', () => {
  const hrefs = [
    'https://b.example/page?a=%20+#part',
    'http://c.example:8080/',
    'https://b.example:8080/',
    'https://sub.b.example/',
    'https://other.example/?idzconvid=theirs',
    'mailto:b.example',
  ];
  const links = hrefs.map(link);
  const shown = () => links.map(({ href }) => href);
  tag.load();
  expect(shown()).toEqual(hrefs);
  begin();
  const marked = [
    'https://b.example/page?a=%20+&idzconvid=abc%201#part',
    'http://c.example:8080/?idzconvid=abc%201',
    ...hrefs.slice(2),
  ];
  expect(shown()).toEqual(marked);
  tag.fire('onChatEnded');
  expect(shown()).toEqual(hrefs);
  begin();
  begin('second');
  expect(shown()[0]).toBe('https://b.example/page?a=%20+&idzconvid=second#part');
  stop();
  expect(shown()).toEqual(hrefs);
});

it('marks a link that comes later when it is used, in a shadow tree as well', () => {
  tag.load();
  begin();
  const later = link('https://b.example/');
  expect(later.search).toBe('');
  later.click();
  expect(later.search).toBe('?idzconvid=abc%201');

  const host = document.createElement('div');
  document.body.append(host);
  const inside = link('https://b.example/');
  host.attachShadow({ mode: 'open' }).append(inside);
  inside.dispatchEvent(new MouseEvent('pointerdown', { bubbles: true, composed: true, cancelable: true }));
  expect(inside.search).toBe('?idzconvid=abc%201');
});

it('knows a conversation that an earlier page began', async () => {
  const before = link('https://b.example/');
  tag.platform.change('conversation:id', 'kept');
  tag.load();
  await expect.poll(() => before.search).toBe('?idzconvid=kept');
});

it.each([['*'], ['https://b.example'], ['b.example/'], ['B.example'], ['']])('refuses %j for a host', (host) => {
  expect(() => followConversation({ hosts: [host] })).toThrow(TypeError);
});
