import { afterEach, describe, expect, it } from 'vitest';
import { callbackNames, installCallbacks } from '../../src';
import type { CallbackName } from '../../src';
import { createFakeTag } from '../../src/testing';
import type { Reads } from '../../src/testing';
import { page } from '../support/site';

/** A callback that no table has, for the fake tag, whose names are those of the table. */
const added = 'onBotTransferred' as CallbackName;

afterEach(() => {
  installCallbacks().uninstall();
  Reflect.deleteProperty(window, 'iAdvizeCallbacks');
});

describe.each<Reads>(['live', 'reference', 'snapshot'])('a callback that is added, where the tag reads %s', (reads) => {
  it('is an event like the others, with what the tag passed', () => {
    const iadvize = installCallbacks({ callbacks: ['onBotTransferred'] });
    const heard: unknown[] = [];
    iadvize.on('botTransferred', ({ type, callback, detail, raw }) => heard.push(type, callback, detail, raw));
    iadvize.on('*', ({ type }) => heard.push(type));
    const tag = createFakeTag({ reads });
    tag.load();
    const argument = { botId: 7 };
    tag.call(added, argument);
    expect(heard).toEqual(['botTransferred', 'onBotTransferred', argument, argument, 'botTransferred']);
    expect(iadvize.events.map(({ type }) => type)).toEqual(['botTransferred']);
  });

  it('keeps the site’s functions, which may come first, and puts them back', () => {
    const ran: string[] = [];
    const first = () => ran.push('first');
    page.iAdvizeCallbacks = { onBotTransferred: first };
    const iadvize = installCallbacks();
    installCallbacks({ callbacks: ['onBotTransferred', 'onChatStarted'] }).on('botTransferred', () =>
      ran.push('event'),
    );
    page.iAdvizeCallbacks['onBotTransferred'] = () => ran.push('second');
    const tag = createFakeTag({ reads });
    tag.load();
    tag.call(added);
    expect(ran).toEqual(['first', 'second', 'event']);
    iadvize.uninstall();
    page.iAdvizeCallbacks['onBotTransferred']();
    expect(ran).toEqual(['first', 'second', 'event', 'second']);
  });
});

it('takes one that is named twice once', () => {
  const iadvize = installCallbacks({ callbacks: ['onBotTransferred', 'onBotTransferred'] });
  page.iAdvizeCallbacks = { onBotTransferred: () => {} };
  void page.iAdvizeCallbacks;
  expect(iadvize.overwrites.map(({ callback }) => callback)).toEqual([undefined]);
});

it('serves thousands of them', () => {
  const names = Array.from({ length: 3000 }, (_, index) => `onCallback${index}` as const);
  const iadvize = installCallbacks({ callbacks: names });
  const heard: string[] = [];
  iadvize.on('*', ({ type }) => heard.push(type));
  const tag = createFakeTag();
  tag.load();
  tag.call('onCallback2999' as CallbackName);
  tag.call('onChatDisplayed');
  expect(heard).toEqual(['callback2999', 'chatDisplayed']);
});

it.each([['chatStarted'], ['onchat'], ['on'], [''], [undefined], [null], [5], [Symbol('onX')]])(
  'refuses %s by name, and installs nothing',
  (name) => {
    expect(() => installCallbacks({ callbacks: [name as 'onX'] })).toThrow(TypeError);
    expect(() => installCallbacks({ callbacks: [name as 'onX'] })).toThrow(
      new RegExp(String(name).replaceAll(/[()]/g, '.')),
    );
    expect('iAdvizeCallbacks' in window).toBe(false);
  },
);

it('adds nothing where a name is in the table', () => {
  const iadvize = installCallbacks({ callbacks: callbackNames });
  const heard: string[] = [];
  iadvize.on('*', ({ type }) => heard.push(type));
  const tag = createFakeTag();
  tag.load();
  tag.call('onRuleStarted', { id: 1 });
  expect(iadvize.events.map(({ detail }) => detail)).toEqual([{ id: '1', label: undefined }]);
  expect(iadvize.overwrites).toEqual([]);
});
