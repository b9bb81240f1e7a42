import { keyPrefix, keysFrom } from '../pipeline/storage';

/** How much one page may keep, in characters. */
const limit = 1_000_000;

/** How long after its last sign of life a page counts as ended, in milliseconds. */
const lifeLimit = 10_000;

/** How often a page that keeps something gives a sign of life, in milliseconds. */
const lifeInterval = 2000;

/** What a page keeps in `localStorage` for the case that it ends before the endpoint has answered. */
export interface Kept {
  /**
   * Keeps these lines of JSON instead of the page's earlier ones, and marks the page as alive.
   * @param left where the page is being left: `'sending'` while a request is under way, after which another page may take
   * the lines once they are old; `'ended'`, at once.
   * @returns what is not kept: the oldest, where there are too many, or all, where storage is blocked or full.
   */
  keep(lines: readonly string[], left?: 'sending' | 'ended'): readonly string[];
  /** Removes and returns what this page kept when it was left; with `others`, also what ended pages have kept. */
  takeOver(others?: boolean): readonly string[];
  /** Removes what any page has kept. */
  forget(): void;
}

function isEvent(line: string): boolean {
  try {
    return !!(JSON.parse(line) as { readonly id?: unknown }).id;
  } catch {
    return false;
  }
}

/**
 * @param address the endpoint's
 * @param pageName a name of the page's own
 */
export function createKept(address: string, pageName: string): Kept {
  const keyStart = `${keyPrefix}kept:${address} `;
  // Each page writes to a key of its own: a tab sees another's change a moment later, and would write over it. The first
  // line is the time of the page's last sign of life, in epoch milliseconds, 0 once it has ended.
  let ours = keyStart + pageName;
  let count = 0;
  let kept = '';
  let time = 0;

  return {
    keep(lines, left) {
      let from = lines.length;
      for (let size = 0; from > 0; from -= 1) {
        size += (lines[from - 1] ?? '').length + 1;
        if (size > limit) break;
      }
      const text = lines.slice(from).join('\n');
      const now = Date.now();
      // What is left goes under another key: a page that took this one for ended removes the key it has read, which may happen
      // after this one has written, and where this one is gone nobody has the new lines any more.
      const key = left ? `${keyStart}${pageName}-${(count += 1)}` : ours;
      try {
        if (text && (left || text !== kept || Math.abs(now - time) > lifeInterval)) {
          time = left === 'ended' ? 0 : now;
          localStorage.setItem(key, `${time}\n${text}`);
        }
        if (kept && (left || !text)) localStorage.removeItem(ours);
        ours = key;
        kept = text;
        return lines.slice(0, from);
      } catch {
        return lines;
      }
    },

    takeOver(others) {
      const lines: string[] = [];
      try {
        for (const key of others ? keysFrom(keyStart) : [ours]) {
          const text = localStorage.getItem(key) ?? '';
          const life = parseFloat(text);
          if (life && (key === ours || Math.abs(Date.now() - life) < lifeLimit)) continue;
          localStorage.removeItem(key);
          // The first line is the time; and what another script left there must not spoil a batch.
          lines.push(...text.split('\n').filter(isEvent));
        }
      } catch {
        // Blocked.
      }
      return lines;
    },

    forget() {
      try {
        for (const key of keysFrom(keyStart)) localStorage.removeItem(key);
      } catch {
        // Blocked.
      }
    },
  };
}
