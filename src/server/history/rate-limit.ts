import { aPositiveNumber, aTimeout, checkOptions } from '../../shared/check-options';
import type { OptionChecks } from '../../shared/check-options';

export interface RateLimitOptions {
  /** How many requests a client may make in a window. Default: 30. */
  readonly requests?: number | undefined;
  /** How long a window is, in milliseconds. Default: 60 000. */
  readonly window?: number | undefined;
  /** How many clients are told apart; those that come on top share one limit. Default: 10 000. */
  readonly clients?: number | undefined;
}

/** Counts a request of a client; returns how long the client has to wait, in milliseconds: 0 where it may go on. */
export type RateLimit = (client: string) => number;

const checks: OptionChecks<keyof RateLimitOptions> = {
  requests: aPositiveNumber,
  window: aTimeout,
  clients: aPositiveNumber,
};

/**
 * Counts requests in fixed windows, in the memory of this process.
 * @throws TypeError for wrong options.
 */
export function createRateLimit(options: RateLimitOptions = {}): RateLimit {
  checkOptions(options, checks);
  const { requests = 30, window = 60_000, clients = 10_000 } = options;
  /** In the order in which they end. */
  const windows = new Map<string, { readonly ends: number; count: number }>();

  return (client) => {
    const now = Date.now();
    for (const [key, { ends }] of windows) {
      if (ends > now) break;
      windows.delete(key);
    }
    // Nobody's window makes room for a client that somebody made up.
    const key = windows.has(client) || windows.size < clients ? client : '';
    const current = windows.get(key) ?? { ends: now + window, count: 0 };
    if (!current.count) windows.set(key, current);
    current.count += 1;
    return current.count > requests ? current.ends - now : 0;
  };
}
