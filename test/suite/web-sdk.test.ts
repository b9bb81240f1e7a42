import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeTag, reset } from '../../src/testing';
import type { FakeTag } from '../../src/testing';
import { createWebSdk, WebSdkError } from '../../src/web-sdk';
import type { AuthenticationOption, WebSdk } from '../../src/web-sdk';
import { collectErrors } from '../support/errors';

const errors = collectErrors();
const option = { type: 'SECURED_AUTHENTICATION', token: 'abc' } as const;
let tag: FakeTag;
let sdk: WebSdk;

beforeEach(() => {
  tag = createFakeTag();
  sdk = createWebSdk();
});

afterEach(() => {
  reset();
  vi.useRealTimers();
});

const getInterface = (): unknown => Reflect.get(window, 'iAdvizeInterface');
const setInterface = (value: unknown) => Reflect.set(window, 'iAdvizeInterface', value);

describe.each(['before', 'after'])('%s the tag', (when) => {
  beforeEach(() => {
    if (when === 'after') tag.load();
  });
  const load = () => {
    if (when === 'before') tag.load();
  };

  it('gets and sets properties', async () => {
    const version = sdk.get('tag:version');
    const done = sdk.set('visitor:GDPRConsent', true);
    const consent = sdk.get('visitor:GDPRConsent');
    load();
    expect(await version).toBe('FULL');
    expect(await done).toBeUndefined();
    expect(await consent).toBe(true);
  });

  it('navigates, records and authenticates, in order', async () => {
    const signIn = async () => ({ authenticationOption: option });
    const calls = [
      sdk.navigate('/cart'),
      sdk.recordTransaction({ id: 'A-1', amount: 12.5, products: [{ id: 'P-1' }] }),
      sdk.activate(signIn),
      sdk.logout(),
    ];
    load();
    expect(await Promise.all(calls)).toEqual([
      undefined,
      undefined,
      { authentication: { option, status: 'authentication-success' } },
      undefined,
    ]);
    expect(tag.sdkCalls).toEqual([
      { method: 'navigate', args: ['/cart'] },
      { method: 'recordTransaction', args: [{ id: 'A-1', amount: 12.5, products: [{ id: 'P-1' }] }] },
      { method: 'activate', args: [signIn] },
      { method: 'logout', args: [] },
    ]);
  });

  it('listens until told not to', () => {
    const [heard, left, gone] = [vi.fn(), vi.fn(), vi.fn()];
    sdk.on('visitor:cookiesConsentChange', heard);
    sdk.on('visitor:cookiesConsentChange', left);
    sdk.on('visitor:cookiesConsentChange', gone);
    sdk.off('visitor:cookiesConsentChange', gone);
    load();
    tag.sdk.set('visitor:cookiesConsent', true);
    sdk.off('visitor:cookiesConsentChange', left);
    tag.sdk.set('visitor:cookiesConsent', false);
    expect(heard.mock.calls).toEqual([[true], [false]]);
    expect(left.mock.calls).toEqual([[true]]);
    expect(gone).not.toHaveBeenCalled();
  });

  it('returns what ends a listener, and keeps its exceptions from the tag', () => {
    const stop = sdk.on('visitor:GDPRConsentChange', () => {
      throw new Error('listener');
    });
    load();
    expect(() => tag.sdk.set('visitor:GDPRConsent', true)).not.toThrow();
    stop();
    stop();
    tag.sdk.set('visitor:GDPRConsent', false);
    expect(errors.take()).toEqual([new Error('listener')]);
  });

  it('passes on what the tag throws', async () => {
    tag.sdk.navigate = () => {
      throw new Error('from the tag');
    };
    const done = sdk.navigate('/');
    expect(load).not.toThrow();
    await expect(done).rejects.toThrow('from the tag');
  });

  it('names what an older tag does not have', async () => {
    Reflect.deleteProperty(tag.sdk, 'activate');
    const done = sdk.activate(() => ({ authenticationOption: option }));
    load();
    await expect(done).rejects.toMatchObject({ name: 'WebSdkError', reason: 'unsupported' });
  });
});

