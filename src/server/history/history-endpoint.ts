import { aFunction, aTimeout, checkOptions, isObject, required } from '../../shared/check-options';
import type { OptionChecks } from '../../shared/check-options';
import { IAdvizeApiError } from '../error';
import type { ApiErrorCode } from '../error';
import { createEnding } from '../../shared/ending';
import { isIAdvizeError } from '../../shared/error';
import type { Incoming } from '../exchange';
import { createPageEndpoint } from '../page-endpoint';
import type { PageAnswer } from '../page-endpoint';
import { tell } from '../site-callback';
import { clientKey } from './client-key';
import { shareReads } from './shared-reads';
import { createRateLimit } from './rate-limit';
import type { RateLimitOptions } from './rate-limit';
import { createSource, retryAfter, sourceChecks } from './sources';
import type { HistorySource } from './sources';
import { lastForwarded } from '../last-forwarded';
import { originList } from '../origins';
import type { RateLimiter } from '../stores/rate-limiter';
import { isStoreFullError } from '../stores/store-full';
import type { Authorize } from './tickets';

export type HistoryEndpointOptions = HistorySource & {
  /**
   * Decides whether this request may read this conversation; the REST API's ids are sequential, so it must. Ready-made:
   * `ticketAuthorize`. What it throws gives an answer of 500, and goes to `onFailure`.
   */
  readonly authorize: Authorize;
  /**
   * Origins of other sites whose pages may ask, with their cookies: `['https://www.shop.example']`. Default: none; pages
   * of the endpoint's own origin always may.
   */
  readonly origins?: readonly string[] | undefined;
  /** How many requests each client may make, counted in memory; or any limiter of `rate-limiter-flexible`, as it is. */
  readonly rateLimit?: RateLimitOptions | RateLimiter | undefined;
  /**
   * Whom a request comes from, for the rate limit: by what a visitor cannot choose. Default: the last address of
   * `X-Forwarded-For`, which the nearest proxy writes. Where no proxy of yours does, give this one: otherwise visitors
   * can choose it, or all share one limit.
   */
  readonly client?: ((request: Request) => string | undefined | Promise<string | undefined>) | undefined;
  /** How long an answer may take in all, in milliseconds. Default: 10 000. */
  readonly timeout?: number | undefined;
  /** Is told what goes wrong behind the endpoint, to log it. Default: nothing is logged. */
  readonly onFailure?: ((failure: HistoryFailure) => unknown) | undefined;
};

/** What went wrong behind the endpoint; nothing of what the platform said, and never the key. */
export interface HistoryFailure {
  /** `'site'`: `authorize` or `client` threw; otherwise why the platform's answer could not be read. */
  readonly code: ApiErrorCode | 'site';
  /** HTTP status of the platform's answer, where there was one. */
  readonly status?: number | undefined;
  /** What `authorize` or `client` threw. */
  readonly error?: unknown;
}

/** What a conversation is answered with; `history` is for `parseHistory`. */
export interface HistoryAnswer {
  readonly id: string;
  readonly history: string;
  /** Whether the platform has closed the conversation. */
  readonly closed: boolean;
}

/**
 * What a refusal is answered with, `{ "error": … }`:
 * - `'invalid_id'` (400): not one id of the source's kind;
 * - `'forbidden'` (403): the origin is not on the list, or `authorize` says no;
 * - `'not_found'` (404): the platform knows no such conversation;
 * - `'method_not_allowed'` (405);
 * - `'rate_limited'` (429, with `Retry-After`): by this endpoint, or by the platform;
 * - `'failed'` (500): `authorize` or `client` threw;
 * - `'busy'` (503, with `Retry-After`): too many requests wait already, or there is no room to remember that a ticket is used;
 * - `'unavailable'` (502): the platform refused, failed, or answered something else;
 * - `'timeout'` (504): the platform did not answer in time.
 */
export type HistoryRefusal = keyof typeof statuses;

