import { aPositiveNumber, checkOptions } from '../../shared/check-options';
import type { BotMemory } from '../stores/bot-memory';

/**
 * Keeps what a bot connector needs in the memory of this process.
 * @param limit how many entries with a lifetime it keeps; older ones make room. Default: 10 000.
 * @example
 * import { createBotMemory } from 'iadvize-callbacks/server/bot';
 * const memory = createBotMemory(1000);
 */
export function createBotMemory(limit = 10_000): BotMemory {
  checkOptions({ limit }, { limit: aPositiveNumber });
  const kept = new Map<string, string>();
  const passing = new Map<string, { readonly value: string; readonly ends: number }>();
  /**
   * Goes on behind what it gave last: a new one would pass all that has been deleted, for each entry that makes room. Renewed
   * where none does, since one that rests keeps what the map has left behind in memory.
   */
  let oldest = passing.keys();
  return {
    get(key) {
      const found = passing.get(key);
      return kept.get(key) ?? (found && found.ends > Date.now() ? found.value : undefined);
    },
    set(key, value, lifetime) {
      kept.delete(key);
      passing.delete(key);
      if (lifetime === undefined) {
        kept.set(key, value);
        return;
      }
      passing.set(key, { value, ends: Date.now() + lifetime });
      if (passing.size > limit) passing.delete(oldest.next().value ?? '');
      else oldest = passing.keys();
    },
  };
}
