import type { IAdvizeCallbacks } from '../core/types';
import {
  aFunction,
  aPause,
  aPositiveNumber,
  aString,
  aTimeout,
  aWholeNumber,
  checkOptions,
  clientWith,
  oneOf,
} from '../shared/check-options';
import type { OptionChecks } from '../shared/check-options';
import { delay, reasonOf } from '../shared/delay';
import type { IAdvizeErrorCode } from '../shared/error';
import { createRequestLayer, retryAfterOf } from '../shared/request';
import { isConversationId, isUuid } from '../shared/conversation-id';
import { HistoryError } from './history-error';
import type { HistoryErrorCode } from './history-error';
import { parseHistory } from '../shared/parse-history';
import type { ParsedHistory, ParseHistoryOptions } from '../shared/parse-history';

export interface HistoryClientOptions extends ParseHistoryOptions {
  /** Address of the site's own endpoint, made with `createHistoryEndpoint`; may be relative to the page. */
  readonly endpoint: string | URL;
  /** Gets a ticket for a conversation from the site's server; called before each request. */
  readonly ticket?: ((conversationId: string, signal: AbortSignal) => string | Promise<string>) | undefined;
  /** What `installCallbacks()` returned: `watch` ends with its `chatEnded`. */
  readonly iadvize?: IAdvizeCallbacks | undefined;
  /** Whether cookies go along. Default: `'same-origin'`; `'include'` where the endpoint is on another origin. */
  readonly credentials?: RequestCredentials | undefined;
  /** How long one request may take, its ticket and its body included, in milliseconds. Default: 15 000. */
  readonly timeout?: number | undefined;
  /** How many more attempts a request may have where another may succeed. Default: 2. */
  readonly retries?: number | undefined;
  /** The first pause before a repetition is up to this long, in milliseconds, each further one up to twice as long. Default: 500. */
  readonly backoff?: number | undefined;
  /** The longest pause before a repetition, in milliseconds; where the endpoint asks for a longer one, it fails at once. Default: 30 000. */
  readonly maxPause?: number | undefined;
  /** How long `watch` waits between two requests, in milliseconds. Default: 5 000. */
  readonly interval?: number | undefined;
  /** How long an answer may be, in bytes. Default: 8 MiB. */
  readonly maxBytes?: number | undefined;
  /** The function that sends requests. Default: the global `fetch`. */
  readonly fetch?: typeof fetch | undefined;
}

/** A conversation with a human agent, as far as it has gone. */
export interface Transcript extends ParsedHistory {
  /** The id that was asked for. */
  readonly id: string;
  /** Whether the platform has closed the conversation. */
  readonly closed: boolean;
}

export interface HistoryRequestOptions {
  /** Ends the request, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

export interface HistoryClient {
  /**
   * The transcript of a conversation.
   * @param id the `id` of `chatStarted`, or its `conversationId` where the endpoint's source is GraphQL.
   * @throws TypeError for anything else, HistoryError, and the signal's reason.
   */
  readonly getHistoryByID: (id: string, options?: HistoryRequestOptions) => Promise<Transcript>;

  /**
   * The transcript now and again each time it has changed, until the conversation has ended.
   * @param id the `id` of `chatStarted`, or its `conversationId` where the endpoint's source is GraphQL.
   * @throws as `getHistoryByID` does.
   */
  readonly watch: (id: string, options?: HistoryRequestOptions) => AsyncGenerator<Transcript, void, undefined>;
}

const codes: Partial<Record<number, HistoryErrorCode>> = {
  401: 'forbidden',
  403: 'forbidden',
  404: 'not_found',
  429: 'rate_limited',
  504: 'timeout',
};

/** The failures after which another attempt may succeed. */
const passing: readonly IAdvizeErrorCode[] = ['rate_limited', 'timeout', 'unavailable', 'network'];

const failureOf = ({ status, headers }: Response) => {
  const code = codes[status] ?? (status >= 500 ? 'unavailable' : 'unexpected');
  return new HistoryError(code, { status, retryAfter: retryAfterOf(headers) });
};

/** @throws TypeError */
function checkId(id: unknown): asserts id is string {
  if (!isConversationId(id))
    throw new TypeError('Expected the id of a conversation: a string of up to 20 digits, or a UUID');
}

