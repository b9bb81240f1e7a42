import type { Entry } from './entries';
import { toJson, toLine } from './json';
import { createList } from './list';
import type { View } from './view';

const asItIs = (_: string, text: string) => text;

/** A view of what happened, in order. */
export function createTimeline(title: string, empty: string): View & { add(entry: Entry): void } {
  const list = createList<Entry>(title, empty, {
    preview: (entry) => toLine(entry.brief(), asItIs),
    content: (entry) => entry.text?.() ?? toJson(entry.whole(), asItIs),
  });
  return {
    title,
    content: list.element,
    count: () => list.length,
    refresh: list.refresh,
    data: () => list.shown.map((entry) => entry.whole()),
    shown: list.scrollToEnd,
    add: list.add,
  };
}
