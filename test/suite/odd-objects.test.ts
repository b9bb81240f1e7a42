import { describe, expect, it } from 'vitest';
import { createFakeTag } from '../../src/testing';
import type { Reads } from '../../src/testing';
import { collectErrors } from '../support/errors';
import { page, useSite } from '../support/site';

const errors = collectErrors();
const site = useSite();

describe.each<Reads>(['live', 'reference', 'snapshot'])('a tag that reads %s', (reads) => {
  const tag = createFakeTag({ reads });

  const started = () => site.started(tag);

  it('finds methods of a class, with their this', () => {
    class Callbacks {
      team = 'A';
      ran: string[] = [];
      onChatStarted() {
        this.ran.push(this.team);
      }
    }
    site.install();
    const callbacks = new Callbacks();
    Reflect.set(window, 'iAdvizeCallbacks', callbacks);
    tag.load();
    expect(started()).toEqual(['chatStarted']);
    expect(callbacks.ran).toEqual(['A']);
    site.iadvize.uninstall();
    expect(Reflect.get(window, 'iAdvizeCallbacks')).toBe(callbacks);
    expect(Object.keys(callbacks)).toEqual(['team', 'ran']);
    callbacks.onChatStarted();
    expect(callbacks.ran).toEqual(['A', 'A']);
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['undefined', undefined],
    ['a number', 5],
    ['a string', 'callbacks'],
    ['a function', () => {}],
    ['a frozen object', Object.freeze({ onChatEnded: () => {} })],
    ['a sealed object', Object.seal({ onChatEnded: () => {} })],
    ['an object without prototype', Object.create(null)],
    ['a Proxy', new Proxy({}, {})],
    ['a Proxy that refuses', new Proxy({}, { defineProperty: () => false, setPrototypeOf: () => false })],
    ['an array', [() => {}]],
  ])('survives that the site assigns %s', (_, value) => {
    site.install();
    page.iAdvizeCallbacks = { onChatStarted: site.teams.plain('A') };
    expect(() => Reflect.set(window, 'iAdvizeCallbacks', value)).not.toThrow();
    tag.load();
    expect(started()).toEqual(['A', 'chatStarted']);
    page.iAdvizeCallbacks['onChatStarted'] = site.teams.plain('B');
    expect(started()).toEqual(['A', 'B', 'chatStarted']);
    site.iadvize.uninstall();
    expect(Reflect.get(window, 'iAdvizeCallbacks')).toBe(value);
  });

  it('finds what a frozen object holds', () => {
    page.iAdvizeCallbacks = Object.freeze({ onChatStarted: site.teams.plain('A') });
    site.install();
    tag.load();
    expect(started()).toEqual(['A', 'chatStarted']);
    page.iAdvizeCallbacks = Object.freeze({ ...page.iAdvizeCallbacks, onChatStarted: site.teams.plain('B') });
    expect(started()).toEqual(['A', 'B', 'chatStarted']);
  });

  it('finds what an object holds that takes no properties', () => {
    page.iAdvizeCallbacks = new Proxy({ onChatStarted: site.teams.plain('A') }, { defineProperty: () => false });
    site.install();
    tag.load();
    expect(started()).toEqual(['A', 'chatStarted']);
  });

  it('finds ours on an object that has been closed since the site deleted a callback', () => {
    site.install();
    const kept: NonNullable<typeof page.iAdvizeCallbacks> = { onChatStarted: site.teams.plain('A') };
    page.iAdvizeCallbacks = kept;
    tag.load();
    delete kept['onChatStarted'];
    Object.preventExtensions(kept);
    expect(started()).toEqual(['chatStarted']);
    expect(started()).toEqual(['chatStarted']);
    expect(site.iadvize.overwrites.filter(({ callback }) => callback)).toHaveLength(1);
    expect(errors.take()).toEqual([]);
  });

  it('finds functions whose names cannot be read', () => {
    site.install();
    for (const team of ['A', 'B']) {
      const nameless = Object.defineProperty(site.teams.plain(team), 'name', {
        get() {
          throw new Error('name');
        },
      });
      page.iAdvizeCallbacks = { onChatStarted: nameless };
    }
    tag.load();
    expect(started()).toEqual(['A', 'B', 'chatStarted']);
  });

  it.each<[string, () => object]>([
    [
      'an object',
      () => ({
        started: site.teams.plain('A'),
        get onChatStarted(): unknown {
          return Reflect.get(this, 'started') as unknown;
        },
      }),
    ],
    [
      'a class',
      () =>
        new (class {
          readonly #started = site.teams.plain('A');
          get onChatStarted() {
            return this.#started;
          }
        })(),
    ],
  ])('finds what a getter of %s gives by its own object', (_, make) => {
    site.install();
    const given = make();
    Reflect.set(window, 'iAdvizeCallbacks', given);
    tag.load();
    expect(started()).toEqual(['A', 'chatStarted']);
    page.iAdvizeCallbacks = {};
    site.iadvize.uninstall();
    (Reflect.get(given, 'onChatStarted') as () => void)();
    expect(site.teams.ran()).toEqual(['A']);
  });

  it('finds ours in the place of a getter that the site defines for one callback', () => {
    site.install();
    const a = site.teams.plain('A');
    page.iAdvizeCallbacks = {};
    Object.defineProperty(page.iAdvizeCallbacks, 'onChatStarted', { get: () => a });
    void page.iAdvizeCallbacks;
    tag.load();
    expect(started()).toEqual(['A', 'chatStarted']);
    site.iadvize.uninstall();
    expect(page.iAdvizeCallbacks['onChatStarted']).toBe(a);
  });

  it('survives a Proxy that the site revokes', () => {
    site.install();
    const { proxy, revoke } = Proxy.revocable({ onChatStarted: site.teams.plain('A') }, {});
    page.iAdvizeCallbacks = proxy;
    tag.load();
    expect(started()).toEqual(['A', 'chatStarted']);
    revoke();
    expect(() => page.iAdvizeCallbacks).not.toThrow();
    page.iAdvizeCallbacks = { onChatEnded: site.teams.plain('B') };
    tag.load();
    tag.fire('onChatEnded');
    expect(site.teams.ran()).toEqual(['B']);
    errors.take();
  });

  it('survives getters and traps that throw, and finds the rest', () => {
    const failure = new Error('getter');
    site.install();
    Reflect.set(window, 'iAdvizeCallbacks', {
      get onChatDisplayed() {
        throw failure;
      },
      onChatStarted: site.teams.plain('A'),
    });
    expect(errors.take()).toEqual([failure]);
    const thrower = () => {
      throw failure;
    };
    const hostile = new Proxy(
      {},
      { get: thrower, has: thrower, ownKeys: thrower, getOwnPropertyDescriptor: thrower, isExtensible: thrower },
    );
    Reflect.set(window, 'iAdvizeCallbacks', hostile);
    Reflect.set(window, 'iAdvizeCallbacks', hostile);
    errors.take();
    tag.load();
    expect(started()).toEqual(['A', 'chatStarted']);
  });

  it.each<[string, unknown]>([
    ['a number', 5],
    ['a string', 'onChatStarted'],
    ['an object', {}],
    ['true', true],
  ])('ignores %s where a function belongs', (_, value) => {
    site.install();
    page.iAdvizeCallbacks = { onChatStarted: site.teams.plain('A') };
    Reflect.set(page.iAdvizeCallbacks, 'onChatStarted', value);
    Reflect.set(window, 'iAdvizeCallbacks', { onChatStarted: value });
    tag.load();
    expect(started()).toEqual(['A', 'chatStarted']);
  });
});
