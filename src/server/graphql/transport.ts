import { BodyTooLarge, readBody } from '../../shared/body';
import { delay } from '../../shared/delay';
import { IAdvizeApiError } from '../error';
import type { ApiErrorCode } from '../error';
import { isRecord } from '../rest/kinds';
import { restBase } from '../rest/platform';
import type { Platform } from '../rest/platform';
import { createTokens } from './token';

export interface GraphQLTransportOptions {
  /** E-mail address of a user of the account. Both authorise all that this user may: keep them on the server. */
  readonly username: string;
  readonly password: string;
  /** Default: `'sd'`, the standard platform. */
  readonly platform?: Platform | undefined;
  /** Instead of `https://api.iadvize.com`: a proxy's, or the stand-in's. `https:`, or `http:` on loopback. */
  readonly baseUrl?: string | undefined;
  /** Default: the global one. */
  readonly fetch?: typeof fetch | undefined;
  /** How long one answer may take, its body included, in milliseconds. Default: 30 000. */
  readonly timeout?: number | undefined;
  /** How long the body of an answer may be, in bytes. Default: 16 MiB. */
  readonly maxBytes?: number | undefined;
  /** How often a query is repeated at most; a mutation never is once it may have been carried out. Default: 3. */
  readonly retries?: number | undefined;
  /** The first pause before a repetition is up to this long, in milliseconds, each further one up to twice as long. Default: 500. */
  readonly backoff?: number | undefined;
  /** The longest pause, in milliseconds; where the platform asks for a longer one, the request fails at once. Default: 60 000. */
  readonly maxPause?: number | undefined;
}

