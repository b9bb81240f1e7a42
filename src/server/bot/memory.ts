import { aPositiveNumber, checkOptions } from '../../shared/check-options';

/**
 * What a connector keeps from one call to the next: the bots that were configured, and when conversations began. One in
 * memory is right for one process; give the connector one of your own, on Redis or a database, where several share the work.
 */
export interface BotMemory {
  get(key: string): string | undefined | Promise<string | undefined>;
  /** @param lifetime after which it may be forgotten, in milliseconds; without one, it must be kept. */
  set(key: string, value: string, lifetime?: number): void | Promise<void>;
}

/**
 * Keeps it in the memory of this process.
 * @param limit how many entries with a lifetime it keeps; older ones make room. Default: 10 000.
 * @example
 * import { createBotMemory } from 'iadvize-callbacks/server/bot';
 * const memory = createBotMemory(1000);
 */
export function createBotMemory(limit = 10_000): BotMemory {
  checkOptions({ limit }, { limit: aPositiveNumber });
  const kept = new Map<string, string>();
  const passing = new Map<string, { readonly value: string; readonly ends: number }>();
  return {
    get(key) {
      const found = passing.get(key);
      return kept.get(key) ?? (found && found.ends > Date.now() ? found.value : undefined);
    },
    set(key, value, lifetime) {
      if (lifetime === undefined) {
        kept.set(key, value);
        return;
      }
      passing.delete(key);
      passing.set(key, { value, ends: Date.now() + lifetime });
      const [oldest] = passing.keys();
      if (passing.size > limit && oldest !== undefined) passing.delete(oldest);
    },
  };
}
