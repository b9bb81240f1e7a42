import type { Entry } from './entries';
import { toJson, toLine } from './json';
import { createList } from './list';
import type { Line } from './list';
import type { View } from './view';

const asItIs = (_: string, text: string) => text;

/** A view of what happened, in order. */
export function createTimeline(title: string, empty: string): View & { add(entry: Entry): void } {
  const list = createList(title, empty);
  const entries = new WeakMap<object, Entry>();
  return {
    title,
    content: list.element,
    count: () => list.length,
    refresh: (filter) => list.refresh(filter),
    data: () => list.shown.map((line) => entries.get(line)?.whole()),
    shown: () => list.scrollToEnd(),

    add(entry) {
      const { timestamp, kind } = entry;
      const line: Line = {
        timestamp,
        title: entry.title,
        kind,
        preview: () => toLine(entry.brief(), asItIs),
        content: () => entry.text?.() ?? toJson(entry.whole(), asItIs),
      };
      entries.set(line, entry);
      list.add(line);
    },
  };
}
