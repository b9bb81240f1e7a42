import type { CallbackName } from './callbacks';
import type { Overwrite } from './types';

const limit = 100;

/** What the page's own code did to what the tag calls, oldest first. */
export const overwrites: Overwrite[] = [];

/** @param seen whether the page's code is doing it now, and is on the stack. */
export function record(callback: CallbackName | undefined, seen?: boolean): void {
  let stack: string | undefined;
  try {
    if (seen) stack = new Error().stack;
  } catch {
    // What the page has made of `Error`.
  }
  if (overwrites.push({ timestamp: Date.now(), callback, stack }) > limit) overwrites.shift();
}
