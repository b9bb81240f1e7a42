/**
 * Remembers which events have been handled. One in memory is right for one process; give a receiver one of your own, on
 * Redis, a database or Durable Objects, where several share the work.
 */
export interface DeliveryStore {
  /**
   * Called before the handler, and atomic: of two at the same time, one gets `'new'`.
   * @returns `'new'` where the event is now the caller's to handle, `'running'` where it is being handled, `'done'` where it
   *   has been.
   */
  begin(id: string): DeliveryState | Promise<DeliveryState>;
  /** Called after the handler. Where it failed, the platform's next attempt must be `'new'` again. */
  end(id: string, handled: boolean): void | Promise<void>;
}

export type DeliveryState = 'new' | 'running' | 'done';

/**
 * Keeps the ids in memory.
 * @param limit how many events it remembers; older ones make room. Default: 10 000.
 */
export function createMemoryStore(limit = 10_000): DeliveryStore {
  if (!(limit >= 1)) throw new TypeError('limit must be a number, 1 or more');
  const running = new Set<string>();
  const done = new Set<string>();
  return {
    begin(id) {
      if (done.has(id)) return 'done';
      if (running.has(id)) return 'running';
      running.add(id);
      return 'new';
    },
    end(id, handled) {
      running.delete(id);
      if (!handled) return;
      done.add(id);
      for (const oldest of done) {
        if (done.size <= limit) break;
        done.delete(oldest);
      }
    },
  };
}
