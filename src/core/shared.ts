import type { CallbackName } from './callbacks';
import type { IAdvizeCallbacks, InstallOptions } from './types';

export const globalName = 'iAdvizeCallbacks';

/**
 * Where the copies of this library on a page, of whatever version, find the first of them, and the first of them finds
 * what the inline snippet left.
 */
export const shared = Symbol.for(globalName);

/** What happened on the page between the inline snippet and the library. */
export interface Recording {
  /** The tag's calls: the callback, when, in epoch milliseconds, and what was passed. */
  readonly received: (readonly [name: CallbackName, timestamp: number, args: unknown[]])[];
  /** What the site assigned to the global, oldest first. */
  readonly assigned: unknown[];
  /** What stood in for `window.iAdvizeCallbacks`, with the snippet's functions under the callbacks' names. */
  readonly entries: object;
  /** Takes the tag's calls from the snippet's functions once the library is here. */
  push?(name: CallbackName, args: unknown[]): void;
}

declare global {
  interface Window {
    [shared]?: ((options: InstallOptions) => IAdvizeCallbacks) | Recording;
  }
}