describe('iAdvizeInterface', () => {
  it('stays the array that the page made, with its configuration', () => {
    const waiting = Object.assign([() => {}], { config: { sid: 1 } });
    setInterface(waiting);
    void sdk.navigate('/');
    expect(getInterface()).toBe(waiting);
    expect(waiting).toHaveLength(2);
    expect(waiting.config).toEqual({ sid: 1 });
  });

  it.each([undefined, null])('is made where it is %s', (value) => {
    setInterface(value);
    void sdk.navigate('/');
    void sdk.logout();
    expect(getInterface()).toHaveLength(2);
  });

  it.each([
    ['frozen', Object.freeze([])],
    ['a string', 'taken'],
    ['an object without push', {}],
    [
      'one whose push throws',
      {
        push() {
          throw new Error('push');
        },
      },
    ],
  ])('is told unreachable where it is %s', async (_, value) => {
    setInterface(value);
    await expect(sdk.get('tag:version')).rejects.toSatisfy(
      (error) => error instanceof WebSdkError && error.reason === 'unreachable' && error.cause instanceof Error,
    );
    expect(() => sdk.on('tag:versionChange', () => {})).not.toThrow();
    await Promise.resolve();
    expect(errors.take()).toEqual([expect.any(WebSdkError)]);
    expect(getInterface()).toBe(value);
  });
});

