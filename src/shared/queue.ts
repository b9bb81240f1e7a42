/** A place among those that run, or in the line before them. */
export interface Turn {
  /** Resolves when it may run. */
  readonly ready: Promise<void>;
  /** Makes room for the next one, after it has run or given up; to be called once. */
  readonly leave: () => void;
}

/**
 * Lets at most `concurrency` run at once; the others wait, in order.
 * @returns a function that asks for a turn; it returns undefined where `maxQueue` wait already.
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
