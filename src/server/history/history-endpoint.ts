import { IAdvizeApiError } from '../error';
import type { ApiErrorCode } from '../error';
import { createRateLimit } from './rate-limit';
import type { RateLimitOptions } from './rate-limit';
import { createSource } from './sources';
import type { HistorySource } from './sources';
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
  /** How many requests each client may make. */
  readonly rateLimit?: RateLimitOptions | undefined;
  /**
   * Whom a request comes from, for the rate limit: by what a visitor cannot choose. Default: the last address of
   * `X-Forwarded-For`, which the nearest proxy writes. Where no proxy of yours does, give this one: otherwise visitors
   * can choose it, or all share one limit.
   */
  readonly client?: ((request: Request) => string | undefined) | undefined;
  /** Is told what goes wrong behind the endpoint, to log it. Default: nothing is logged. */
  readonly onFailure?: ((failure: HistoryFailure) => void) | undefined;
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
 * - `'rate_limited'` (429, with `Retry-After`);
 * - `'failed'` (500): `authorize` or `client` threw;
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
  unavailable: 502,
  timeout: 504,
} as const;

const methods = 'GET, OPTIONS';

const lastForwarded = ({ headers }: Request) => headers.get('x-forwarded-for')?.split(',').at(-1)?.trim();

/**
 * The site's own endpoint for `createHistoryClient`: `GET …?id=666` answers with the history of that conversation, read
 * with the API key, which no browser must have (*Get a conversation details* of iAdvize's REST API documentation, 2016
 * edition). Nothing of the platform's answer but `HistoryAnswer` leaves it.
 * @throws TypeError for wrong options.
 */
export function createHistoryEndpoint(options: HistoryEndpointOptions): (request: Request) => Promise<Response> {
  const { authorize, origins = [], client = lastForwarded, onFailure } = options;
  if (typeof authorize !== 'function') throw new TypeError('authorize must be a function: ids are sequential');
  for (const origin of origins) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
      throw new TypeError(`${origin} is not an origin, such as https://www.shop.example`);
    }
  }
  const wait = createRateLimit(options.rateLimit);
  const source = createSource(options);

  function report(failure: HistoryFailure): void {
    try {
      onFailure?.(failure);
    } catch {
      // A log that fails must not fail the answer.
    }
  }

  /** The answer to an allowed origin, as far as there is one. */
  async function answer(request: Request, headers: Headers): Promise<Response> {
    const refuse = (error: HistoryRefusal) => Response.json({ error }, { status: statuses[error], headers });
    if (request.method === 'OPTIONS') {
      headers.set('Access-Control-Allow-Methods', methods);
      headers.set('Access-Control-Allow-Headers', 'Authorization');
      headers.set('Access-Control-Max-Age', '600');
      return new Response(null, { status: 204, headers });
    }
    if (request.method !== 'GET') {
      headers.set('Allow', methods);
      return refuse('method_not_allowed');
    }
    const [id, another] = new URL(request.url).searchParams.getAll('id');
    try {
      const pause = wait(client(request) ?? '');
      if (pause) {
        headers.set('Retry-After', String(Math.ceil(pause / 1000)));
        return refuse('rate_limited');
      }
      if (!source.isId(id) || another !== undefined) return refuse('invalid_id');
      if ((await authorize(request, id)) !== true) return refuse('forbidden');
    } catch (error) {
      report({ code: 'site', error });
      return refuse('failed');
    }

    try {
      return Response.json(await source.read(id, request.signal), { headers });
    } catch (error) {
      const { code = 'unexpected', status } = error instanceof IAdvizeApiError ? error : {};
      if (code === 'unknown') return refuse('not_found');
      report({ code, status });
      return refuse(code === 'timeout' ? 'timeout' : 'unavailable');
    }
  }

  return async (request) => {
    const headers = new Headers({
      'Cache-Control': 'no-store',
      Vary: 'Origin',
      'X-Content-Type-Options': 'nosniff',
    });
    const origin = request.headers.get('origin');
    if (origin !== null && origin !== new URL(request.url).origin) {
      if (!origins.includes(origin))
        return Response.json({ error: 'forbidden' }, { status: statuses.forbidden, headers });
      headers.set('Access-Control-Allow-Origin', origin);
      headers.set('Access-Control-Allow-Credentials', 'true');
      headers.set('Access-Control-Expose-Headers', 'Retry-After');
    }
    return answer(request, headers);
  };
}
