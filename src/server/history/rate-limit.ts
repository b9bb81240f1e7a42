export interface RateLimitOptions {
  /** How many requests a client may make in a window. Default: 30. */
  readonly requests?: number | undefined;
  /** How long a window is, in milliseconds. Default: 60 000. */
  readonly window?: number | undefined;
  /** How many clients are remembered; the one that has been known longest makes room. Default: 10 000. */
  readonly clients?: number | undefined;
}

/** Counts a request of a client; returns how long the client has to wait, in milliseconds: 0 where it may go on. */
export type RateLimit = (client: string) => number;

/**
 * Counts requests in fixed windows, in the memory of this process.
 * @throws TypeError for wrong options.
 */
export function createRateLimit(options: RateLimitOptions = {}): RateLimit {
  const { requests = 30, window = 60_000, clients = 10_000 } = options;
  for (const [name, value] of Object.entries({ requests, window, clients })) {
    if (!(value >= 1)) throw new TypeError(`${name} must be a number, 1 or more`);
  }
  const windows = new Map<string, { readonly ends: number; count: number }>();

  return (client) => {
    const now = Date.now();
    let current = windows.get(client);
    if (!current || current.ends <= now) {
      // To the end of the line, which is in the order of the windows.
      windows.delete(client);
      const [oldest] = windows.keys();
      if (oldest !== undefined && windows.size >= clients) windows.delete(oldest);
      windows.set(client, (current = { ends: now + window, count: 0 }));
    }
    current.count += 1;
    return current.count > requests ? current.ends - now : 0;
  };
}
