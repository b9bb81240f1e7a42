import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { installCallbacks } from '../../src';
import { createFakeTag } from '../../src/testing';

/** Where the library leaves what it installs; without it, a page that knows nothing of it. */
const shared = Symbol.for('iAdvizeCallbacks');
const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});

beforeEach(() => {
  Reflect.deleteProperty(window, shared);
  Reflect.deleteProperty(window, 'iAdvize');
  warn.mockClear();
});

afterEach(() => installCallbacks().uninstall());

describe('installed after the tag', () => {
  it('says so, once', () => {
    createFakeTag().load();
    const iadvize = installCallbacks();
    installCallbacks();
    expect(iadvize.installedLate).toBe(true);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0]?.[0]).toMatch(/iAdvize tag.*snippet/);
  });

  it('says nothing where the snippet stood in', () => {
    Reflect.set(window, shared, { received: [], assigned: [], entries: {} });
    createFakeTag().load();
    expect(installCallbacks().installedLate).toBe(false);
    expect(warn).not.toHaveBeenCalled();
  });
});

describe('installed before the tag', () => {
  it.each<[string, () => void]>([
    ['nothing', () => {}],
    ['a string, as some pages have', () => Reflect.set(window, 'iAdvize', 'shop')],
    [
      'an element of that id',
      () => document.body.append(Object.assign(document.createElement('div'), { id: 'iAdvize' })),
    ],
  ])('says nothing, whatever is in the place of its object: %s', (_, put) => {
    put();
    expect(installCallbacks().installedLate).toBe(false);
    createFakeTag().load();
    expect(installCallbacks().installedLate).toBe(false);
    expect(warn).not.toHaveBeenCalled();
    document.getElementById('iAdvize')?.remove();
  });
});