export interface GraphQLRequest {
  /** Names the request in errors. */
  readonly resource: string;
  readonly query: string;
  readonly variables?: object | undefined;
  /** Names of previews, as iAdvize gives them: `'automation-chatbot-conversation'`. */
  readonly previews?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Gives the `data` of an answer. */
export type GraphQLTransport = (request: GraphQLRequest) => Promise<Readonly<Record<string, unknown>>>;

/** A query's repetition changes nothing; of a mutation nobody knows whether it was carried out. */
const isMutation = (query: string) => /^\s*(?:#[^\n]*\n\s*)*mutation\b/m.test(query);

const passing: readonly ApiErrorCode[] = ['server', 'network', 'timeout'];

const waitOf = (headers: Headers): number | undefined => {
  const value = headers.get('retry-after')?.trim() ?? '';
  return /^\d{1,6}$/.test(value) ? Number(value) * 1000 : undefined;
};

/**
 * Sends GraphQL requests with a shared token; see `IAdvizeApiError` for how they fail.
 * @throws TypeError for wrong options.
 */
export function createGraphQLTransport(options: GraphQLTransportOptions): GraphQLTransport {
  const { username, password, platform = 'sd', baseUrl = 'https://api.iadvize.com', fetch: send = fetch } = options;
  const { timeout = 30_000, maxBytes = 16 * 2 ** 20, retries = 3, backoff = 500, maxPause = 60_000 } = options;
  for (const [name, value] of Object.entries({ username, password })) {
    if (typeof value !== 'string' || !value) throw new TypeError(`${name} must be a string, and not empty`);
  }
  for (const [name, value] of Object.entries({ timeout, maxBytes, retries, backoff, maxPause })) {
    if (!(value >= 0)) throw new TypeError(`${name} must be a number, 0 or more`);
  }
  const base = restBase(platform, baseUrl);
  const endpoint = `${base}/graphql${platform === 'sd' ? '?platform=sd' : ''}`;

  /** What may be shown of a text that comes from outside. */
  const shown = (text: unknown, token?: string) => {
    let words = String(text).replaceAll(password, '[password]');
    if (token) words = words.replaceAll(token, '[token]');
    // eslint-disable-next-line no-control-regex
    return words.replace(/[\x00-\x1f\x7f]+/g, ' ').slice(0, 500);
  };

  /** One request; its status and its body, which is JSON. */
  async function post(url: string, resource: string, init: RequestInit, signal?: AbortSignal) {
    const fail = (code: ApiErrorCode, message: string, response?: Response) => {
      const retryAfter = response && waitOf(response.headers);
      return new IAdvizeApiError(shown(message), { code, resource, status: response?.status, retryAfter });
    };
    const ending = new AbortController();
    const abort = () => ending.abort(fail('aborted', 'the caller aborted the request'));
    const timer = setTimeout(() => ending.abort(fail('timeout', `no complete answer within ${timeout} ms`)), timeout);
    signal?.addEventListener('abort', abort);
    if (signal?.aborted) abort();
    try {
      ending.signal.throwIfAborted();
      // The password or the token would go wherever a redirect leads.
      const response = await send(url, { ...init, method: 'POST', redirect: 'manual', signal: ending.signal });
      const text = new TextDecoder().decode(await readBody(response, maxBytes, ending.signal));
      const { status } = response;
      if (status === 429) throw fail('rate_limited', `HTTP status ${status}`, response);
      if (status >= 500) throw fail('server', `HTTP status ${status}`, response);
      let body: unknown;
      try {
        body = JSON.parse(text);
      } catch {
        // Told apart below, by its status first.
      }
      if (status === 401 || status === 403) throw fail('forbidden', `HTTP status ${status}`, response);
      if (response.type === 'opaqueredirect' || !isRecord(body)) {
        throw fail('unexpected', 'the answer is not the documented JSON', response);
      }
      return { response, body, fail };
    } catch (error) {
      if (error instanceof IAdvizeApiError) throw error;
      if (ending.signal.aborted) throw ending.signal.reason;
      if (error instanceof BodyTooLarge) throw fail('too_large', `the answer exceeds ${maxBytes} bytes`);
      const { message, cause } = error instanceof Error ? error : { message: String(error) };
      throw fail('network', cause instanceof Error ? `${message} (${cause.message})` : message);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    }
  }

  const tokens = createTokens(async () => {
    const form = new URLSearchParams({ username, password, grant_type: 'password' });
    const headers = { Accept: 'application/json' };
    // Never with one caller's signal: the token is for all.
    const { response, body, fail } = await post(`${base}/oauth2/token`, 'oauth2/token', { headers, body: form });
    const { access_token: value, expires_in: seconds } = body;
    if (!response.ok) throw fail('forbidden', `HTTP status ${response.status}`, response);
    if (typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value))
      throw fail('unexpected', 'no access_token', response);
    return { value, ends: Date.now() + (typeof seconds === 'number' ? seconds : 86_400) * 1000 };
  });

  async function once({ resource, query, variables = {}, previews = [], signal }: GraphQLRequest) {
    const accept = [...previews.map((name) => `application/vnd.iadvize.${name}-preview+json`), 'application/json'];
    const headers = { 'Content-Type': 'application/json', Accept: accept.join(', ') };
    const token = await tokens.get();
    const init = {
      headers: { ...headers, Authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    };
    const answered = post(endpoint, resource, init, signal);
    const { response, body, fail } = await answered.catch((error: unknown) => {
      if (error instanceof IAdvizeApiError && error.status === 401) tokens.drop(token);
      throw error;
    });
    const { data, errors } = body;
    if (Array.isArray(errors) && errors.length) {
      const [first] = errors as readonly unknown[];
      throw fail('invalid', shown(isRecord(first) ? first['message'] : 'errors', token), response);
    }
    if (!response.ok || !isRecord(data)) throw fail('unexpected', 'the answer holds no data', response);
    for (const [name, value] of Object.entries(data)) {
      const problems = isRecord(value) ? value['userErrors'] : undefined;
      if (!Array.isArray(problems) || !problems.length) continue;
      const [problem] = problems as readonly unknown[];
      const { message, __typename: type } = isRecord(problem) ? problem : {};
      throw fail(
        'invalid',
        shown(`${name}: ${[message, type].find((each) => typeof each === 'string') ?? 'userErrors'}`, token),
        response,
      );
    }
    return data;
  }

  return async (request) => {
    const { query, signal } = request;
    for (let attempt = 0, renewed = false; ; attempt += 1) {
      try {
        return await once(request);
      } catch (error) {
        if (!(error instanceof IAdvizeApiError)) throw error;
        const { code, status, resource, retryAfter = 0 } = error;
        if (status === 401 && resource === request.resource && !renewed) {
          renewed = true;
          continue;
        }
        const helps = code === 'rate_limited' || (passing.includes(code) && !isMutation(query));
        if (!helps || attempt >= retries || retryAfter > maxPause) throw error;
        const pause = Math.max(retryAfter, Math.min(maxPause, backoff * 2 ** attempt * Math.random()));
        await delay(pause, signal).catch(() => {});
      }
    }
  };
}
