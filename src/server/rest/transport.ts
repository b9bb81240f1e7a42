import { BodyTooLarge, readBody } from '../../shared/body';
import { delay } from '../../shared/delay';
import { IAdvizeApiError } from '../error';
import type { ApiErrorCode } from '../error';
import { isRecord } from './kinds';
import { createLimiter } from './limiter';
import { restBase } from './platform';
import type { Platform } from './platform';

export interface TransportOptions {
  /** Authorises the whole account: keep it on the server. */
  readonly apiKey: string;
  /** Default: `'sd'`, the standard platform. */
  readonly platform?: Platform | undefined;
  /** Instead of the platform's own address: a proxy's, or the stand-in's. `https:`, or `http:` on loopback. */
  readonly baseUrl?: string | undefined;
  /** Default: the global one. */
  readonly fetch?: typeof fetch | undefined;
  /** How long one answer may take, its body included, in milliseconds. Default: 30 000. */
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

/** What a repetition can cure. A request that may have been carried out is repeated only where that changes nothing. */
const repeatable: Partial<Record<ApiErrorCode, readonly ApiRequest['method'][]>> = {
  rate_limited: ['GET', 'PUT', 'POST', 'DELETE'],
  server: ['GET', 'PUT'],
  network: ['GET', 'PUT'],
  timeout: ['GET', 'PUT'],
};

const printable = /^[\x21-\x7e]+$/;

/** @throws TypeError that names what is wrong. */
function atLeast(least: number, options: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(options)) {
    if (!(value >= least)) throw new TypeError(`${name} must be a number, ${least} or more`);
  }
}

/** Sends requests to the REST API and opens its envelopes; see `IAdvizeApiError` for how they fail. */
export function createTransport(options: TransportOptions): Transport {
  const { apiKey, platform = 'sd', baseUrl, fetch: send = fetch, timeout = 30_000, maxBytes = 16 * 2 ** 20 } = options;
  const { retries = 3, backoff = 500, maxPause = 60_000, concurrency = 4 } = options;
  if (typeof apiKey !== 'string' || !printable.test(apiKey)) {
    throw new TypeError('apiKey must be a string of printable ASCII characters');
  }
  atLeast(0, { retries, backoff, maxPause });
  atLeast(1, { timeout, maxBytes, concurrency });
  const base = restBase(platform, baseUrl);
  const limit = createLimiter(concurrency);
  /** Until when the platform has asked every request to wait. */
  let pausedUntil = 0;

  /** What may be shown of a text that comes from outside. */
  const shown = (text: unknown) =>
    String(text)
      .replaceAll(apiKey, '[key]')
      // eslint-disable-next-line no-control-regex
      .replace(/[\x00-\x1f\x7f]+/g, ' ')
      .slice(0, 500);

  async function once({ method, path, query, body, signal }: ApiRequest): Promise<ApiAnswer> {
    const fail = (code: ApiErrorCode, message: string, response?: Response, retryAfter?: number) =>
      new IAdvizeApiError(shown(message), { code, resource: path, status: response?.status, retryAfter });
    const ending = new AbortController();
    const abort = () => ending.abort(fail('aborted', 'the caller aborted the request'));
    const timer = setTimeout(() => ending.abort(fail('timeout', `no complete answer within ${timeout} ms`)), timeout);
    signal?.addEventListener('abort', abort);
    if (signal?.aborted) abort();

    try {
      ending.signal.throwIfAborted();
      const headers = new Headers({ 'X-API-Key': apiKey, Accept: 'application/json' });
      // For a form, fetch itself says so.
      if (body && !(body instanceof URLSearchParams)) headers.set('Content-Type', 'application/json');
      const response = await send(`${base}/${path}${query?.size ? `?${query}` : ''}`, {
        method,
        headers,
        body: body instanceof URLSearchParams ? body : body ? JSON.stringify(body) : null,
        // The header with the key would go wherever a redirect leads.
        redirect: 'manual',
        signal: ending.signal,
      });
      const bytes = await readBody(response, maxBytes, ending.signal);
      return open(response, new TextDecoder().decode(bytes), fail);
    } catch (error) {
      if (error instanceof IAdvizeApiError) throw error;
      // Some implementations of fetch throw an error of their own.
      if (ending.signal.aborted) throw ending.signal.reason;
      if (error instanceof BodyTooLarge) throw fail('too_large', `the answer exceeds ${maxBytes} bytes`);
      const { message, cause } = error instanceof Error ? error : { message: String(error) };
      throw fail('network', cause instanceof Error ? `${message} (${cause.message})` : message);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    }
  }

  return async (request) => {
    for (let attempt = 0; ; attempt += 1) {
      try {
        const pause = pausedUntil - Date.now();
        if (pause > 0) await delay(pause, request.signal);
        return await limit(() => once(request), request.signal);
      } catch (error) {
        if (!(error instanceof IAdvizeApiError)) {
          throw new IAdvizeApiError('the caller aborted the request', { code: 'aborted', resource: request.path });
        }
        const { code, retryAfter = 0 } = error;
        if (attempt >= retries || retryAfter > maxPause || !repeatable[code]?.includes(request.method)) throw error;
        if (retryAfter) pausedUntil = Math.max(pausedUntil, Date.now() + retryAfter);
        // The next turn of the loop notices an abort.
        await delay(Math.min(maxPause, backoff * 2 ** attempt * Math.random()), request.signal).catch(() => {});
      }
    }
  };
}

type Fail = (code: ApiErrorCode, message: string, response: Response, retryAfter?: number) => IAdvizeApiError;

/** Opens an envelope. */
function open(response: Response, text: string, fail: Fail): ApiAnswer {
  const { status, headers } = response;
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    // Told apart below, by its status first.
  }
  const meta = isRecord(answer) && isRecord(answer['meta']) ? answer['meta'] : undefined;
  const message = typeof meta?.['message'] === 'string' ? meta['message'] : undefined;
  const says = message ?? `HTTP status ${status}`;

  if (status === 429) throw fail('rate_limited', says, response, waitOf(headers));
  if (status >= 500) throw fail('server', says, response, waitOf(headers));
  if (status === 401 || status === 403) throw fail('forbidden', says, response);
  if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    throw fail('unexpected', 'the answer is a redirect', response);
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
      throw fail(status === 404 || /^unknown /i.test(says) ? 'unknown' : 'invalid', says, response);
    case 'error':
      throw fail(/forbidden/i.test(says) ? 'forbidden' : status === 404 ? 'unknown' : 'invalid', says, response);
  }
  if (status === 404) throw fail('unknown', says, response);
  throw fail(
    'unexpected',
    meta ? `its status is not known: ${says}` : 'the answer is not the documented JSON',
    response,
  );
}

/** Reads `Retry-After`, in seconds or as a date, into milliseconds from now. */
function waitOf(headers: Headers): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (!value) return undefined;
  const wait = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
