import type { IAdvizeCallbacks, InstallOptions } from './types';

export const globalName = 'iAdvizeCallbacks';

/**
 * The window's key under which every copy of this library on a page, of any version, finds the first one; and the first
 * one finds what the inline snippet recorded.
 */
export const libraryKey = Symbol.for(globalName);

/** Installs the first copy's library, for every other copy as well. */
export type Install = (options: InstallOptions, recording?: Recording) => IAdvizeCallbacks;

/** What happened on the page between the inline snippet and the library. */
export interface Recording {
  /** The tag's calls: the callback, when, in epoch milliseconds, what was passed, and on which page; not told by 0.1.0. */
  readonly received: (readonly [name: string, timestamp: number, args: unknown[], page?: string])[];
  /** What the site assigned to the global, oldest first. */
  readonly assigned: unknown[];
  /** What stood in for `window.iAdvizeCallbacks`, with the snippet's functions under the callbacks' names. */
  readonly entries: Readonly<Record<string, unknown>>;
  /** Takes the tag's calls from the snippet's functions once the library is here. */
  push?(name: string, args: unknown[]): void;
}

declare global {
  interface Window {
    [libraryKey]?: Install | Recording;
  }
}
