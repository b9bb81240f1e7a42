export type Limiter = <Result>(task: () => Promise<Result>, signal?: AbortSignal) => Promise<Result>;

/**
 * Lets at most so many tasks run at once; the others wait, in order.
 * @throws the signal's reason, where it aborts while the task waits.
 */
export function createLimiter(most: number): Limiter {
  const waiting = new Set<() => void>();
  let running = 0;

  const turn = (signal?: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const stop = () => {
        waiting.delete(start);
        // The reason is the caller's own, whatever it is.
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
        reject(signal?.reason);
      };
      const start = () => {
        signal?.removeEventListener('abort', stop);
        resolve();
      };
      waiting.add(start);
      signal?.addEventListener('abort', stop, { once: true });
    });

  return async (task, signal) => {
    if (running < most) running += 1;
    else await turn(signal);
    try {
      return await task();
    } finally {
      // The slot goes to the next in line, or is free.
      const [next] = waiting;
      if (next) {
        waiting.delete(next);
        next();
      } else running -= 1;
    }
  };
}
