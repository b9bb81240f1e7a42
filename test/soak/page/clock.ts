let pace = 1;
let last = 0;
let calls = 0;
const start = Date.now();
const now = () => Math.floor(start + performance.now() * pace);

/** Has the page's clock and its timers run so many times as fast. */
export function speedUp(times: number): void {
  pace = times;
  const later = window.setTimeout.bind(window);
  Object.assign(window, {
    setTimeout: (run: () => void, delay = 0, ...args: unknown[]) => later(run, delay / pace, ...args),
  });
  Date.now = () => (calls ? last : Math.max(last, now()));
}

/** Runs a call of the tag in a millisecond of its own, by which its event can be told from all others of the page. */
export function inOwnMillisecond<Result>(call: (time: number) => Result): Result {
  last = Math.max(last + 1, now());
  calls += 1;
  try {
    return call(last);
  } finally {
    calls -= 1;
  }
}

/** In milliseconds of the page's clock. */
export const wait = (time: number) => new Promise<void>((resolve) => setTimeout(resolve, time));
