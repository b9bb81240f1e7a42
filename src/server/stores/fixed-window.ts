import { aPositiveNumber, aString, aTimeout, checkOptions, required } from '../../shared/check-options';
import type { RateLimit, RateLimiter, RateLimitReached } from './rate-limiter';

/** Counts a request in a window that begins with the first; gives the count, and how long the window has left. */
export type Count = (key: string, window: number) => Promise<{ readonly count: number; readonly left: number }>;

/**
 * Makes a limiter of a count that processes share.
 * @throws TypeError for wrong options.
 */
export function createFixedWindow(count: Count, options: RateLimit & { readonly name: string }): RateLimiter {
  checkOptions(options, { name: required(aString), requests: aPositiveNumber, window: aTimeout });
  const { name, requests = 30, window = 60_000 } = options;
  return {
    async consume(key) {
      const { count: counted, left } = await count(`${name}:${key}`, window);
      if (counted <= requests) return;
      const reached: RateLimitReached = { msBeforeNext: Math.max(1, Math.ceil(left)) };
      // As the limiters of rate-limiter-flexible do, with no error.
      // eslint-disable-next-line @typescript-eslint/only-throw-error
      throw reached;
    },
  };
}

/**
 * How far the clocks of processes that share tickets may differ, in milliseconds: a used ticket is kept that much
 * longer.
 */
export const clockSkew = 60_000;
