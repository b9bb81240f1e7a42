import type { Entry } from './entries';
import { toJson, toLine } from './json';
import { createList } from './list';
import { reveal } from './private';
import type { Settings, View } from './view';

/** A view of what happened, in order. */
export function createTimeline(title: string, empty: string, settings: Settings): View & { add(entry: Entry): void } {
  const list = createList(title, empty);
  const entries = new WeakMap<object, Entry>();
  return {
    title,
    content: list.element,
    count: () => list.length,
    refresh: (filter) => list.refresh(filter),
    data: () => list.shown.map((line) => entries.get(line)?.whole(settings.revealed)),
    shown: () => list.scrollToEnd(),

    add(entry) {
      const { timestamp, error } = entry;
      const line = {
        timestamp,
        title: entry.title,
        error,
        preview: () => toLine(entry.brief(settings.revealed), reveal),
        content: () => entry.text?.(settings.revealed) ?? toJson(entry.whole(settings.revealed), reveal),
      };
      entries.set(line, entry);
      list.add(line);
    },
  };
}
