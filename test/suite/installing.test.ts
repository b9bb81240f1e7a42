import { describe, expect, it, vi } from 'vitest';
import { installCallbacks } from '../../src';
import { createFakeTag } from '../../src/testing';
import { collectErrors } from '../support/errors';
import { page, useSite } from '../support/site';

collectErrors();
const site = useSite();

describe('installing', () => {
  it('again gives the same object', () => {
    site.install();
    expect(installCallbacks()).toBe(site.iadvize);
    expect(installCallbacks({ overwrites: 'last' })).toBe(site.iadvize);
  });

  it('after the tag, patches the object it holds', () => {
    page.iAdvizeCallbacks = { onChatStarted: site.teams.plain('A') };
    const tag = createFakeTag({ reads: 'reference' });
    tag.load();
    site.install();
    tag.fire('onChatStarted');
    expect([...site.teams.ran(), ...site.heard]).toEqual(['A', 'chatStarted']);
  });

  it('runs code once that runs again after its first object was put there again', () => {
    site.install();
    const first = { onChatStarted: site.teams.plain('A') };
    page.iAdvizeCallbacks = first;
    page.iAdvizeCallbacks = { onChatStarted: site.teams.chained('B', page.iAdvizeCallbacks['onChatStarted']) };
    page.iAdvizeCallbacks = first;
    page.iAdvizeCallbacks = { onChatStarted: site.teams.plain('A') };
    page.iAdvizeCallbacks['onChatStarted']?.({ id: 1 });
    expect(site.teams.ran().sort()).toEqual(['A', 'B']);
  });

  it('keeps other properties, and callbacks that the documentation does not have', () => {
    const onSomethingNew = vi.fn();
    Reflect.set(window, 'iAdvizeCallbacks', { onSomethingNew, version: 3 });
    site.install();
    page.iAdvizeCallbacks = { ...page.iAdvizeCallbacks, onChatStarted: site.teams.plain('A') };
    expect(page.iAdvizeCallbacks).toMatchObject({ onSomethingNew, version: 3 });
  });
});

