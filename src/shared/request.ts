import { BodyTooLarge, readBody } from './body';
import { delay } from './delay';
import { createEnding } from './ending';
import { isIAdvizeError } from './error';
import type { IAdvizeErrorCode, IAdvizeErrorDetails } from './error';
import { createQueue } from './queue';

export interface RequestLayerOptions {
  readonly fetch: typeof fetch;
  /** How long an attempt may take, the wait for its turn and its body included, in milliseconds. */
  readonly timeout: number;
  /**
   * How long a request may wait for its turn, in milliseconds: to send it later would only add to the load. Default: 95% of
   * `timeout`.
   */
  readonly maxWait?: number | undefined;
  /** How long the body of an answer may be, in bytes. */
  readonly maxBytes: number;
  /** How many more attempts a request may have after the first. */
  readonly retries: number;
  /** The first pause before a repetition is up to this long, in milliseconds, each further one up to twice as long. */
  readonly backoff: number;
  /** The longest pause, in milliseconds: where the other side asks for a longer one, the request fails at once. */
  readonly maxPause: number;
  /** How many requests may run at once. */
  readonly concurrency: number;
  /** How many requests may wait for their turn. */
  readonly maxQueue: number;
}

/** The failures that the request layer itself detects. */
export type RequestFailure = Extract<
  IAdvizeErrorCode,
  'aborted' | 'busy' | 'network' | 'rate_limited' | 'timeout' | 'too_large'
>;

/** One request, and how its answer is read. */
export interface Exchange<Result> {
  /** Returns the address and options of an attempt, within its timeout. If it throws, the request fails with that. */
  readonly make: (signal: AbortSignal) => RequestParts | Promise<RequestParts>;
  /** Reads a complete answer. @throws IAdvizeError for an answer that is a failure */
  readonly read: (response: Response, text: string) => Result;
  /** Makes the error for a failure that the layer detects; the `cause` of `'aborted'` is the signal's reason. */
  readonly fail: (code: RequestFailure, message: string, details?: IAdvizeErrorDetails) => unknown;
  /** Whether another attempt may succeed, and is safe to make. */
  readonly repeatable: (code: IAdvizeErrorCode) => boolean;
  readonly signal?: AbortSignal | undefined;
}

type RequestParts = readonly [address: string | URL, init: RequestInit];

export type RequestLayer = <Result>(exchange: Exchange<Result>) => Promise<Result>;

/** The result of an attempt whose turn came while the other side wants no requests. */
const held = Symbol();

/**
 * Sends requests: each with a timeout, a limited number at once, none while the other side asks to wait (`Retry-After`
 * of a 429), and again where that may succeed. Needs nothing but web standards.
 */
export function createRequestLayer(options: RequestLayerOptions): RequestLayer {
  const {
    fetch: send,
    timeout,
    maxWait = timeout * 0.95,
    maxBytes,
    retries,
    backoff,
    maxPause,
    concurrency,
    maxQueue,
  } = options;
  const enter = createQueue(concurrency, maxQueue);
  /** Until when the other side wants no requests. */
  let heldUntil = 0;

  async function tryOnce<Result>({ make, read, fail, signal }: Exchange<Result>): Promise<Result | typeof held> {
    const latest = Date.now() + maxWait;
    const ending = createEnding({
      timeout,
      signal,
      onTimeout: () => fail('timeout', `no complete answer within ${timeout} ms`),
      onAbort: (cause) => fail('aborted', 'the caller aborted the request', { cause }),
    });
    const turn = enter();
    try {
      if (!turn) throw fail('busy', `${maxQueue} requests are waiting already`, { retryAfter: timeout });
      await ending.race(turn.ready);
      if (heldUntil > Date.now()) return held;
      if (Date.now() > latest) throw fail('timeout', 'its turn did not come in time');
      const [address, init] = await ending.race(make(ending.signal));
      const [response, bytes] = await exchange(address, { ...init, signal: ending.signal }).catch((error: unknown) => {
        throw ending.ended()?.error ?? networkError(error);
      });
      return read(response, new TextDecoder().decode(bytes));
    } finally {
      turn?.leave();
      ending.close();
    }

    async function exchange(address: string | URL, init: RequestInit) {
      const response = await ending.race(send(address, init));
      return [response, await readBody(response, maxBytes, ending.race)] as const;
    }

    function networkError(error: unknown): unknown {
      if (error instanceof BodyTooLarge) return fail('too_large', `the answer exceeds ${maxBytes} bytes`);
      const { message, cause } = error instanceof Error ? error : { message: String(error) };
      return fail('network', cause instanceof Error ? `${message} (${cause.message})` : message);
    }
  }

  const pause = (milliseconds: number, { signal, fail }: Exchange<unknown>) =>
    delay(milliseconds, signal).catch((cause: unknown) => {
      throw fail('aborted', 'the caller aborted the request', { cause });
    });

  return async (exchange) => {
    for (let repeated = 0; ;) {
      const wait = heldUntil - Date.now();
      if (wait > maxPause) {
        throw exchange.fail('rate_limited', 'the other side wants no requests for now', { retryAfter: wait });
      }
      if (wait > 0) await pause(wait, exchange);
      try {
        const result = await tryOnce(exchange);
        if (result !== held) return result;
      } catch (error) {
        if (!isIAdvizeError(error)) throw error;
        const { code } = error;
        const longest = backoff * 2 ** repeated;
        const retryAfter = error.retryAfter ?? (code === 'rate_limited' ? longest : 0);
        if (code === 'rate_limited') heldUntil = Math.max(heldUntil, Date.now() + retryAfter);
        if (repeated >= retries || retryAfter > maxPause || !exchange.repeatable(code)) throw error;
        repeated += 1;
        await pause(retryAfter + Math.min(maxPause, longest * Math.random()), exchange);
      }
    }
  };
}

/** A longer wait is a mistake, which would hold requests back for ever. */
const longestWait = 86_400_000;

/** Reads `Retry-After`, in seconds or as a date, into milliseconds from now: up to a day. */
export function retryAfterOf(headers: Headers): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (!value) return undefined;
  // A date begins with its day; what begins otherwise, `Date` may still read as one.
  const wait = /^\d+$/.test(value)
    ? Number(value) * 1000
    : /^[a-z]/i.test(value)
      ? Date.parse(value) - Date.now()
      : NaN;
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(0, wait), longestWait);
}
