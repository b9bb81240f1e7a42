/**
 * What a bot connector keeps from one call to the next: the bots that were configured, and when conversations began. One in
 * memory is right for one process; where several share the work, take that of a shared store, or one of your own.
 */
export interface BotMemory {
  get(key: string): string | undefined | Promise<string | undefined>;
  /** @param lifetime after which it may be forgotten, in milliseconds; without one, it must be kept. */
  set(key: string, value: string, lifetime?: number): void | Promise<void>;
}

/** The lifetime of what must be kept, in milliseconds: a hundred years. */
export const forever = 3_155_760_000_000;
