import type { IAdvizeCallbacks } from '../core/types';
import { BodyTooLarge, readBody } from '../shared/body';
import { delay } from '../shared/delay';
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
  /** How often a request is repeated where that may help. Default: 2. */
  readonly retries?: number | undefined;
  /** The first pause before a repetition is up to this long, in milliseconds, each further one up to twice as long. Default: 500. */
  readonly backoff?: number | undefined;
  /** The longest pause before a repetition, in milliseconds; where the endpoint asks for a longer one, it fails at once. Default: 30 000. */
  readonly maxPause?: number | undefined;
  /** How long `watch` waits between two requests, in milliseconds. Default: 5 000. */
  readonly interval?: number | undefined;
  /** How long an answer may be, in bytes. Default: 8 MiB. */
  readonly maxBytes?: number | undefined;
  /** Default: the global one. */
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

/** What a repetition can cure. */
const passing: readonly HistoryErrorCode[] = ['rate_limited', 'timeout', 'unavailable', 'network'];

const fail = ({ status, headers }: Response) => {
  const seconds = headers.get('retry-after');
  const retryAfter = seconds && /^\d{1,6}$/.test(seconds) ? Number(seconds) * 1000 : undefined;
  return new HistoryError(codes[status] ?? (status >= 500 ? 'unavailable' : 'unexpected'), status, retryAfter);
};

/** @throws TypeError */
function checkId(id: unknown): asserts id is string {
  if (!isConversationId(id))
    throw new TypeError('Expected the id of a conversation: a string of up to 20 digits, or a UUID');
}

/**
 * Fetches transcripts through the site's own endpoint, which keeps the API key (*iAdvize provides conversation ID and
 * history to VA* in iAdvize's documentation, 2016 edition, whose `getHistoryByID` this is).
 * @throws TypeError for wrong options.
 */
export function createHistoryClient(options: HistoryClientOptions): HistoryClient {
  const { endpoint, ticket, iadvize, timeZone, credentials = 'same-origin', fetch: send = fetch } = options;
  const { timeout = 15_000, retries = 2, backoff = 500, maxPause = 30_000, interval = 5000 } = options;
  const { maxBytes = 8 * 2 ** 20 } = options;
  if (!endpoint) throw new TypeError('endpoint is missing');
  for (const [name, value] of Object.entries({ timeout, retries, backoff, maxPause, interval, maxBytes })) {
    if (!(value >= 0)) throw new TypeError(`${name} must be a number, 0 or more`);
  }
  // An unknown time zone is the site's mistake: said now, not with the first transcript.
  parseHistory('', { timeZone });

  /** One request. */
  async function request(id: string, signal?: AbortSignal): Promise<{ history: string; closed: boolean }> {
    const ending = new AbortController();
    const stop = () => ending.abort(signal?.reason);
    const timer = setTimeout(() => ending.abort(new HistoryError('timeout')), timeout);
    signal?.addEventListener('abort', stop);
    if (signal?.aborted) stop();
    try {
      ending.signal.throwIfAborted();
      const headers = new Headers({ Accept: 'application/json' });
      if (ticket) headers.set('Authorization', `Bearer ${await orAbort(ticket(id, ending.signal), ending.signal)}`);
      const url = new URL(endpoint, typeof location === 'undefined' ? undefined : location.href);
      url.searchParams.set('id', id);
      const init: RequestInit = { headers, credentials, cache: 'no-store', redirect: 'error', signal: ending.signal };
      const response = await send(url, init).catch(() => {
        ending.signal.throwIfAborted();
        throw new HistoryError('network');
      });
      const body = await readBody(response, maxBytes, ending.signal).catch((error: unknown) => {
        ending.signal.throwIfAborted();
        throw new HistoryError(error instanceof BodyTooLarge ? 'too_large' : 'network', response.status);
      });
      if (!response.ok) throw fail(response);
      return readAnswer(id, new TextDecoder().decode(body), response.status);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    }
  }

  /** Repeats a request where that may help. */
  async function persist(id: string, signal?: AbortSignal) {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await request(id, signal);
      } catch (error) {
        if (signal?.aborted || !(error instanceof HistoryError) || !passing.includes(error.code)) throw error;
        const { retryAfter = 0 } = error;
        if (attempt >= retries || retryAfter > maxPause) throw error;
        await delay(Math.max(retryAfter, Math.min(maxPause, backoff * 2 ** attempt * Math.random())), signal);
      }
    }
  }

  const open = (id: string, { history, closed }: { history: string; closed: boolean }): Transcript => ({
    id,
    closed,
    ...parseHistory(history, { timeZone }),
  });

  return {
    async getHistoryByID(id, { signal } = {}) {
      checkId(id);
      return open(id, await persist(id, signal));
    },

    async *watch(id, { signal } = {}) {
      checkId(id);
      let ended = false;
      let wake = () => {};
      const stop = iadvize?.on(
        'chatEnded',
        ({ detail, replayed }) => {
          // Old tags may not say which; then it is the one that runs.
          const of = isUuid(id) ? detail.conversationId : detail.id;
          if (of !== id && (replayed || of !== undefined)) return;
          ended = true;
          wake();
        },
        { replay: true },
      );
      try {
        for (let last: string | undefined; ;) {
          // What is fetched after the end is the whole of it.
          const final = ended;
          const answer = await persist(id, signal);
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
          signal?.throwIfAborted();
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
    // Told apart below.
  }
  const { id: of, history, closed }: Partial<Record<string, unknown>> = Object(answer) as object;
  if (of !== id || typeof history !== 'string') throw new HistoryError('unexpected', status);
  return { history, closed: closed === true };
}

/** @throws the signal's reason as soon as it aborts. */
function orAbort<Value>(value: Value | Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    // The reason is a HistoryError or the caller's own.
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    Promise.resolve(value).then(resolve, reject);
  });
}
