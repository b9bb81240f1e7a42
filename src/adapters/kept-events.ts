/** How much is kept, in characters; older events make room. */
const limit = 1_000_000;

const keyOf = (name: string) => `iadvize-callbacks:kept:${name}`;

/**
 * Adds events, each as a line of JSON, to those that wait in `localStorage` for the site's next page; returns false where
 * storage is blocked or full.
 */
export function keepEvents(name: string, events: readonly string[]): boolean {
  try {
    const lines = [localStorage.getItem(keyOf(name)) ?? [], ...events].flat().join('\n');
    const from = lines.length > limit ? lines.indexOf('\n', lines.length - limit) + 1 : 0;
    localStorage.setItem(keyOf(name), lines.slice(from));
    return true;
  } catch {
    return false;
  }
}

/** Removes and returns the events that wait, oldest first. */
export function takeEvents(name: string): readonly string[] {
  try {
    const events = localStorage.getItem(keyOf(name))?.split('\n') ?? [];
    localStorage.removeItem(keyOf(name));
    // What another script left there must not spoil a batch.
    for (const event of events) JSON.parse(event);
    return events;
  } catch {
    return [];
  }
}
