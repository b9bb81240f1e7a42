let pace = 1;
let last = 0;
let calls = 0;
let start = 0;
const now = () => Math.floor(start + (performance.timeOrigin + performance.now() - start) * pace);

/** Has the page's clock and its timers run so many times as fast as the room's since a time of it, for all pages the same. */
export function speedUp(times: number, since: number): void {
  pace = times;
  start = since;
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
