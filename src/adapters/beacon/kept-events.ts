import { prefix } from '../pipeline/storage';

/** How much is kept, in characters. */
const limit = 1_000_000;

const keyOf = (name: string) => `${prefix}kept:${name} `;

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

/** Removes and returns the events that wait for the site's next page, oldest first. */
export function takeEvents(name: string): readonly string[] {
  const events: string[] = [];
  try {
    for (const [key, text] of Object.entries<string>(localStorage).sort()) {
      if (!key.startsWith(keyOf(name))) continue;
      localStorage.removeItem(key);
      const lines = text.split('\n');
      // What another script left there must not spoil a batch.
      if (lines.every(isJson)) events.push(...lines);
    }
  } catch {
    // Blocked.
  }
  return events;
}

/**
 * Adds events, each as a line of JSON, to those that wait in `localStorage` for the site's next page.
 * @returns what is not kept: the oldest, where there are too many, or all, where storage is blocked or full.
 */
export function keepEvents(name: string, events: readonly string[]): readonly string[] {
  const all = [...takeEvents(name), ...events];
  let from = all.length;
  for (let size = 0; from > 0; from -= 1) {
    size += (all[from - 1] ?? '').length + 1;
    if (size > limit) break;
  }
  try {
    // Apart from what another tab keeps, and after what was kept before.
    localStorage.setItem(`${keyOf(name)}${Date.now()} ${Math.random()}`, all.slice(from).join('\n'));
    return all.slice(0, from);
  } catch {
    return all;
  }
}
