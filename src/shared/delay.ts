/** The longest time that a timer can count, in milliseconds; with a longer one it ends at once. */
export const longestTimer = 2 ** 31 - 1;

/** Why a signal was aborted, also where a browser does not say (Chromium before 98). */
export const reasonOf = (signal: { readonly reason?: unknown }): unknown =>
  signal.reason === undefined ? new DOMException('The operation was aborted.', 'AbortError') : signal.reason;

/** @throws the signal's reason. */
export function delay(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      // The reason is the caller's own, whatever it is.
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
      if (signal) reject(reasonOf(signal));
    };
    const timer = setTimeout(
      () => {
        signal?.removeEventListener('abort', stop);
        resolve();
      },
      Math.min(milliseconds, longestTimer),
    );
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}