describe('without an answer', () => {
  it('a promise is rejected in time, and what was asked is done when the tag comes after all', async () => {
    vi.useFakeTimers();
    const done = createWebSdk({ timeout: 500 }).recordTransaction({ id: 'A-1', amount: 1 });
    const settled = vi.fn();
    done.catch(settled);
    await vi.advanceTimersByTimeAsync(499);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(settled).toHaveBeenCalledWith(
      expect.objectContaining({ reason: 'timeout', message: 'iAdvize.recordTransaction: timeout' }),
    );
    tag.load();
    expect(tag.sdkCalls).toHaveLength(1);
  });

  it('it waits no longer once there is one', async () => {
    vi.useFakeTimers();
    tag.load();
    await sdk.navigate('/cart');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('of a tag that never settles, too', async () => {
    vi.useFakeTimers();
    tag.sdk.logout = () => new Promise(() => {});
    tag.load();
    const done = expect(sdk.logout()).rejects.toMatchObject({ reason: 'timeout' });
    await vi.advanceTimersByTimeAsync(10_000);
    await done;
  });
});

describe('wrong arguments', () => {
  it.each<[string, (sdk: Record<string, (...args: unknown[]) => unknown>) => unknown]>([
    ['a listener', (sdk) => sdk['on']?.('tag:versionChange', 'listener')],
    ['a screen', (sdk) => sdk['navigate']?.(1)],
    ['an id', (sdk) => sdk['recordTransaction']?.({ id: 1, amount: 1 })],
    ['an amount', (sdk) => sdk['recordTransaction']?.({ id: '1', amount: NaN })],
    ['a product', (sdk) => sdk['recordTransaction']?.({ id: '1', amount: 1, products: [{ id: 1 }] })],
    ['no list of products', (sdk) => sdk['recordTransaction']?.({ id: '1', amount: 1, products: {} })],
    ['a token in place of a function', (sdk) => sdk['activate']?.('token')],
    ['a consent in place of its source', (sdk) => sdk['followConsent']?.(true)],
    ['a transaction', (sdk) => sdk['recordTransaction']?.()],
  ])('are refused: %s', (_, use) => {
    expect(() => use(sdk as never)).toThrow(TypeError);
    expect(getInterface()).toBeUndefined();
  });

  it('are refused: a timeout', () => {
    expect(() => createWebSdk({ timeout: -1 })).toThrow(TypeError);
    expect(() => createWebSdk({ timeout: NaN })).toThrow(TypeError);
  });
});

describe('authentication', () => {
  it('asks for a new token whenever the session is checked', async () => {
    tag.load();
    let count = 0;
    const getAuthentication = vi.fn(async () => ({
      authenticationOption: { type: 'SECURED_AUTHENTICATION', token: `token ${(count += 1)}` } as const,
    }));
    await sdk.activate(getAuthentication);
    await tag.platform.checkSession();
    expect(count).toBe(2);
  });

  it('gives a refused token as a result, once', async () => {
    tag.platform.refuse('Failed to authenticate visitor from credentials : website');
    tag.load();
    const getAuthentication = vi.fn(() => ({ authenticationOption: option }));
    expect(await sdk.activate(getAuthentication)).toEqual({
      authentication: {
        option,
        status: 'authentication-failure',
        reason: 'Failed to authenticate visitor from credentials : website',
      },
    });
    expect(getAuthentication).toHaveBeenCalledTimes(1);
  });

  it('may go from anonymous to signed in, and otherwise not twice without a logout', async () => {
    tag.load();
    const status = async (authenticationOption: AuthenticationOption) => {
      const { authentication } = await sdk.activate(() => ({ authenticationOption }));
      return authentication.status === 'authentication-failure' ? authentication.reason : authentication.status;
    };
    expect(await status({ type: 'ANONYMOUS_AUTHENTICATION' })).toBe('authentication-success');
    expect(await status(option)).toBe('authentication-success');
    expect(await status(option)).toBe("Can't activate twice, please logout first");
    await sdk.logout();
    expect(await status(option)).toBe('authentication-success');
  });

  it('passes on what the function throws, and lets the tag take its time to come', async () => {
    vi.useFakeTimers();
    const done = sdk.activate(() => {
      throw new Error('no session');
    });
    const settled = vi.fn();
    done.catch(settled);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(settled).not.toHaveBeenCalled();
    tag.load();
    await expect(done).rejects.toThrow('no session');
  });

  it('times out once the tag has been called', async () => {
    vi.useFakeTimers();
    tag.load();
    const done = expect(sdk.activate(() => new Promise(() => {}))).rejects.toMatchObject({ reason: 'timeout' });
    await vi.advanceTimersByTimeAsync(10_000);
    await done;
  });
});

it('tells the conversation that is going on', async () => {
  tag.load();
  const heard = vi.fn();
  sdk.on('conversation:idChange', heard);
  expect(await sdk.get('conversation:id')).toBeNull();
  tag.call('onChatStarted', { conversationId: 'abc' });
  expect(await sdk.get('conversation:id')).toBe('abc');
  tag.fire('onChatEnded');
  expect(heard.mock.calls).toEqual([['abc'], [null]]);
});

it('knows no conversation on a tag that knows none', async () => {
  tag.sdk.get = () => undefined;
  tag.load();
  expect(await sdk.get('conversation:id')).toBeNull();
});

it('tells the box of a sandboxed tag, and its help', async () => {
  tag.load();
  const heard = vi.fn();
  sdk.on('app:boundariesChange', heard);
  tag.platform.emit('app:boundariesChange', { width: 0, height: 0 });
  expect(heard).toHaveBeenCalledWith({ width: 0, height: 0 });
  expect(await sdk.help()).toContain('activate');
});

describe('a consent that the tag follows', () => {
  function createSource() {
    let update: (answer: boolean | null | undefined) => void = () => {};
    const ended = vi.fn();
    const source = {
      subscribe(next: typeof update) {
        update = next;
        return ended;
      },
    };
    return { source, ended, answer: (answer: boolean | null | undefined) => update(answer) };
  }

  it('is set when it is known and when it changes, never before', () => {
    const { source, answer } = createSource();
    const set = vi.spyOn(tag.sdk, 'set');
    tag.load();
    sdk.followConsent(source);
    answer(undefined);
    answer(null);
    expect(set).not.toHaveBeenCalled();
    for (const now of [false, false, true, undefined, true, false]) answer(now);
    expect(set.mock.calls.map(([, value]) => value)).toEqual([false, true, false]);
    expect(set.mock.calls[0]?.[0]).toBe('visitor:cookiesConsent');
  });

  it('is left alone once it is told to', () => {
    const { source, ended, answer } = createSource();
    const set = vi.spyOn(tag.sdk, 'set');
    tag.load();
    sdk.followConsent(source)();
    answer(true);
    expect(ended).toHaveBeenCalledTimes(1);
    expect(set).not.toHaveBeenCalled();
  });
});
