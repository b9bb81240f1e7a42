/** Counts requests: any limiter of the package `rate-limiter-flexible` is one, and what `stores.rateLimiter` gives. */
export interface RateLimiter {
  /**
   * Counts a request under a key.
   * @returns a promise that is fulfilled where the request may go on, and rejected with an object that has `msBeforeNext`, how
   *   long the client has to wait in milliseconds, where it may not. Another rejection is a failure of the limiter.
   */
  consume(key: string): Promise<unknown>;
}

/** How many requests are let through. */
export interface RateLimit {
  /** How many requests each client may make in a window. Default: 30. */
  readonly requests?: number | undefined;
  /** How long a window is, in milliseconds. Default: 60 000. */
  readonly window?: number | undefined;
}

/** What `consume` of a `RateLimiter` rejects with where the limit is reached. */
export interface RateLimitReached {
  /** How long the client has to wait, in milliseconds. */
  readonly msBeforeNext: number;
}
