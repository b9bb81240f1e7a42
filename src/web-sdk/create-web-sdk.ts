import { attempt } from '../core/attempt';
import type { Stop } from '../core/types';
import { has } from '../shared/check-options';
import { setAuthenticated } from './authentication';
import { WebSdkError } from './error';
import { expect } from './expect';
import { tagQueue } from './tag';
import type { TransactionProduct, WebSdk, WebSdkOptions } from './types';

const isText = (value: unknown) => typeof value === 'string';
const isFunction = (value: unknown) => typeof value === 'function';

/** Reports a failure that nobody waits for, unless the tag may still come. */
const report = (error: Error & Partial<WebSdkError>) => {
  if (error.reason !== 'timeout') {
    attempt(() => {
      throw error;
    });
  }
};

/**
 * Typed access to the iAdvize tag's Web SDK. On a server every promise rejects with a `WebSdkError`, and `on` does nothing.
 * @throws TypeError where the timeout is not a number of milliseconds.
 * @example
 * import { createWebSdk } from 'iadvize-callbacks/web-sdk';
 * const sdk = createWebSdk();
 * await sdk.navigate(location.pathname);
 */
export function createWebSdk({ timeout = 10_000 }: WebSdkOptions = {}): WebSdk {
  expect(timeout >= 0, 'milliseconds');
  /** The subscriptions of `on`, by the function that ends each. */
  const begun = new Map<() => void, readonly [event: string, listener: unknown]>();

  function ask<Answer>(method: string, ...args: unknown[]): Promise<Answer> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const answer = new Promise<unknown>((resolve, reject) => {
      const fail = (reason: WebSdkError['reason'], cause?: unknown) => reject(new WebSdkError(method, reason, cause));
      const limit = () => {
        if (timeout < Infinity) timer = setTimeout(fail, timeout, 'timeout');
      };
      try {
        if (typeof window === 'undefined') return fail('unreachable');
        tagQueue().push((tag) => {
          if (!isFunction(tag[method])) fail('unsupported');
          if (method === 'activate') limit();
          // Not `resolve` at once: with a tag's promise, which may never settle, the timeout could not reject any more.
          new Promise((answered) => answered(tag[method]?.(...args))).then(resolve, reject);
        });
        if (method !== 'activate') limit();
      } catch (cause) {
        fail('unreachable', cause);
      }
    });
    // Cleared as soon as there is an answer: frameworks that wait until a page is at rest wait for its timers.
    const end = () => clearTimeout(timer);
    answer.then(end, end);
    return answer as Promise<Answer>;
  }

  const sdk: WebSdk = {
    // An older tag has no `conversation:id`; an empty one is none.
    get: (property) =>
      ask('get', property).then((value) => (property === 'conversation:id' && !value ? null : value) as never),
    set: (property, value) => ask('set', property, value),

    on(event, listener) {
      expect(isFunction(listener), 'a function');
      const receive = (value: Parameters<typeof listener>[0]) => attempt(() => listener(value));
      const stop = () => {
        if (begun.delete(stop)) void ask('off', event, receive);
      };
      if (typeof window === 'undefined') return stop;
      begun.set(stop, [event, listener]);
      ask('on', event, receive).catch(report);
      return stop;
    },

    off(event, listener) {
      for (const [stop, of] of begun) if (of[0] === event && of[1] === listener) stop();
    },

    navigate(screen) {
      expect(isText(screen), 'a string');
      return ask('navigate', screen);
    },

    recordTransaction(transaction) {
      const { id, amount, products = [] } = transaction;
      expect(isText(id) && Number.isFinite(amount), 'an id and an amount');
      expect(
        Array.isArray(products) && products.every((product: Partial<TransactionProduct> | null) => isText(product?.id)),
        'an id per product',
      );
      return ask('recordTransaction', transaction);
    },

    activate(getAuthentication) {
      expect(isFunction(getAuthentication), 'a function');
      setAuthenticated(true);
      return ask('activate', getAuthentication);
    },

    logout() {
      setAuthenticated(false);
      return ask('logout');
    },

    help: () => ask('help'),

    followConsent(source) {
      expect(has(source, 'subscribe'), 'a consent source');
      let told: boolean | undefined;
      let end: Stop | void;
      let ended = false;
      attempt(() => {
        end = source.subscribe((answer) => {
          if (ended || typeof answer !== 'boolean' || answer === told) return;
          told = answer;
          sdk.set('visitor:cookiesConsent', answer).catch(report);
        });
      });
      return () => {
        ended = true;
        end?.();
      };
    },
  };
  return sdk;
}
