import { has } from '../../shared/check-options';
import { createMemoryRateLimiter } from '../stores/memory';
import type { RateLimit, RateLimiter } from '../stores/rate-limiter';

export interface RateLimitOptions extends RateLimit {
  /** How many clients are counted apart; while all of their windows are open, further ones share one. Default: 10 000. */
  readonly clients?: number | undefined;
}

/** Counts a request of a client; gives how long the client has to wait, in milliseconds: 0 where it may go on. */
export type CountRequest = (client: string) => Promise<number>;

const isLimiter = (options: RateLimitOptions | RateLimiter): options is RateLimiter => has(options, 'consume');

const msBeforeNext = (reason: unknown): number | undefined => {
  const wait: unknown = Reflect.get(Object(reason) as object, 'msBeforeNext');
  return typeof wait === 'number' && Number.isFinite(wait) ? Math.max(wait, 1) : undefined;
};

/**
 * Counts by a limiter, or by one in the memory of this process with these options.
 * @throws TypeError for wrong options. Its promise rejects with what the limiter fails with.
 */
export function createRateLimit(options: RateLimitOptions | RateLimiter = {}): CountRequest {
  const limiter = isLimiter(options) ? options : createMemoryRateLimiter(options);
  return async (client) => {
    try {
      await limiter.consume(client);
      return 0;
    } catch (reason) {
      const wait = msBeforeNext(reason);
      if (wait === undefined) throw reason;
      return wait;
    }
  };
}
