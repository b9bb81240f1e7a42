import { aFunction, aPause, aPositiveNumber, aString, aTimeout, aWholeNumber, oneOf } from '../../shared/check-options';
import type { OptionChecks } from '../../shared/check-options';
import { aSecret } from '../check-secret';
import type { IAdvizeErrorCode, IAdvizeErrorDetails } from '../../shared/error';
import { createRequestLayer, retryAfterOf } from '../../shared/request';
import type { RequestLayer, RequestLayerOptions } from '../../shared/request';
import { IAdvizeApiError } from '../error';
import type { ApiErrorCode } from '../error';
import { parseJson } from '../json';
import { isRecord } from './kinds';
import { restBase } from './platform';
import type { Platform } from './platform';

/** How requests to the platform are sent. */
export interface RequestOptions {
  /** Default: the global one. */
  readonly fetch?: typeof fetch | undefined;
  /** How long one answer may take, the wait for its turn and its body included, in milliseconds. Default: 30 000. */
  readonly timeout?: number | undefined;
  /** How long the body of an answer may be, in bytes. Default: 16 MiB. */
  readonly maxBytes?: number | undefined;
  /** How often a request is repeated at most. Default: 3. */
  readonly retries?: number | undefined;
  /** The first pause before a repetition is up to this long, in milliseconds, each further one up to twice as long. Default: 500. */
  readonly backoff?: number | undefined;
  /** The longest pause, in milliseconds; where the platform asks for a longer one, the request fails at once. Default: 60 000. */
  readonly maxPause?: number | undefined;
  /** How many requests may run at once. Default: 4. */
  readonly concurrency?: number | undefined;
  /** How many more may wait for their turn; what comes then fails at once, with code `'busy'`. Default: 10 000. */
  readonly maxQueue?: number | undefined;
}

export interface TransportOptions extends RequestOptions {
  /** Authorises the whole account: keep it on the server. */
  readonly apiKey: string;
  /** Default: `'sd'`, the standard platform. */
  readonly platform?: Platform | undefined;
  /** Instead of the platform's own address: a proxy's, or the stand-in's. `https:`, or `http:` on loopback. */
  readonly baseUrl?: string | undefined;
}

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the base, such as `operator/123/live`. */
  readonly path: string;
  readonly query?: URLSearchParams | undefined;
  /** Sent as a form where it is `URLSearchParams`, as JSON otherwise. */
  readonly body?: Readonly<Record<string, unknown>> | URLSearchParams | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A `success` envelope. */
export interface ApiAnswer {
  readonly data: unknown;
  readonly message: string | undefined;
  readonly pagination: Readonly<Record<string, unknown>> | undefined;
}

export type Transport = (request: ApiRequest) => Promise<ApiAnswer>;

/**
 * The failures after which another attempt may succeed. A request that may have been carried out is repeated only where
 * that changes nothing.
 */
const repeatable: Partial<Record<IAdvizeErrorCode, readonly ApiRequest['method'][]>> = {
  rate_limited: ['GET', 'PUT', 'POST', 'DELETE'],
  unavailable: ['GET', 'PUT'],
  network: ['GET', 'PUT'],
  timeout: ['GET', 'PUT'],
};

export const requestChecks: OptionChecks<keyof RequestOptions> = {
  fetch: aFunction,
  timeout: aTimeout,
  maxBytes: aPositiveNumber,
  retries: aWholeNumber,
  backoff: aPause,
  maxPause: aPause,
  concurrency: aPositiveNumber,
  maxQueue: aWholeNumber,
};

const printable = /^[\x21-\x7e]+$/;

/** How the platform is reached. */
export const platformChecks: OptionChecks<'apiKey' | 'platform' | 'baseUrl'> = {
  apiKey: aSecret('apiKey', 'a string of printable ASCII characters', (key) => printable.test(key)),
  platform: oneOf('sd', 'ha'),
  baseUrl: aString,
};

type Waiting = Pick<RequestLayerOptions, 'maxWait'>;

