import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { installCallbacks } from '../../src';
import type { IAdvizeCallbacks } from '../../src';
import { createFakeTag } from '../../src/testing';
import { collectErrors } from '../support/errors';
import { createTeams, page } from '../support/site';

collectErrors();
let iadvize: IAdvizeCallbacks;
let teams: ReturnType<typeof createTeams>;
let heard: string[];

beforeEach(() => {
  teams = createTeams();
  heard = [];
});

afterEach(() => {
  iadvize.uninstall();
  Reflect.deleteProperty(window, 'iAdvizeCallbacks');
});

function install(options?: Parameters<typeof installCallbacks>[0]) {
  iadvize = installCallbacks(options);
  iadvize.on('*', ({ type }) => heard.push(type));
}

describe('installing', () => {
  it('again gives the same object', () => {
    install();
    expect(installCallbacks()).toBe(iadvize);
    expect(installCallbacks({ overwrites: 'last' })).toBe(iadvize);
  });

  it('after the tag, patches the object it holds', () => {
    page.iAdvizeCallbacks = { onChatStarted: teams.plain('A') };
    const tag = createFakeTag({ reads: 'reference' });
    tag.load();
    install();
    tag.fire('onChatStarted');
    expect([...teams.ran(), ...heard]).toEqual(['A', 'chatStarted']);
  });

  it('keeps other properties, and callbacks that the documentation does not have', () => {
    const onSomethingNew = vi.fn();
    Reflect.set(window, 'iAdvizeCallbacks', { onSomethingNew, version: 3 });
    install();
    page.iAdvizeCallbacks = { ...page.iAdvizeCallbacks, onChatStarted: teams.plain('A') };
    expect(page.iAdvizeCallbacks).toMatchObject({ onSomethingNew, version: 3 });
  });
});

describe('uninstalling', () => {
  it('leaves nothing where the page had nothing', () => {
    install();
    iadvize.uninstall();
    expect('iAdvizeCallbacks' in window).toBe(false);
  });

  it('leaves what the page had, property by property', () => {
    const callbacks = {
      other: 1,
      onChatStarted: teams.plain('A'),
      get onChatEnded() {
        return teams.plain('B');
      },
      onChatHidden: null,
    };
    Object.defineProperty(callbacks, 'onCallStarted', { value: teams.plain('C'), configurable: true });
    const before = Object.getOwnPropertyDescriptors(callbacks);
    Reflect.set(window, 'iAdvizeCallbacks', callbacks);
    install();
    iadvize.uninstall();
    expect(page.iAdvizeCallbacks).toBe(callbacks);
    expect(Object.getOwnPropertyDescriptors(callbacks)).toEqual(before);
    expect(Object.getPrototypeOf(callbacks)).toBe(Object.prototype);
  });

  it('leaves what the site has set since', () => {
    install();
    const [a, b] = [teams.plain('A'), teams.plain('B')];
    page.iAdvizeCallbacks = { onChatStarted: a, onChatEnded: a, onChatHidden: a };
    page.iAdvizeCallbacks['onChatEnded'] = b;
    delete page.iAdvizeCallbacks['onChatHidden'];
    page.iAdvizeCallbacks = { ...page.iAdvizeCallbacks, onCallStarted: b };
    iadvize.uninstall();
    expect(page.iAdvizeCallbacks).toStrictEqual({ onChatStarted: a, onChatEnded: b, onCallStarted: b });
    expect(Object.getOwnPropertyDescriptor(window, 'iAdvizeCallbacks')).toMatchObject({
      writable: true,
      enumerable: true,
      configurable: true,
    });
  });

  it('leaves an object free of what the site put on an older one', () => {
    install();
    const kept: NonNullable<typeof page.iAdvizeCallbacks> = {};
    const a = teams.plain('A');
    page.iAdvizeCallbacks = kept;
    page.iAdvizeCallbacks = { onChatStarted: a };
    kept['onChatEnded'] = teams.plain('B');
    iadvize.uninstall();
    expect(page.iAdvizeCallbacks).toStrictEqual({ onChatStarted: a });
  });

  it('leaves what the site put on an object of ours', () => {
    install();
    const a = teams.plain('A');
    page.iAdvizeCallbacks!['onChatStarted'] = a;
    iadvize.uninstall();
    expect(page.iAdvizeCallbacks).toStrictEqual({ onChatStarted: a });
  });

  it('leaves chains that run each team once, where two teams’ code ran again and again', () => {
    install();
    page.iAdvizeCallbacks = {};
    for (const team of ['B', 'A', 'A', 'B', 'A', 'B', 'B']) {
      page.iAdvizeCallbacks = { onChatStarted: teams.chained(team, page.iAdvizeCallbacks['onChatStarted']) };
    }
    iadvize.uninstall();
    page.iAdvizeCallbacks['onChatStarted']?.();
    expect(teams.ran().sort()).toEqual(['A', 'B']);
  });

  it('leaves chains that work without us', () => {
    page.iAdvizeCallbacks = { onChatStarted: teams.plain('A') };
    install();
    for (const team of ['B', 'B', 'C']) {
      page.iAdvizeCallbacks = { onChatStarted: teams.chained(team, page.iAdvizeCallbacks['onChatStarted']) };
    }
    iadvize.uninstall();
    page.iAdvizeCallbacks['onChatStarted']?.();
    expect(teams.ran()).toEqual(['A', 'B', 'C']);

    install();
    page.iAdvizeCallbacks['onChatStarted']?.({ id: 1 });
    expect([...teams.ran(), ...heard]).toEqual(['A', 'B', 'C', 'chatStarted']);
  });
});
