import { keyOf, load, save } from './storage';

/** How much is kept, in characters; older events make room. */
const limit = 1_000_000;

/** Adds events, each as a line of JSON, to those kept under a name; returns false where storage is blocked or full. */
export function keepEvents(name: string, events: readonly string[]): boolean {
  const lines = [load(name) ?? [], ...events].flat().join('\n');
  return save(name, lines.length > limit ? lines.slice(lines.indexOf('\n', lines.length - limit) + 1) : lines);
}

/** Removes and returns the events kept under a name, oldest first. */
export function takeEvents(name: string): readonly string[] {
  const events = load(name)?.split('\n') ?? [];
  try {
    // What cannot be removed would be taken again, and what another script left there would spoil a batch.
    localStorage.removeItem(keyOf(name));
    for (const event of events) JSON.parse(event);
    return events;
  } catch {
    return [];
  }
}
