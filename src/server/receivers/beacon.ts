import { aFunction, aPositiveNumber, aTimeout, checkOptions, isObject, wrong } from '../../shared/check-options';
import type { OptionChecks } from '../../shared/check-options';
import { createEnding } from '../../shared/ending';
import { Refusal } from '../exchange';
import type { Incoming } from '../exchange';
import { clientKey } from '../history/client-key';
import { createRateLimit } from '../history/rate-limit';
import type { RateLimitOptions } from '../history/rate-limit';
import { lastForwarded } from '../last-forwarded';
import { mediaType } from '../media-type';
import { originList } from '../origins';
import { createPageEndpoint } from '../page-endpoint';
import type { PageAnswer } from '../page-endpoint';
import { isRecord } from '../rest/kinds';
import { tell } from '../site-callback';
import type { DeliveryStore } from '../stores/deliveries';
import { createMemoryStore } from '../stores/memory';
import type { RateLimiter } from '../stores/rate-limiter';
import { readEvent } from './beacon-event';
import type { CollectedEvent } from './beacon-event';
import { createHandleOnce, handleOnceChecks } from './handle-once';
import type { HandlerContext } from './handle-once';
import type { Receiver } from './receiver';

/** What the handler gets of a request. */
export interface BeaconBatch {
  /** Those that are valid and have not been handled before, in the order in which the page sent them; at least one. */
  readonly events: readonly CollectedEvent[];
  /** When they came, by the server's clock, in epoch milliseconds. */
  readonly received: number;
  /** What is wrong with each of those that are left out, at its place in the request. */
  readonly rejected: readonly { readonly index: number; readonly reason: string }[];
  /** The request, its body read: for its headers. */
  readonly request: Request;
}

/** Keeps a batch; where it fails, the page sends the batch again. */
export type BeaconHandler = (batch: BeaconBatch, context: HandlerContext) => unknown;

export interface BeaconReceiverOptions {
  /**
   * Remembers which events have been handled, by their ids. Default: `createMemoryStore({ whenFull: 'forget' })`, as visitors
   * can make up ids: made-up ones must not keep real ones out.
   */
  readonly store?: DeliveryStore | undefined;
  /**
   * Origins of other sites whose pages may send: `['https://www.shop.example']`. Default: none; pages of the receiver's own
   * origin always may. Behind a proxy that changes the address, give the site's own, too.
   */
  readonly origins?: readonly string[] | undefined;
  /**
   * How many requests each client may make, counted in memory; or any limiter of `rate-limiter-flexible`, as it is. Default:
   * 120 in 60 000 ms.
   */
  readonly rateLimit?: RateLimitOptions | RateLimiter | undefined;
  /**
   * Whom a request comes from, for the rate limit. Default: the last address of `X-Forwarded-For`, which the nearest proxy
   * writes. Where no proxy of yours does, give this one; clients that it does not know share one limit.
   */
  readonly client?: ((request: Request) => string | undefined | Promise<string | undefined>) | undefined;
  /** How long a body may be, in bytes. Default: 256 KiB; the adapter's batches hold 30,000 bytes, or one event. */
  readonly maxBytes?: number | undefined;
  /** How long `client` with the limiter, and then the body, may take, in milliseconds. Default: 10 000. */
  readonly timeout?: number | undefined;
  /**
   * How long the handler may take, in milliseconds. Default: 9000, less than the ten seconds after which the adapter sends
   * the batch again.
   */
  readonly handlerTimeout?: number | undefined;
  /** For how long events stay taken after a process has died in the handler, in milliseconds. Default: 8000. */
  readonly lease?: number | undefined;
  /** For how long an event that has been handled is remembered, in milliseconds. Default: seven days. */
  readonly remember?: number | undefined;
  /** Gets what the handler, the store, the limiter or `client` throws. Default: `console.error`. */
  readonly onError?: ((error: unknown) => unknown) | undefined;
}

/** How many events a request may hold. */
const eventsLimit = 1000;

