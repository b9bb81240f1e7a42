import { prefix } from './storage';

/** How much is kept, in characters; older events make room. */
const limit = 1_000_000;

/** Events, each as a line of JSON, that wait in `localStorage` for the site's next page. */
export interface KeptEvents {
  /** Adds to what is there; returns what is not kept, since storage is blocked or full. */
  add(events: readonly string[]): readonly string[];
  /** Removes and returns them, oldest first. */
  take(): readonly string[];
}

export function keptEvents(name: string): KeptEvents {
  const own = `${prefix}${name} `;

  const take = () => {
    try {
      const events: string[] = [];
      for (const [key, lines] of Object.entries<string>(localStorage)) {
        if (!key.startsWith(own)) continue;
        events.push(...lines.split('\n'));
        localStorage.removeItem(key);
      }
      // What another script left there must not spoil a batch.
      for (const event of events) JSON.parse(event);
      return events;
    } catch {
      return [];
    }
  };

  return {
    add(events) {
      const all = [...take(), ...events];
      try {
        const lines = all.join('\n');
        const from = lines.length > limit ? lines.indexOf('\n', lines.length - limit) + 1 : 0;
        localStorage.setItem(own + Math.random(), lines.slice(from));
        return [];
      } catch {
        return all;
      }
    },

    take,
  };
}
