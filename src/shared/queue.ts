/** A place among those that run, or in the line for it. */
export interface Turn {
  /** Resolves when it may run. */
  readonly ready: Promise<void>;
  /** Makes room for the next, whether it has run or gives up; to be called once. */
  readonly leave: () => void;
}

/**
 * Lets at most so many run at once; the others wait, in order.
 * @returns undefined where the line is full.
 */
export function createQueue(concurrency: number, maxQueue: number): () => Turn | undefined {
  const waiting = new Set<() => void>();
  let free = concurrency;

  const next = () => {
    for (const start of waiting) {
      waiting.delete(start);
      return start();
    }
    free += 1;
  };

  return () => {
    if (free > 0) {
      free -= 1;
      return { ready: Promise.resolve(), leave: next };
    }
    if (waiting.size >= maxQueue) return undefined;
    let start = () => {};
    const ready = new Promise<void>((resolve) => (start = resolve));
    waiting.add(start);
    return {
      ready,
      leave() {
        if (!waiting.delete(start)) next();
      },
    };
  };
}