describe('uninstalling', () => {
  it('leaves nothing where the page had nothing', () => {
    site.install();
    site.iadvize.uninstall();
    expect('iAdvizeCallbacks' in window).toBe(false);
  });

  it('leaves what the page had, property by property', () => {
    const callbacks = {
      other: 1,
      onChatStarted: site.teams.plain('A'),
      get onChatEnded() {
        return site.teams.plain('B');
      },
      onChatHidden: null,
    };
    Object.defineProperty(callbacks, 'onCallStarted', { value: site.teams.plain('C'), configurable: true });
    const before = Object.getOwnPropertyDescriptors(callbacks);
    Reflect.set(window, 'iAdvizeCallbacks', callbacks);
    site.install();
    site.iadvize.uninstall();
    expect(page.iAdvizeCallbacks).toBe(callbacks);
    expect(Object.getOwnPropertyDescriptors(callbacks)).toEqual(before);
    expect(Object.getPrototypeOf(callbacks)).toBe(Object.prototype);
  });

  it('leaves what the site has set since', () => {
    site.install();
    const [a, b] = [site.teams.plain('A'), site.teams.plain('B')];
    page.iAdvizeCallbacks = { onChatStarted: a, onChatEnded: a, onChatHidden: a };
    page.iAdvizeCallbacks['onChatEnded'] = b;
    delete page.iAdvizeCallbacks['onChatHidden'];
    page.iAdvizeCallbacks = { ...page.iAdvizeCallbacks, onCallStarted: b };
    site.iadvize.uninstall();
    expect(page.iAdvizeCallbacks).toStrictEqual({ onChatStarted: a, onChatEnded: b, onCallStarted: b });
    expect(Object.getOwnPropertyDescriptor(window, 'iAdvizeCallbacks')).toMatchObject({
      writable: true,
      enumerable: true,
      configurable: true,
    });
  });

  it('leaves an object free of what the site put on an older one', () => {
    site.install();
    const kept: NonNullable<typeof page.iAdvizeCallbacks> = {};
    const a = site.teams.plain('A');
    page.iAdvizeCallbacks = kept;
    page.iAdvizeCallbacks = { onChatStarted: a };
    kept['onChatEnded'] = site.teams.plain('B');
    site.iadvize.uninstall();
    expect(page.iAdvizeCallbacks).toStrictEqual({ onChatStarted: a });
  });

  it('leaves what the site has defined in the place of the global, which another installation adopts', () => {
    site.install();
    page.iAdvizeCallbacks = { onChatStarted: site.teams.plain('A') };
    const value = { onChatEnded: site.teams.plain('B') };
    Object.defineProperty(window, 'iAdvizeCallbacks', { value, configurable: true, writable: true });
    site.iadvize.uninstall();
    expect(page.iAdvizeCallbacks).toBe(value);
    site.install();
    page.iAdvizeCallbacks['onChatEnded']?.({ id: 1 });
    expect([...site.teams.ran(), ...site.heard]).toEqual(['B', 'chatEnded']);
  });

  it('leaves an older object to the site, and what inherits from it', () => {
    const [a, b] = [site.teams.plain('A'), site.teams.plain('B')];
    const older: NonNullable<typeof page.iAdvizeCallbacks> = { onChatStarted: a };
    const heir = Object.create(older) as typeof older;
    site.install();
    page.iAdvizeCallbacks = older;
    heir['onChatEnded'] = b;
    page.iAdvizeCallbacks = {};
    site.iadvize.uninstall();
    expect(older['onChatStarted']).toBe(a);
    older['onChatStarted'] = b;
    expect(older['onChatStarted']).toBe(b);
    expect(heir['onChatStarted']).toBeUndefined();
    expect(site.iadvize.overwrites).toEqual([]);
  });

  it('leaves a function that the site put there again to who found it', () => {
    site.install();
    const a = site.teams.plain('A');
    page.iAdvizeCallbacks = { onChatStarted: a };
    page.iAdvizeCallbacks['onChatStarted'] = site.teams.plain('B');
    page.iAdvizeCallbacks['onChatStarted'] = a;
    const found = page.iAdvizeCallbacks['onChatStarted'];
    site.iadvize.uninstall();
    found();
    expect(site.teams.ran()).toEqual(['A']);
  });

  it('leaves what the site put on an object of ours', () => {
    site.install();
    const a = site.teams.plain('A');
    page.iAdvizeCallbacks!['onChatStarted'] = a;
    site.iadvize.uninstall();
    expect(page.iAdvizeCallbacks).toStrictEqual({ onChatStarted: a });
  });

  it('leaves chains that run each team once, where two teams’ code ran again and again', () => {
    site.install();
    page.iAdvizeCallbacks = {};
    for (const team of ['B', 'A', 'A', 'B', 'A', 'B', 'B']) {
      page.iAdvizeCallbacks = { onChatStarted: site.teams.chained(team, page.iAdvizeCallbacks['onChatStarted']) };
    }
    site.iadvize.uninstall();
    page.iAdvizeCallbacks['onChatStarted']?.();
    expect(site.teams.ran().sort()).toEqual(['A', 'B']);
  });

  it('leaves chains that work without us', () => {
    page.iAdvizeCallbacks = { onChatStarted: site.teams.plain('A') };
    site.install();
    for (const team of ['B', 'B', 'C']) {
      page.iAdvizeCallbacks = { onChatStarted: site.teams.chained(team, page.iAdvizeCallbacks['onChatStarted']) };
    }
    site.iadvize.uninstall();
    page.iAdvizeCallbacks['onChatStarted']?.();
    expect(site.teams.ran()).toEqual(['A', 'B', 'C']);

    site.install();
    page.iAdvizeCallbacks['onChatStarted']?.({ id: 1 });
    expect([...site.teams.ran(), ...site.heard]).toEqual(['A', 'B', 'C', 'chatStarted']);
  });

  it('lets code that runs again afterwards run once, also where another team chains to what it was before', () => {
    const chain = (team: string) => {
      page.iAdvizeCallbacks = { onChatStarted: site.teams.chained(team, page.iAdvizeCallbacks?.['onChatStarted']) };
    };
    site.install();
    chain('A');
    chain('B');
    site.iadvize.uninstall();
    site.install();
    chain('A');
    page.iAdvizeCallbacks?.['onChatStarted']?.({ id: 1 });
    expect(site.teams.ran().sort()).toEqual(['A', 'B']);
  });
});
