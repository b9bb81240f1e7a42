/** The beginning of every key that this library uses in `localStorage`. */
export const keyPrefix = 'iadvize-callbacks:';

/**
 * The keys in `localStorage` that begin so. `Object.keys` would read all that the site stores.
 * @throws where storage is blocked.
 */
export const keysFrom = (start: string): string[] =>
  Object.getOwnPropertyNames(localStorage).filter((key) => key.startsWith(start));
