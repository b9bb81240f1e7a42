/**
 * Why a transcript could not be fetched:
 * - `'forbidden'`: the endpoint does not let this visitor read this conversation (401, 403);
 * - `'not_found'`: there is no such conversation (404);
 * - `'rate_limited'`: too many requests (429);
 * - `'timeout'`: no complete answer in time, of the endpoint or of the platform behind it (504);
 * - `'unavailable'`: the endpoint or the platform failed (5xx);
 * - `'network'`: no answer at all;
 * - `'too_large'`: the answer exceeds `maxBytes`;
 * - `'unexpected'`: any other answer.
 */
export type HistoryErrorCode =
  'forbidden' | 'not_found' | 'rate_limited' | 'timeout' | 'unavailable' | 'network' | 'too_large' | 'unexpected';

/** The one error of the history client. It holds no word of the conversation, and no ticket. */
export class HistoryError extends Error {
  override readonly name = 'HistoryError';
  readonly code: HistoryErrorCode;
  /** HTTP status of the answer, where there was one. */
  readonly status: number | undefined;
  /** What the endpoint asked to wait before the next request, in milliseconds. */
  readonly retryAfter: number | undefined;

  constructor(code: HistoryErrorCode, status?: number, retryAfter?: number) {
    super(`Conversation history: ${code}${status ? ` (HTTP ${status})` : ''}`);
    this.code = code;
    this.status = status;
    this.retryAfter = retryAfter;
  }
}
