/**
 * Why a request failed:
 * - `'forbidden'`: the key is refused, or may not do this (401, 403);
 * - `'unknown'`: there is no such resource (404, or the documented "Unknown '…' with 'id' …");
 * - `'invalid'`: the platform refuses the request, and its message says why;
 * - `'rate_limited'`: too many requests (429), after all retries; `retryAfter` says when to come back, where known;
 * - `'server'`: the platform failed (5xx), after all retries;
 * - `'unexpected'`: the answer is not the documented envelope: not JSON, cut short, a redirect, a missing id;
 * - `'too_large'`: the answer exceeds `maxBytes`;
 * - `'timeout'`: the answer was not complete in time;
 * - `'aborted'`: the caller's signal;
 * - `'network'`: no answer at all;
 * - `'endless'`: the pages of a list do not come to an end.
 */
export type ApiErrorCode =
  | 'forbidden'
  | 'unknown'
  | 'invalid'
  | 'rate_limited'
  | 'server'
  | 'unexpected'
  | 'too_large'
  | 'timeout'
  | 'aborted'
  | 'network'
  | 'endless';

export interface ApiErrorDetails {
  readonly code: ApiErrorCode;
  readonly resource: string;
  readonly status?: number | undefined;
  readonly retryAfter?: number | undefined;
}

/** The one error of the REST API client. It never holds the API key. */
export class IAdvizeApiError extends Error {
  override readonly name = 'IAdvizeApiError';
  readonly code: ApiErrorCode;
  /** The resource that was asked for, such as `'operator'` or `'operator/123/live'`. */
  readonly resource: string;
  /** HTTP status of the answer, where there was one. */
  readonly status: number | undefined;
  /** What the platform asked to wait before the next request, in milliseconds. */
  readonly retryAfter: number | undefined;

  constructor(message: string, { code, resource, status, retryAfter }: ApiErrorDetails) {
    super(`iAdvize API, ${resource}: ${message}`);
    this.code = code;
    this.resource = resource;
    this.status = status;
    this.retryAfter = retryAfter;
  }
}
