import { prefix } from '../pipeline/storage';

/** How much is kept of one page, in characters. */
const limit = 1_000_000;

/** After how long without a sign of life a page is taken for dead, in milliseconds. */
const lifeLimit = 10_000;

/** What a page keeps in `localStorage` for the case that it ends before the endpoint has answered. */
export interface Kept {
  /**
   * Keeps these lines of JSON instead of what the page kept before, and says that the page lives; with `ended`, that another
   * may have them at once.
   * @returns what is not kept: the oldest, where there are too many, or all, where storage is blocked or full.
   */
  keep(lines: readonly string[], ended?: boolean): readonly string[];
  /** Removes and returns what pages have kept that have ended. */
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

/**
 * @param address the endpoint's
 * @param page a name of the page's own, without spaces
 */
export function createKept(address: string, page: string): Kept {
  /**
   * Where the pages that keep something are listed, with the time of their last sign of life, in epoch milliseconds; 0 once
   * they have ended. Who looks for them among all the keys of a site that keeps megabytes holds the page up.
   */
  const list = `${prefix}kept:${address}`;
  const keyOf = (name: string) => `${list} ${name}`;
  let kept = '';

  function pages(): Record<string, number> {
    const text = localStorage.getItem(list) ?? '{}';
    try {
      return { ...(JSON.parse(text) as object) };
    } catch {
      // Another script has written there.
      return {};
    }
  }

  function write(all: Record<string, number>) {
    if (Object.keys(all).length) localStorage.setItem(list, JSON.stringify(all));
    else localStorage.removeItem(list);
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
        const all = pages();
        if (text !== kept) localStorage.setItem(keyOf(page), text);
        all[page] = ended ? 0 : Date.now();
        if (!text) {
          delete all[page];
          localStorage.removeItem(keyOf(page));
        }
        write(all);
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
        const all = pages();
        for (const name of Object.keys(all)) {
          const time = all[name];
          if (time && (name === page || Math.abs(now - time) < lifeLimit)) continue;
          const text = localStorage.getItem(keyOf(name)) ?? '';
          localStorage.removeItem(keyOf(name));
          delete all[name];
          if (name === page) kept = '';
          const found = text.split('\n');
          // What another script left there must not spoil a batch.
          if (found.every(isJson)) lines.push(...found);
          write(all);
        }
      } catch {
        // Blocked.
      }
      return lines;
    },

    forget() {
      kept = '';
      try {
        for (const name of Object.keys(pages())) localStorage.removeItem(keyOf(name));
        localStorage.removeItem(list);
      } catch {
        // Blocked.
      }
    },
  };
}
