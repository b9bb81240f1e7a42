import { attempt } from '../core/attempt';
import { WebSdkError } from './error';
import type { WebSdk, WebSdkOptions } from './types';

export { IAdvizeError, isIAdvizeError } from '../shared/error';
export type { IAdvizeErrorCode, IAdvizeErrorDetails } from '../shared/error';
export { WebSdkError } from './error';
export type {
  Transaction,
  WebSdk,
  WebSdkEvent,
  WebSdkOptions,
  WebSdkProperties,
  WebSdkProperty,
  WebSdkValue,
  WritableWebSdkProperty,
} from './types';

type Tag = Partial<Record<string, (...args: unknown[]) => unknown>>;

declare const window: {
  /** What waits for the tag, or, once it is loaded, the tag's own object. */
  iAdvizeInterface?: { push(use: (tag: Tag) => void): unknown } | null;
};

function expect(right: boolean, what: string): void {
  if (!right) throw new TypeError(`Expected ${what}`);
}

/**
 * Typed access to the iAdvize tag's Web SDK. On a server every promise rejects with a `WebSdkError`, and `on` does nothing.
 * @throws TypeError where the timeout is not a number of milliseconds.
 */
export function createWebSdk({ timeout = 10_000 }: WebSdkOptions = {}): WebSdk {
  expect(timeout >= 0, 'milliseconds');
  /** What `on` began, by what ends it. */
  const begun = new Map<() => void, readonly [event: string, listener: unknown]>();

  function ask<Answer>(method: string, ...args: unknown[]): Promise<Answer> {
    const answer = new Promise<unknown>((resolve, reject) => {
      const fail = (reason: WebSdkError['reason'], cause?: unknown) => reject(new WebSdkError(method, reason, cause));
      try {
        // An array, whose elements the tag will run, or the tag's own object.
        (window.iAdvizeInterface ??= new Array<(tag: Tag) => void>()).push((tag) => {
          if (typeof tag[method] !== 'function') fail('unsupported');
          // Not `resolve` itself: what it is given decides alone, and a tag may never settle.
          new Promise((answered) => answered(tag[method]?.(...args))).then(resolve, reject);
        });
        setTimeout(fail, timeout, 'timeout');
      } catch (cause) {
        fail('unreachable', cause);
      }
    });
    answer.catch(() => {});
    return answer as Promise<Answer>;
  }

  return {
    get: (property) => ask('get', property),
    set: (property, value) => ask('set', property, value),

    on(event, listener) {
      expect(typeof listener === 'function', 'a function');
      const receive = (value: Parameters<typeof listener>[0]) => attempt(() => listener(value));
      const stop = () => {
        if (begun.delete(stop)) void ask('off', event, receive);
      };
      if (typeof window === 'undefined') return stop;
      begun.set(stop, [event, listener]);
      ask('on', event, receive).catch((error: Partial<WebSdkError>) => {
        // A tag that has not come yet may still come.
        if (error.reason !== 'timeout')
          attempt(() => {
            throw error;
          });
      });
      return stop;
    },

    off(event, listener) {
      for (const [stop, of] of begun) if (of[0] === event && of[1] === listener) stop();
    },

    navigate(screen) {
      expect(typeof screen === 'string', 'a string');
      return ask('navigate', screen);
    },

    recordTransaction(transaction) {
      const { id, amount } = transaction;
      expect(typeof id === 'string' && Number.isFinite(amount), 'an id and an amount');
      return ask('recordTransaction', transaction);
    },

    activate: (...args) => ask('activate', ...args),
    logout: () => ask('logout'),
  };
}
