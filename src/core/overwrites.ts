import type { Overwrite } from './types';

const limit = 100;

/** Who set or deleted what the tag calls, oldest first. */
export interface Overwrites {
  readonly list: readonly Overwrite[];
  /**
   * @param callback whose function; `undefined` for the whole of the global.
   * @param seen whether the page's code is doing it now, and is on the stack.
   */
  add(callback: string | undefined, seen?: boolean): void;
  clear(): void;
}

export function createOverwrites(): Overwrites {
  const list: Overwrite[] = [];
  return {
    list,

    add(callback, seen) {
      let stack: string | undefined;
      try {
        if (seen) stack = new Error().stack;
      } catch {
        // What the page has made of `Error`.
      }
      if (list.push({ timestamp: Date.now(), callback, stack }) > limit) list.shift();
    },

    clear() {
      list.length = 0;
    },
  };
}
