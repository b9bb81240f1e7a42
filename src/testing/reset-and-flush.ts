import { sentKey } from '../adapters/pipeline/once-per-conversation';
import { keyPrefix, keysFrom } from '../adapters/pipeline/storage';
import { libraryKey } from '../core/shared';
import { authenticatedKey } from '../web-sdk/authentication';

/**
 * Makes the page one where nothing has happened yet: ends every subscription and adapter, forgets the events, and removes what
 * the library, its adapters and the tag have left in storage and on `window`. Between two tests.
 * @example
 * import { reset } from 'iadvize-callbacks/testing';
 * import { afterEach } from 'vitest';
 * afterEach(() => reset());
 */
export function reset(): void {
  // Uninstalls any copy and version of the library; does not install one.
  const installed = window[libraryKey];
  if (typeof installed === 'function') installed({}).uninstall();
  for (const name of ['iAdvizeCallbacks', 'iAdvize', 'iAdvizeInterface', 'idzCustomData', sentKey, authenticatedKey]) {
    // A `var` cannot be deleted.
    if (!Reflect.deleteProperty(window, name)) Reflect.set(window, name, undefined);
  }
  try {
    for (const key of keysFrom(keyPrefix)) localStorage.removeItem(key);
  } catch {
    // Storage is blocked, so there is nothing in it.
  }
}

/**
 * Has the adapters hand over now what waits in them, as they do when a page is left, instead of when it is idle; under fake
 * timers, too. What waits for a consent or a tool that is not there still waits.
 * @example
 * import { flush } from 'iadvize-callbacks/testing';
 * await flush();
 */
export async function flush(): Promise<void> {
  // An answer that a promise gives is there after its turn, and one behind an `await` of the site's after a few.
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  window.dispatchEvent(new Event('pagehide'));
}
