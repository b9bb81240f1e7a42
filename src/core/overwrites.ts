import type { Overwrite } from './types';

const limit = 100;

/** The times that the page's code set or deleted what the tag calls, oldest first. */
export interface Overwrites {
  readonly list: readonly Overwrite[];
  /**
   * @param callback the callback whose function it was; `undefined` for the whole global.
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
        // The page may have replaced `Error`.
      }
      if (list.push({ timestamp: Date.now(), callback, stack }) > limit) list.shift();
    },

    clear() {
      list.length = 0;
    },
  };
}