const statuses = {
  invalid_id: 400,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  rate_limited: 429,
  failed: 500,
  busy: 503,
  unavailable: 502,
  timeout: 504,
} as const;

const checks: OptionChecks = {
  authorize: required(aFunction),
  origins: originList,
  rateLimit: ['an object', isObject],
  client: aFunction,
  timeout: aTimeout,
  onFailure: aFunction,
};

/**
 * The site's own endpoint for `createHistoryClient`: `GET …?id=666` answers with the history of that conversation, read
 * with the API key, which no browser must have (*Get a conversation details* of iAdvize's REST API documentation, 2016
 * edition). Nothing of the platform's answer but `HistoryAnswer` leaves it.
 * @throws TypeError for wrong options.
 * @example
 * import { createHistoryEndpoint, ticketAuthorize } from 'iadvize-callbacks/server';
 * declare const sessionOf: (request: Request) => Promise<string | undefined>; // yours: verified, or undefined
 * export const history = createHistoryEndpoint({
 *   apiKey: process.env['IADVIZE_API_KEY'] ?? '',
 *   platform: 'sd',
 *   authorize: ticketAuthorize({ secret: process.env['TICKET_SECRET'] ?? '', client: sessionOf }),
 *   client: sessionOf,
 * });
 */
export function createHistoryEndpoint(options: HistoryEndpointOptions): (request: Request) => Promise<Response> {
  checkOptions(options, { ...checks, ...sourceChecks(options) });
  const { authorize, origins = [], client = lastForwarded, onFailure, timeout = 10_000 } = options;
  const wait = createRateLimit(options.rateLimit);
  const source = createSource(options, timeout);
  const read = shareReads(source.read);

  async function answer({ query, request }: Incoming): Promise<PageAnswer> {
    const refuse = (error: HistoryRefusal, pause?: number): PageAnswer => ({
      status: statuses[error],
      body: { error },
      retryAfter: pause,
    });
    const [id, another] = new URLSearchParams(query).getAll('id');
    const resource = `conversation/${id}`;
    const ending = createEnding({
      timeout,
      onTimeout: () => new IAdvizeApiError(`no answer within ${timeout} ms`, { code: 'timeout', resource }),
      signal: request.signal,
      onAbort: () => new IAdvizeApiError('the visitor left', { code: 'aborted', resource }),
    });
    try {
      const allowed = await ending.race(allow()).catch((error: unknown) => {
        throw ending.ended() ? error : new SiteError(error);
      });
      if (typeof allowed === 'number') return refuse('rate_limited', allowed);
      if (allowed !== true) return refuse(allowed);
      return { status: 200, body: await ending.race(read(id ?? '', ending.signal)) };
    } catch (error) {
      if (error instanceof SiteError) {
        tell(onFailure, { code: 'site', error: error.thrown });
        if (isStoreFullError(error.thrown)) return refuse('busy', error.thrown.retryAfter);
        return refuse('failed');
      }
      const { code = 'unexpected', status, retryAfter: pause } = isIAdvizeError<ApiErrorCode>(error) ? error : {};
      if (code === 'not_found') return refuse('not_found');
      tell(onFailure, { code, status });
      if (code === 'rate_limited') return refuse('rate_limited', pause ?? retryAfter);
      return refuse(code === 'timeout' || code === 'busy' ? code : 'unavailable', pause);
    } finally {
      ending.close();
    }

    /** True, why not, or how long to wait in milliseconds. */
    async function allow(): Promise<true | number | HistoryRefusal> {
      const pause = await wait(await clientKey(await client(request)));
      if (pause) return pause;
      if (!source.isId(id) || another !== undefined) return 'invalid_id';
      return (await authorize(request, id)) === true ? true : 'forbidden';
    }
  }

  return createPageEndpoint({ method: 'GET', header: 'Authorization', origins, answer });
}

/** What a function of the site's threw. */
class SiteError extends Error {
  constructor(readonly thrown: unknown) {
    super();
  }
}
