import { afterEach, describe, expect, it, vi } from 'vitest';
import { installCallbacks } from '../../src';
import { createFakeTag } from '../../src/testing';
import { page } from '../support/site';

/** What a script of the page may have written on the prototype of every object. */
const names = [
  'onChatStarted',
  'value',
  'writable',
  'get',
  'set',
  'signal',
  'once',
  'replay',
  'callbacks',
  'overwrites',
];

const written = (name: string, value: unknown) =>
  Object.defineProperty(Object.prototype, name, { value, writable: true, configurable: true, enumerable: false });

afterEach(() => {
  for (const name of names) Reflect.deleteProperty(Object.prototype, name);
  installCallbacks().uninstall();
  Reflect.deleteProperty(window, 'iAdvizeCallbacks');
});

describe.each(names)('Object.prototype.%s', (name) => {
  it.each([
    ['a function', vi.fn()],
    ['an object', {}],
    ['a string', 'last'],
  ])('as %s: nothing throws, nothing is lost, nothing is read from there', (_, value) => {
    const own = vi.fn();
    page.iAdvizeCallbacks = { onChatEnded: own };
    written(name, value);
    const iadvize = installCallbacks();
    const heard: string[] = [];
    iadvize.on('*', ({ type }) => heard.push(type));
    iadvize.on('chatStarted', ({ type }) => heard.push(type), {});
    page.iAdvizeCallbacks = { ...page.iAdvizeCallbacks, onChatHidden: own };
    const tag = createFakeTag({ reads: 'reference' });
    tag.load();
    for (const callback of ['onChatStarted', 'onChatStarted', 'onChatEnded', 'onChatHidden'] as const)
      tag.fire(callback);
    iadvize.uninstall();
    Reflect.deleteProperty(Object.prototype, name);
    expect(heard.sort()).toEqual(['chatEnded', 'chatHidden', ...Array<string>(4).fill('chatStarted')]);
    expect(own).toHaveBeenCalledTimes(2);
    if (typeof value === 'function') expect(value).not.toHaveBeenCalled();
    expect(page.iAdvizeCallbacks).toStrictEqual({ onChatEnded: own, onChatHidden: own });
  });
});

it('reads nothing from there where the site closes its object', () => {
  const inherited = vi.fn();
  const own = vi.fn();
  written('onChatStarted', inherited);
  const iadvize = installCallbacks();
  page.iAdvizeCallbacks = Object.freeze({ onChatEnded: own });
  const tag = createFakeTag({ reads: 'reference' });
  tag.load();
  tag.fire('onChatStarted');
  tag.fire('onChatEnded');
  expect(inherited).not.toHaveBeenCalled();
  expect(own).toHaveBeenCalledOnce();
  expect(iadvize.events.map(({ type }) => type)).toEqual(['chatStarted', 'chatEnded']);
});
