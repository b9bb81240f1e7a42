import { prefix } from '../pipeline/storage';

/** How much one page may keep, in characters. */
const limit = 1_000_000;

/** How long after its last sign of life a page counts as ended, in milliseconds. */
const lifeLimit = 10_000;

/** What a page keeps in `localStorage` for the case that it ends before the endpoint has answered. */
export interface Kept {
  /**
   * Keeps these lines of JSON instead of the page's earlier ones, and marks the page as alive; with `ended`, as ended,
   * so that another may take them at once.
   * @returns what is not kept: the oldest, where there are too many, or all, where storage is blocked or full.
   */
  keep(lines: readonly string[], ended?: boolean): readonly string[];
  /** Removes and returns what ended pages have kept. */
  takeOver(): readonly string[];
  /** Removes what any page has kept. */
  forget(): void;
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

/** How many pages of a site can keep something at the same time. */
const slotCount = 32;

/**
 * @param address the endpoint's
 * @param page a name of the page's own, without spaces
 */
export function createKept(address: string, page: string): Kept {
  // Only one page writes to a slot: in a common one, two pages that write at once would lose lines. Slots have numbers,
  // since searching all the keys of a site that stores megabytes would block the page.
  const slots = Array.from({ length: slotCount }, (_, index) => `${prefix}kept:${address} ${index}`);
  const linesOf = (slot: string) => `${slot} lines`;
  /**
   * What a slot says of its page: the time of its last sign of life (epoch milliseconds, 0 once it has ended), and its
   * name.
   */
  const lifeOf = (slot: string) => localStorage.getItem(slot) ?? '';
  const isOurs = (life: string) => life.endsWith(` ${page}`);
  let slot: string | undefined;
  let kept = '';

  function release(slot: string) {
    localStorage.removeItem(linesOf(slot));
    localStorage.removeItem(slot);
  }

  /** The page's slot, or a new one where another page has taken its slot over; undefined where none is free. */
  function find(): string | undefined {
    if (slot && isOurs(lifeOf(slot))) return slot;
    kept = '';
    const free = slots.filter((slot) => !lifeOf(slot));
    // By chance, so that two pages that look at the same time rarely take the same slot.
    return (slot = free[Math.floor(Math.random() * free.length)]);
  }

  return {
    keep(lines, ended = false) {
      let from = lines.length;
      for (let size = 0; from > 0; from -= 1) {
        size += (lines[from - 1] ?? '').length + 1;
        if (size > limit) break;
      }
      const text = lines.slice(from).join('\n');
      if (!text && !kept) return [];
      try {
        const slot = find();
        if (!slot) return lines;
        if (!text) release(slot);
        else {
          if (text !== kept) localStorage.setItem(linesOf(slot), text);
          localStorage.setItem(slot, `${ended ? 0 : Date.now()} ${page}`);
        }
        kept = text;
        return lines.slice(0, from);
      } catch {
        return lines;
      }
    },

    takeOver() {
      const lines: string[] = [];
      const now = Date.now();
      try {
        for (const slot of slots) {
          const life = lifeOf(slot);
          const time = parseFloat(life);
          if (!life || (time && (isOurs(life) || Math.abs(now - time) < lifeLimit))) continue;
          const found = (localStorage.getItem(linesOf(slot)) ?? '').split('\n');
          release(slot);
          // What another script left there must not spoil a batch.
          if (found.every(isJson)) lines.push(...found);
        }
      } catch {
        // Blocked.
      }
      return lines;
    },

    forget() {
      kept = '';
      try {
        slots.filter(lifeOf).forEach(release);
      } catch {
        // Blocked.
      }
    },
  };
}