const checks: OptionChecks<keyof HistoryClientOptions> = {
  endpoint: ['an address', (value) => (typeof value === 'string' && value !== '') || value instanceof URL, true],
  ticket: aFunction,
  iadvize: clientWith('on'),
  timeZone: aString,
  credentials: oneOf('omit', 'same-origin', 'include'),
  timeout: aTimeout,
  retries: aWholeNumber,
  backoff: aPause,
  maxPause: aPause,
  interval: aPause,
  maxBytes: aPositiveNumber,
  fetch: aFunction,
};

/**
 * Fetches transcripts through the site's own endpoint, which keeps the API key (*iAdvize provides conversation ID and
 * history to VA* in iAdvize's documentation, 2016 edition, whose `getHistoryByID` this is).
 * @throws TypeError for wrong options.
 * @example
 * import { createHistoryClient } from 'iadvize-callbacks/virtual-agent';
 * const history = createHistoryClient({ endpoint: '/history', iadvize });
 * const { entries } = await history.getHistoryByID('666');
 */
export function createHistoryClient(options: HistoryClientOptions): HistoryClient {
  checkOptions(options, checks);
  const { endpoint, ticket, iadvize, timeZone, credentials = 'same-origin', interval = 5000 } = options;
  // An unknown time zone is the site's mistake: said now, not with the first transcript.
  parseHistory('', { timeZone });

  const send = createRequestLayer({
    fetch: options.fetch ?? fetch,
    timeout: options.timeout ?? 15_000,
    maxBytes: options.maxBytes ?? 8 * 2 ** 20,
    retries: options.retries ?? 2,
    backoff: options.backoff ?? 500,
    maxPause: options.maxPause ?? 30_000,
    concurrency: Infinity,
    maxQueue: 0,
  });

  const ask = (id: string, signal?: AbortSignal) =>
    send({
      async make(ending) {
        const headers = new Headers({ Accept: 'application/json' });
        if (ticket) headers.set('Authorization', `Bearer ${await ticket(id, ending)}`);
        const url = new URL(endpoint, typeof location === 'undefined' ? undefined : location.href);
        url.searchParams.set('id', id);
        return [url, { headers, credentials, cache: 'no-store', redirect: 'error' }];
      },
      read(response, text) {
        if (!response.ok) throw failureOf(response);
        return readAnswer(id, text, response.status);
      },
      fail: (code, _, { cause, ...details } = {}) =>
        code === 'aborted' ? cause : new HistoryError(code === 'busy' ? 'unavailable' : code, details),
      repeatable: (code) => passing.includes(code),
      signal,
    });

  const open = (id: string, { history, closed }: { history: string; closed: boolean }): Transcript => ({
    id,
    closed,
    ...parseHistory(history, { timeZone }),
  });

  return {
    async getHistoryByID(id, { signal } = {}) {
      checkId(id);
      return open(id, await ask(id, signal));
    },

    async *watch(id, { signal } = {}) {
      checkId(id);
      let ended = false;
      let wake = () => {};
      const stop = iadvize?.on(
        'chatEnded',
        ({ detail, replayed }) => {
          // Old tags may not say which conversation ended; then it is the one that runs.
          const of = isUuid(id) ? detail.conversationId : detail.id;
          if (of !== id && (replayed || of !== undefined)) return;
          ended = true;
          wake();
        },
        { replay: true },
      );
      try {
        for (let last: string | undefined; ;) {
          // A transcript that is fetched after the end is complete.
          const final = ended;
          const answer = await ask(id, signal);
          const now = JSON.stringify(answer);
          if (now !== last) yield open(id, answer);
          last = now;
          if (final || answer.closed) return;
          if (ended) continue;
          const pause = new AbortController();
          wake = () => pause.abort();
          signal?.addEventListener('abort', wake);
          await delay(interval, pause.signal).catch(() => {});
          signal?.removeEventListener('abort', wake);
          if (signal?.aborted) throw reasonOf(signal);
        }
      } finally {
        stop?.();
      }
    },
  };
}

/** What the endpoint answered. */
function readAnswer(id: string, text: string, status: number) {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    // Not JSON: the check of the fields below refuses it.
  }
  const { id: of, history, closed }: Partial<Record<string, unknown>> = Object(answer) as object;
  if (of !== id || typeof history !== 'string') throw new HistoryError('unexpected', { status });
  return { history, closed: closed === true };
}