const checks: OptionChecks<keyof BeaconReceiverOptions> = {
  ...handleOnceChecks,
  origins: originList,
  rateLimit: ['options or a limiter', isObject],
  client: aFunction,
  maxBytes: aPositiveNumber,
  timeout: aTimeout,
  onError: aFunction,
};

const types = ['application/json', 'text/plain'];

/** The events of a body, and what is wrong with the others; undefined where it is no batch. */
function readBatch(body: Uint8Array): Pick<BeaconBatch, 'events' | 'rejected'> | undefined {
  let batch: unknown;
  try {
    batch = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
  const given: unknown = isRecord(batch) ? batch['events'] : undefined;
  if (!Array.isArray(given) || !given.length || given.length > eventsLimit) return undefined;
  // An event twice in one batch counts once.
  const events = new Map<string, CollectedEvent>();
  const rejected: { index: number; reason: string }[] = [];
  for (const [index, value] of given.entries()) {
    try {
      const event = readEvent(value);
      if (!events.has(event.id)) events.set(event.id, event);
    } catch (error) {
      rejected.push({ index, reason: error instanceof TypeError ? error.message : 'not readable' });
    }
  }
  return { events: [...events.values()], rejected };
}

/**
 * The endpoint of the `beacon` adapter: checks each request's origin, size and rate, and each of its events; hands over those
 * that have not been handled before, by their `id`, and answers 204 once the handler is done. 400 for what is no batch or holds
 * no valid event, 403 for another origin, 405, 408, 413, 415; 429 with `Retry-After` beyond the rate limit; 503 where the
 * handler failed or the same events are being handled, so that the page sends them again.
 *
 * @throws TypeError for wrong options, naming them.
 * @example
 * import { createBeaconReceiver } from 'iadvize-callbacks/server';
 * const collect = createBeaconReceiver(({ events }) => console.log(events), { origins: ['https://shop.example'] });
 */
export function createBeaconReceiver(handler: BeaconHandler, options: BeaconReceiverOptions = {}): Receiver {
  if (typeof handler !== 'function') throw wrong('Handler', 'a function', handler);
  checkOptions(options, checks);
  const { store = createMemoryStore({ whenFull: 'forget' }), origins = [], client = lastForwarded } = options;
  const { maxBytes = 2 ** 18, timeout = 10_000, handlerTimeout = 9000, lease = 8000, remember = 604_800_000 } = options;
  // eslint-disable-next-line no-console -- on a server, where else
  const { onError = (error: unknown) => console.error(error) } = options;
  const wait = createRateLimit(options.rateLimit ?? { requests: 120 });

  const report = (error: unknown) => tell(onError, error);
  const handleOnce = createHandleOnce({ store, handlerTimeout, lease, remember, onError: report });

  /** How long the client has to wait, in milliseconds. */
  const count = async (request: Request) => wait(await clientKey(await client(request)));

  async function answer(incoming: Incoming): Promise<PageAnswer> {
    const { request } = incoming;
    if (!types.includes(mediaType(incoming.header('content-type')))) return { status: 415 };
    const ending = createEnding({ timeout, onTimeout: () => new Error(`Not counted within ${timeout} ms`) });
    try {
      const pause = await ending.race(count(request));
      if (pause) return { status: 429, retryAfter: pause };
    } catch (error) {
      report(error);
      return { status: 503, retryAfter: 1000 };
    } finally {
      ending.close();
    }
    let body: Uint8Array;
    try {
      body = await incoming.body(maxBytes, timeout);
    } catch (error) {
      return { status: error instanceof Refusal ? error.status : 400 };
    }
    const received = Date.now();
    const batch = readBatch(body);
    if (!batch?.events.length) return { status: 400 };
    const outcome = await handleOnce(
      batch.events.map(({ id }) => id),
      (fresh, context) => {
        const events = batch.events.filter(({ id }) => fresh.has(id));
        return handler({ events, rejected: batch.rejected, received, request }, context);
      },
    );
    if (outcome === 'handled') return { status: 204 };
    return { status: 503, retryAfter: typeof outcome === 'object' ? outcome.retryAfter : 1000 };
  }

  return createPageEndpoint({ method: 'POST', header: 'Content-Type', origins, answer });
}
