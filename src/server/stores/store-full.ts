/** A store has no room for what must not be forgotten. `isStoreFullError` recognises it. */
export class StoreFullError extends Error {
  override readonly name = 'StoreFullError';
  /** When there may be room again, in milliseconds from now. */
  readonly retryAfter: number;

  constructor(message: string, retryAfter: number) {
    super(message);
    this.retryAfter = retryAfter;
  }
}

/**
 * Whether an error is a `StoreFullError`, of whichever copy of the package, and says when to come back.
 * @example
 * import { isStoreFullError } from 'iadvize-callbacks/server';
 * const report = (error: unknown) => {
 *   if (isStoreFullError(error)) console.log(`Room again in ${error.retryAfter} ms`);
 * };
 */
export const isStoreFullError = (error: unknown): error is StoreFullError =>
  error instanceof Error &&
  error.name === 'StoreFullError' &&
  'retryAfter' in error &&
  Number.isFinite(error.retryAfter);
