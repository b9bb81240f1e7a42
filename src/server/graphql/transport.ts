import { aString, oneOf } from '../../shared/check-options';
import type { OptionChecks } from '../../shared/check-options';
import { createEnding } from '../../shared/ending';
import type { IAdvizeErrorCode, IAdvizeErrorDetails } from '../../shared/error';
import { retryAfterOf } from '../../shared/request';
import { aSecret } from '../check-secret';
import { IAdvizeApiError } from '../error';
import type { ApiErrorCode } from '../error';
import { parseJson } from '../json';
import { isRecord } from '../rest/kinds';
import { restBase } from '../rest/platform';
import type { Platform } from '../rest/platform';
import { createPlatformLayer, requestChecks } from '../rest/transport';
import type { RequestOptions } from '../rest/transport';
import { createTokens } from './token';

export interface GraphQLTransportOptions extends RequestOptions {
  /** E-mail address of a user of the account. Both authorise all that this user may: keep them on the server. */
  readonly username: string;
  readonly password: string;
  /** Default: `'sd'`, the standard platform. */
  readonly platform?: Platform | undefined;
  /** Instead of `https://api.iadvize.com`: a proxy's, or the stand-in's. `https:`, or `http:` on loopback. */
  readonly baseUrl?: string | undefined;
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

const passing: readonly IAdvizeErrorCode[] = ['unavailable', 'network', 'timeout'];

const full = (secret: string) => secret !== '';

export const transportChecks: OptionChecks<keyof GraphQLTransportOptions> = {
  ...requestChecks,
  username: aSecret('username', 'a string that is not empty', full),
  password: aSecret('password', 'a string that is not empty', full),
  platform: oneOf('sd', 'ha'),
  baseUrl: aString,
};

/** A body that is JSON, and what is known of its answer. */
interface Answer {
  readonly response: Response;
  readonly body: Readonly<Record<string, unknown>>;
}

type Fail = (code: ApiErrorCode, message: string, details?: IAdvizeErrorDetails) => IAdvizeApiError;

/**
 * Sends GraphQL requests with a shared token; see `IAdvizeApiError` for how they fail. Its options are checked by those who
 * offer them.
 */
export function createGraphQLTransport(options: GraphQLTransportOptions): GraphQLTransport {
  const { username, password, platform = 'sd', baseUrl = 'https://api.iadvize.com', timeout = 30_000 } = options;
  const base = restBase(platform, baseUrl);
  const endpoint = `${base}/graphql${platform === 'sd' ? '?platform=sd' : ''}`;
  const send = createPlatformLayer(options);
  /** The secrets that no error may repeat. */
  let token = '';

  const failing =
    (resource: string): Fail =>
    (code, message, details) => {
      let shown = message.replaceAll(password, '[password]');
      if (token) shown = shown.replaceAll(token, '[token]');
      // eslint-disable-next-line no-control-regex
      shown = shown.replace(/[\x00-\x1f\x7f]+/g, ' ').slice(0, 500);
      return new IAdvizeApiError(shown, { ...details, cause: undefined, code, resource });
    };

  /** An answer that is JSON, whatever it says. */
  function open(response: Response, text: string, fail: Fail): Answer {
    const { status, headers } = response;
    const says = `HTTP status ${status}`;
    if (status === 429) throw fail('rate_limited', says, { status, retryAfter: retryAfterOf(headers) });
    if (status >= 500) throw fail('unavailable', says, { status, retryAfter: retryAfterOf(headers) });
    if (status === 401 || status === 403) throw fail('forbidden', says, { status });
    let body: unknown;
    try {
      body = parseJson(text);
    } catch {
      // Told below.
    }
    if (response.type === 'opaqueredirect' || !isRecord(body)) {
      throw fail('unexpected', 'the answer is not the documented JSON', { status });
    }
    return { response, body };
  }

  // Never with one caller's signal: the token is for all. A layer of its own, or those who wait for it would be in its way.
  const sendLogIn = createPlatformLayer({ ...options, concurrency: 1 });
  const tokens = createTokens(() => {
    const fail = failing('oauth2/token');
    return sendLogIn({
      make: () => [
        `${base}/oauth2/token`,
        {
          method: 'POST',
          headers: { Accept: 'application/json' },
          body: new URLSearchParams({ username, password, grant_type: 'password' }),
          // The password would go wherever a redirect leads.
          redirect: 'manual',
        },
      ],
      read(response, text) {
        const { body } = open(response, text, fail);
        const { status } = response;
        const { access_token: value, expires_in: seconds } = body;
        if (!response.ok) throw fail('forbidden', `HTTP status ${status}`, { status });
        if (typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value)) {
          throw fail('unexpected', 'no access_token', { status });
        }
        token = value;
        return { value, ends: Date.now() + (typeof seconds === 'number' ? seconds : 86_400) * 1000 };
      },
      fail,
      // Each attempt counts against the limit of log-ins.
      repeatable: () => false,
    });
  });

  /** @throws IAdvizeApiError where the answer says that something is wrong. */
  function readData({ response, body }: Answer, fail: Fail): Readonly<Record<string, unknown>> {
    const { status } = response;
    const { data, errors } = body;
    if (Array.isArray(errors) && errors.length) {
      const [first] = errors as readonly unknown[];
      throw fail('invalid', String(isRecord(first) ? first['message'] : 'errors'), { status });
    }
    if (!response.ok || !isRecord(data)) throw fail('unexpected', 'the answer holds no data', { status });
    for (const [name, value] of Object.entries(data)) {
      const problems = isRecord(value) ? value['userErrors'] : undefined;
      if (!Array.isArray(problems) || !problems.length) continue;
      const [problem] = problems as readonly unknown[];
      const { message, __typename: type } = isRecord(problem) ? problem : {};
      const says = [message, type].find((each) => typeof each === 'string') ?? 'userErrors';
      throw fail('invalid', `${name}: ${says}`, { status });
    }
    return data;
  }

  return async ({ resource, query, variables = {}, previews = [], signal }) => {
    const fail = failing(resource);
    const accept = [...previews.map((name) => `application/vnd.iadvize.${name}-preview+json`), 'application/json'];
    const body = JSON.stringify({ query, variables });
    const aborted = (cause: unknown) => fail('aborted', 'the caller aborted the request', { cause });
    const once = (authorization: string) =>
      send({
        make: () => [
          endpoint,
          {
            method: 'POST',
            headers: {
              'Content-Type': 'application/json',
              Accept: accept.join(', '),
              Authorization: `Bearer ${authorization}`,
            },
            body,
            redirect: 'manual',
          },
        ],
        read: (response, text) => readData(open(response, text, fail), fail),
        fail,
        repeatable: (code) => code === 'rate_limited' || (passing.includes(code) && !isMutation(query)),
        signal,
      });
    /** Waits for the token no longer than for an answer. */
    const authorize = async () => {
      const onTimeout = () => fail('timeout', `no token within ${timeout} ms`);
      const ending = createEnding({ timeout, onTimeout, signal, onAbort: aborted });
      try {
        return await ending.race(tokens.get());
      } finally {
        ending.close();
      }
    };
    const first = await authorize();
    try {
      return await once(first);
    } catch (error) {
      if (!(error instanceof IAdvizeApiError) || error.status !== 401) throw error;
      // Ended before its time: once more, with a new one.
      tokens.drop(first);
      return once(await authorize());
    }
  };
}
