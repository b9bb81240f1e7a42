/**
 * Why something failed, in the one vocabulary of this package:
 * - `'forbidden'`: the key, the ticket or the visitor may not do this (HTTP 401, 403);
 * - `'not_found'`: there is no such thing (404, or the platform's "Unknown '…' with 'id' …");
 * - `'invalid'`: the request is refused, and the message says why;
 * - `'rate_limited'`: too many requests (429); `retryAfter` says when to come back, where known;
 * - `'busy'`: too many requests wait in this process already: nothing was sent;
 * - `'unavailable'`: the other side failed (5xx);
 * - `'unexpected'`: an answer that is not the documented one;
 * - `'too_large'`: an answer that exceeds `maxBytes`;
 * - `'timeout'`: no complete answer in time;
 * - `'aborted'`: the caller's signal;
 * - `'network'`: no answer at all;
 * - `'endless'`: the pages of a list do not come to an end;
 * - `'incomplete'`: records of a list went missing while it was read;
 * - `'unreachable'`: the tag takes no calls;
 * - `'unsupported'`: this tag has no such function.
 */
export type IAdvizeErrorCode =
  | 'forbidden'
  | 'not_found'
  | 'invalid'
  | 'rate_limited'
  | 'busy'
  | 'unavailable'
  | 'unexpected'
  | 'too_large'
  | 'timeout'
  | 'aborted'
  | 'network'
  | 'endless'
  | 'incomplete'
  | 'unreachable'
  | 'unsupported';

export interface IAdvizeErrorDetails {
  /** HTTP status of the answer, where there was one. */
  readonly status?: number | undefined;
  /** What the other side asked to wait before the next request, in milliseconds. */
  readonly retryAfter?: number | undefined;
  readonly cause?: unknown;
}

/** The same symbol in every copy of this package. */
const brand = Symbol.for('iadvize-callbacks.error');

/** The class of every error of this package, except for wrong arguments, which are a `TypeError`. */
export class IAdvizeError<Code extends IAdvizeErrorCode = IAdvizeErrorCode> extends Error {
  override readonly name: string = 'IAdvizeError';
  readonly code: Code;
  /** HTTP status of the answer, where there was one. */
  readonly status: number | undefined;
  /** What the other side asked to wait before the next request, in milliseconds. */
  readonly retryAfter: number | undefined;

  constructor(code: Code, message: string, { status, retryAfter, cause }: IAdvizeErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.status = status;
    this.retryAfter = retryAfter;
  }

  get [brand](): true {
    return true;
  }
}

/**
 * Whether something that was thrown is an error of this package, and has that code where one is given. Unlike
 * `instanceof`, it also knows the errors of another copy of the package in the same bundle.
 * @example
 * import { isIAdvizeError } from 'iadvize-callbacks/virtual-agent';
 * const report = (error: unknown) => {
 *   if (isIAdvizeError(error, 'rate_limited')) console.log(`Again in ${error.retryAfter ?? 1000} ms`);
 * };
 */
export const isIAdvizeError = <Code extends IAdvizeErrorCode = IAdvizeErrorCode>(
  error: unknown,
  code?: Code,
): error is IAdvizeError<Code> => {
  const { [brand]: branded, code: of } = Object(error) as { [brand]?: unknown; code?: unknown };
  return branded === true && (code === undefined || of === code);
};