/** The request layer to the platform, with the defaults of {@link RequestOptions}. */
export const createPlatformLayer = (options: RequestOptions & Waiting): RequestLayer =>
  createRequestLayer({
    fetch: options.fetch ?? fetch,
    timeout: options.timeout ?? 30_000,
    maxWait: options.maxWait,
    maxBytes: options.maxBytes ?? 16 * 2 ** 20,
    retries: options.retries ?? 3,
    backoff: options.backoff ?? 500,
    maxPause: options.maxPause ?? 60_000,
    concurrency: options.concurrency ?? 4,
    maxQueue: options.maxQueue ?? 10_000,
  });

/** The part of a foreign text that may be shown in a message. */
export const shownWithout = (secret: string) => (text: unknown) =>
  String(text)
    .replaceAll(secret, '[key]')
    // eslint-disable-next-line no-control-regex
    .replace(/[\x00-\x1f\x7f]+/g, ' ')
    .slice(0, 500);

/**
 * Sends requests to the REST API and opens its envelopes; see `IAdvizeApiError` for how they fail. Its options are checked
 * by those who offer them.
 */
export function createTransport(options: TransportOptions & Waiting): Transport {
  const { apiKey, platform = 'sd', baseUrl } = options;
  const base = restBase(platform, baseUrl);
  const send = createPlatformLayer(options);
  const shown = shownWithout(apiKey);

  return ({ method, path, query, body, signal }) => {
    const fail: Fail = (code, message, details) =>
      new IAdvizeApiError(shown(message), { ...details, cause: undefined, code, resource: path });
    const headers = new Headers({ 'X-API-Key': apiKey, Accept: 'application/json' });
    // For a form, fetch itself says so.
    if (body && !(body instanceof URLSearchParams)) headers.set('Content-Type', 'application/json');
    const init: RequestInit = {
      method,
      headers,
      body: body instanceof URLSearchParams ? body : body ? JSON.stringify(body) : null,
      // A redirect would take the header with the key to another address.
      redirect: 'manual',
    };
    return send({
      make: () => [`${base}/${path}${query?.size ? `?${query.toString()}` : ''}`, init],
      read: (response, text) => open(response, text, fail),
      fail,
      repeatable: (code) => repeatable[code]?.includes(method) ?? false,
      signal,
    });
  };
}

type Fail = (code: ApiErrorCode, message: string, details?: IAdvizeErrorDetails) => IAdvizeApiError;

/** Opens an envelope. */
function open(response: Response, text: string, fail: Fail): ApiAnswer {
  const { status, headers } = response;
  let answer: unknown;
  try {
    answer = parseJson(text);
  } catch {
    // Told apart below, by its status first.
  }
  const meta = isRecord(answer) && isRecord(answer['meta']) ? answer['meta'] : undefined;
  const message = typeof meta?.['message'] === 'string' ? meta['message'] : undefined;
  const says = message ?? `HTTP status ${status}`;

  if (status === 429) throw fail('rate_limited', says, { status, retryAfter: retryAfterOf(headers) });
  if (status >= 500) throw fail('unavailable', says, { status, retryAfter: retryAfterOf(headers) });
  if (status === 401 || status === 403) throw fail('forbidden', says, { status });
  if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    throw fail('unexpected', 'the answer is a redirect', { status });
  }
  switch (meta?.['status']) {
    case 'success':
      if (!response.ok) break;
      return {
        data: isRecord(answer) ? answer['data'] : undefined,
        message,
        pagination: isRecord(answer) && isRecord(answer['pagination']) ? answer['pagination'] : undefined,
      };
    case 'fail':
      throw fail(status === 404 || /^unknown /i.test(says) ? 'not_found' : 'invalid', says, { status });
    case 'error':
      throw fail(/forbidden/i.test(says) ? 'forbidden' : status === 404 ? 'not_found' : 'invalid', says, { status });
  }
  if (status === 404) throw fail('not_found', says, { status });
  throw fail('unexpected', meta ? `its status is not known: ${says}` : 'the answer is not the documented JSON', {
    status,
  });
}
