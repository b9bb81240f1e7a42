import { afterEach, describe, expect, it, vi } from 'vitest';
import { installCallbacks } from '../../src';
import { createFakeTag } from '../../src/testing';
import { page } from '../support/site';

const iadvize = installCallbacks();

afterEach(() => {
  vi.unstubAllGlobals();
  iadvize.uninstall();
  Reflect.deleteProperty(window, 'iAdvizeCallbacks');
});

const listed = () => iadvize.overwrites.map(({ callback }) => callback);
const last = () => iadvize.overwrites.at(-1);

describe('the overwrites', () => {
  it('are none where the page has only read', () => {
    installCallbacks();
    page.iAdvizeCallbacks = page.iAdvizeCallbacks ?? {};
    createFakeTag({ reads: 'snapshot' }).load();
    expect(iadvize.overwrites).toEqual([]);
  });

  it('have what the page had before, once', () => {
    page.iAdvizeCallbacks = { onChatStarted() {} };
    installCallbacks();
    installCallbacks();
    expect(iadvize.overwrites).toEqual([{ timestamp: expect.any(Number), callback: undefined, stack: undefined }]);
  });

  it('have who assigned the whole object, and when', () => {
    installCallbacks();
    const before = Date.now();
    (function shopTeam() {
      page.iAdvizeCallbacks = { onChatStarted() {} };
    })();
    page.iAdvizeCallbacks = undefined;
    expect(listed()).toEqual([undefined, undefined]);
    const [{ timestamp = NaN, stack = '' } = {}] = iadvize.overwrites;
    expect(timestamp).toBeGreaterThanOrEqual(before);
    expect(timestamp).toBeLessThanOrEqual(Date.now());
    expect(stack).toContain('shopTeam');
    expect(stack).toContain('overwrites.test');
  });

  it('have who assigned or deleted one callback, in order', () => {
    installCallbacks();
    const callbacks = page.iAdvizeCallbacks ?? {};
    (function cartTeam() {
      callbacks['onChatEnded'] = () => {};
    })();
    expect(last()).toMatchObject({ callback: 'onChatEnded', stack: expect.stringContaining('cartTeam') });
    delete callbacks['onChatEnded'];
    callbacks['onChatStarted'] = null;
    // Seen when the page's object is next asked for.
    expect(page.iAdvizeCallbacks).toBe(callbacks);
    expect(listed()).toEqual(['onChatEnded', 'onChatStarted', 'onChatEnded']);
    expect(last()?.stack).toBeUndefined();
  });

  it('are of a list that is the reader’s own', () => {
    installCallbacks();
    page.iAdvizeCallbacks = {};
    (iadvize.overwrites as unknown[]).length = 0;
    expect(iadvize.overwrites).toHaveLength(1);
  });

  it('are the last hundred', () => {
    installCallbacks();
    for (let route = 0; route < 150; route += 1) page.iAdvizeCallbacks = { onChatStarted() {} };
    page.iAdvizeCallbacks!['onChatEnded'] = () => {};
    expect(iadvize.overwrites).toHaveLength(100);
    expect(last()?.callback).toBe('onChatEnded');
  });

  it('are forgotten at the uninstallation', () => {
    installCallbacks();
    page.iAdvizeCallbacks = {};
    iadvize.uninstall();
    expect(iadvize.overwrites).toEqual([]);
  });

  class Unreadable {
    get stack(): string {
      throw new Error('of the page');
    }
  }

  it.each([
    [
      'an Error that throws',
      () =>
        vi.stubGlobal('Error', () => {
          throw new TypeError('of the page');
        }),
    ],
    ['an Error whose stack throws', () => vi.stubGlobal('Error', Unreadable)],
    ['no Error at all', () => vi.stubGlobal('Error', undefined)],
  ])('survive %s', (_, spoil) => {
    installCallbacks();
    const heard = vi.fn();
    iadvize.on('chatStarted', heard);
    spoil();
    page.iAdvizeCallbacks = {};
    page.iAdvizeCallbacks['onChatEnded'] = () => {};
    vi.unstubAllGlobals();
    expect(iadvize.overwrites.map(({ callback, stack }) => [callback, stack])).toEqual([
      [undefined, undefined],
      ['onChatEnded', undefined],
    ]);
    const tag = createFakeTag();
    tag.load();
    tag.fire('onChatStarted');
    expect(heard).toHaveBeenCalledOnce();
  });

  it('survive a stack trace of no lines, and a frozen Error', () => {
    installCallbacks();
    const { stackTraceLimit } = Error;
    vi.stubGlobal('Error', Object.freeze(class extends Error {}));
    page.iAdvizeCallbacks = {};
    vi.unstubAllGlobals();
    Error.stackTraceLimit = 0;
    page.iAdvizeCallbacks = {};
    Error.stackTraceLimit = stackTraceLimit;
    expect(listed()).toEqual([undefined, undefined]);
  });
});

describe('a call that another copy of the library passes on', () => {
  it('keeps its time, and the site’s functions their this', () => {
    const owners: unknown[] = [];
    const callbacks = {
      onChatStarted(this: unknown) {
        owners.push(this);
      },
    };
    page.iAdvizeCallbacks = callbacks;
    installCallbacks();
    page.iAdvizeCallbacks['onChatStarted']?.call(1_600_000_000_000, { id: 1 });
    expect(iadvize.events.map(({ timestamp }) => timestamp)).toEqual([1_600_000_000_000]);
    expect(owners).toEqual([callbacks]);
    page.iAdvizeCallbacks['onChatStarted']?.({ id: 2 });
    expect(iadvize.events[1]?.timestamp).toBeGreaterThan(1_600_000_000_000);
    expect(owners).toEqual([callbacks, callbacks]);
  });
});
