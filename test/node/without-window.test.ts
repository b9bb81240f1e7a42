// @vitest-environment node -- also where the others have a window, as for `npm run mutate`
import { describe, expect, it, vi } from 'vitest';
import { callbackNames, installCallbacks } from '../../src';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

describe('without a window', () => {
  it('installs an object that takes every call and does nothing', () => {
    expect(typeof window).toBe('undefined');
    const iadvize = installCallbacks();
    const adapter = vi.fn();
    expect(installCallbacks()).toBe(iadvize);
    expect(iadvize).toMatchObject({ events: [], overwrites: [], installedLate: false });
    expect(() => iadvize.on('chatStarted', () => {})()).not.toThrow();
    expect(() => iadvize.off('chatStarted', () => {})).not.toThrow();
    expect(() => iadvize.use(adapter)()).not.toThrow();
    expect(() => iadvize.uninstall()).not.toThrow();
    expect(adapter).not.toHaveBeenCalled();
    expect(() => iadvize.on('nope' as 'chatStarted', () => {})).toThrow(TypeError);
  });

  it('keeps nothing from one request to the next', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const listeners = Array.from({ length: 100 }, () => {
      const listener = () => {};
      const iadvize = installCallbacks();
      iadvize.on('*', listener);
      iadvize.use(() => {});
      void iadvize.once('chatStarted');
      return new WeakRef(listener);
    });
    await vi.waitFor(() => {
      collect();
      expect(listeners.filter((listener) => listener.deref())).toEqual([]);
    });
  });

  it('still rejects once when its signal aborts', async () => {
    const reason = new Error('gone');
    await expect(installCallbacks().once('chatStarted', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  it('knows the names', () => {
    expect(callbackNames).toContain('onChatStarted');
  });
});
