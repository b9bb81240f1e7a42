import { aPositiveNumber, aTimeout, checkOptions, oneOf } from '../../shared/check-options';
import { createByExpiry } from './by-expiry';
import type { DeliveryStore } from './deliveries';
import { createGenerations } from './generations';
import type { RateLimit, RateLimiter, RateLimitReached } from './rate-limiter';
import { StoreFullError } from './store-full';
import type { UseTicket } from './tickets';

export interface MemoryStoreOptions {
  /** How many events it has room for: those that are being handled, and those that have been. Default: 100 000. */
  readonly limit?: number | undefined;
  /**
   * What to do while none of them may be forgotten yet: `'refuse'` takes no new event, by a `StoreFullError`, so that none is
   * handled twice; `'forget'` makes room with the eighth that would be forgotten next. Default: `'refuse'`.
   */
  readonly whenFull?: 'refuse' | 'forget' | undefined;
}

/**
 * Remembers in the memory of this process which events are being handled, and have been, these for up to an eighth longer than it
 * is told: about 100 bytes for each.
 * @throws TypeError for wrong options. `begin` throws `StoreFullError`, which receivers answer with 503.
 * @example
 * import { createMemoryStore, createWebhookReceiver } from 'iadvize-callbacks/server';
 * const receive = createWebhookReceiver({ '*': console.log }, { secret, store: createMemoryStore({ limit: 1000 }) });
 */
export function createMemoryStore(options: MemoryStoreOptions = {}): DeliveryStore {
  checkOptions(options, { limit: aPositiveNumber, whenFull: oneOf('refuse', 'forget') });
  const { limit = 100_000, whenFull = 'refuse' } = options;
  /** Who owns an event, while the lease lasts. */
  const owners = createByExpiry<string>();
  const done = createGenerations(limit);

  function makeRoom(): void {
    while (owners.sweep() + done.sweep() >= limit) {
      if (whenFull === 'refuse' || !done.evict()) {
        const next = Math.min(owners.next(), done.next());
        throw new StoreFullError(`${limit} events must be remembered still`, Math.max(1, next - Date.now()));
      }
    }
  }

  return {
    begin(id, owner, lease) {
      if (done.has(id)) return 'done';
      if (owners.get(id) !== undefined) return 'running';
      makeRoom();
      owners.set(id, owner, Date.now() + lease);
      return 'new';
    },
    extend(id, owner, lease) {
      if (owners.get(id) !== owner) return false;
      owners.set(id, owner, Date.now() + lease);
      return true;
    },
    end(id, owner, remember) {
      if (owners.get(id) === owner) owners.delete(id);
      if (remember) done.add(id, remember);
    },
  };
}

/**
 * Takes each ticket once, in the memory of this process.
 * @param limit how many tickets it remembers. While all of them are unexpired, it throws `StoreFullError`: to forget one would
 *   let it in again. Default: 100 000.
 * @throws TypeError for a limit that is no whole number from 1.
 * @example
 * import { createMemoryTickets, ticketAuthorize } from 'iadvize-callbacks/server';
 * const authorize = ticketAuthorize({
 *   secret,
 *   client: (request) => request.headers.get('x-session') ?? undefined,
 *   use: createMemoryTickets(1000),
 * });
 */
export function createMemoryTickets(limit = 100_000): UseTicket {
  checkOptions({ limit }, { limit: aPositiveNumber });
  const used = createByExpiry<true>();
  return (ticket, expires) => {
    if (used.get(ticket)) return false;
    if (used.sweep() >= limit) {
      throw new StoreFullError(`${limit} tickets have not expired yet`, Math.max(1, used.next() - Date.now()));
    }
    used.set(ticket, true, expires);
    return true;
  };
}

/**
 * Counts requests in fixed windows, in the memory of this process.
 * @param options `clients`: how many clients are counted apart. While all of their windows are open, further ones share one,
 *   so that made-up clients cannot have a real one forgotten. Default: 10 000.
 * @throws TypeError for wrong options.
 * @example
 * import { createBeaconReceiver, createMemoryRateLimiter } from 'iadvize-callbacks/server';
 * const rateLimit = createMemoryRateLimiter({ requests: 60, window: 60_000 });
 * const collect = createBeaconReceiver(({ events }) => console.log(events), { rateLimit });
 */
export function createMemoryRateLimiter(
  options: RateLimit & { readonly clients?: number | undefined } = {},
): RateLimiter {
  const { requests = 30, window = 60_000, clients = 10_000 } = options;
  checkOptions(options, { requests: aPositiveNumber, window: aTimeout, clients: aPositiveNumber });
  const windows = createByExpiry<{ readonly ends: number; count: number }>();
  return {
    // The promise rejects with no error, as the limiters of rate-limiter-flexible do.
    consume(key) {
      const now = Date.now();
      const full = windows.sweep() >= clients;
      const own = `client ${key}`;
      const client = full && !windows.get(own) ? 'others' : own;
      let current = windows.get(client);
      if (!current) {
        current = { ends: now + window, count: 0 };
        windows.set(client, current, current.ends);
      }
      current.count += 1;
      if (current.count > requests) {
        const reached: RateLimitReached = { msBeforeNext: current.ends - now };
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
        return Promise.reject(reached);
      }
      return Promise.resolve();
    },
  };
}
