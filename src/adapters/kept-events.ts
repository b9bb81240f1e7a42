/** How much is kept, in characters; older events make room. */
const limit = 1_000_000;

/** Events, each as a line of JSON, that wait in `localStorage` for the site's next page. */
export interface KeptEvents {
  /** Adds to what is there; returns false where storage is blocked or full. */
  add(events: readonly string[]): boolean;
  /** Removes and returns them, oldest first. */
  take(): readonly string[];
}

export function keptEvents(name: string): KeptEvents {
  const key = `iadvize-callbacks:${name}`;

  return {
    add(events) {
      try {
        const before = localStorage.getItem(key);
        const lines = [...(before ? [before] : []), ...events].join('\n');
        const from = lines.length > limit ? lines.indexOf('\n', lines.length - limit) + 1 : 0;
        localStorage.setItem(key, lines.slice(from));
        return true;
      } catch {
        return false;
      }
    },

    take() {
      try {
        const events = localStorage.getItem(key)?.split('\n') ?? [];
        localStorage.removeItem(key);
        // What another script left there must not spoil a batch.
        for (const event of events) JSON.parse(event);
        return events;
      } catch {
        return [];
      }
    },
  };
}
