import { createEnvironmentInjector, Injector, NgZone, runInInjectionContext } from '@angular/core';
import type { EnvironmentInjector } from '@angular/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { injectIAdvizeEvent, injectIAdvizeState } from '../../src/angular';
import { initialState } from '../../src/state';
import { useTag } from '../support/tag';

const { tag } = useTag();
let injector: EnvironmentInjector;
const inject = <Result>(use: () => Result) => runInInjectionContext(injector, use);
/** A zone, as far as the library asks one. */
const zone = { run: vi.fn((act: () => unknown) => act()) };

beforeEach(() => {
  const none = Injector.NULL as EnvironmentInjector;
  injector = createEnvironmentInjector([{ provide: NgZone, useValue: zone }], none);
});

afterEach(() => {
  zone.run.mockClear();
});

describe('injectIAdvizeState', () => {
  it('has what happened before, and follows', () => {
    tag.fire('onChatDisplayed');
    const chat = inject(() => injectIAdvizeState(({ chat }) => chat));
    expect(chat()).toBe('displayed');
    tag.fire('onChatStarted');
    expect(chat()).toBe('conversation');
  });

  it('gives the whole state', () => {
    expect(inject(() => injectIAdvizeState())()).toEqual(initialState);
  });

  it('ends with what injects it', () => {
    const chat = inject(() => injectIAdvizeState(({ chat }) => chat));
    injector.destroy();
    tag.fire('onChatStarted');
    expect(chat()).toBe('hidden');
  });
});

describe('injectIAdvizeEvent', () => {
  it('listens in the zone, until what injects it is destroyed', () => {
    const heard = vi.fn();
    inject(() => injectIAdvizeEvent('chatStarted', heard));
    tag.fire('onChatStarted');
    tag.fire('onChatEnded');
    expect(heard).toHaveBeenCalledOnce();
    expect(heard).toHaveBeenCalledWith(expect.objectContaining({ type: 'chatStarted' }));
    expect(zone.run).toHaveBeenCalledOnce();
    injector.destroy();
    tag.fire('onChatStarted');
    expect(heard).toHaveBeenCalledOnce();
  });

  it('delivers first what has fired, on request', () => {
    tag.fire('onChatStarted');
    const replayed = vi.fn();
    const later = vi.fn();
    inject(() => injectIAdvizeEvent('*', replayed, { replay: true }));
    inject(() => injectIAdvizeEvent('*', later));
    expect(replayed).toHaveBeenCalledWith(expect.objectContaining({ type: 'chatStarted', replayed: true }));
    expect(later).not.toHaveBeenCalled();
  });

  it('refuses what is wrong', () => {
    expect(() => inject(() => injectIAdvizeEvent('chatBegun' as 'chatStarted', () => {}))).toThrow(TypeError);
    expect(() => inject(() => injectIAdvizeEvent('chatStarted', 'log' as never))).toThrow(TypeError);
    expect(() => injectIAdvizeEvent('chatStarted', () => {})).toThrow(/NG0203/);
  });
});
