import { aria, create, neighbour } from './element';
import { showLine } from './line';
import type { Line, Shown } from './line';

export type { Line } from './line';

/** How many lines are kept, as many as the library keeps events; older ones make room. */
const limit = 2000;

/** How many lines are drawn at once: the last ones, and more of the earlier ones as the reader scrolls up to them. */
const batch = 40;

/** What a list needs to be filtered, refreshed and read. */
export interface List {
  readonly element: HTMLElement;
  /** Lines that match the filter, drawn or not. */
  readonly shown: readonly Line[];
  /** How many lines there are; pages are none. */
  readonly length: number;
  /** Adds a line; also draws it, once `refresh` has been called. */
  add(line: Line): void;
  /** Writes the drawn lines anew, and shows those that have the text in what they show. */
  refresh(filter?: string): void;
  scrollToEnd(): void;
}

/** Lines in the order they came, each to be opened; the arrow keys walk through them, and it follows its end. */
export function createList(label: string, empty: string): List {
  const lines: Line[] = [];
  /** Those that match; `drawn` are the last of them. */
  let matching: Line[] = [];
  let drawn: Shown[] = [];
  let pages = 0;
  let filter: string | undefined;
  const list = create('ol');
  const nothing = create('p', { className: 'empty' }, empty);
  const element = create('div', { className: 'list', role: 'log', ariaLabel: label, tabIndex: 0 }, list, nothing);
  // What comes is summed up in the panel's status line: read out whole, a conversation drowns everything else.
  aria(element, 'live', 'off');

  const matches = (line: Line) => !filter || `${line.title} ${line.preview()}`.toLowerCase().includes(filter);
  const isLine = ({ kind }: Line) => kind !== 'page';
  const summaries = () => drawn.flatMap(({ summary }) => summary ?? []);
  const atEnd = () => element.scrollHeight - element.scrollTop - element.clientHeight < 40;
  const scrollToEnd = () => {
    element.scrollTop = element.scrollHeight;
  };
  const tell = () => {
    nothing.hidden = matching.some(isLine);
    nothing.textContent = lines.some(isLine) ? 'Nothing matches the filter.' : empty;
  };

  /** One stop for the Tab key: the line that had the focus last, or else the first. */
  function stopAt(stop: EventTarget | null | undefined): void {
    for (const summary of summaries()) summary.tabIndex = summary === stop ? 0 : -1;
  }

  function keepStop(): void {
    const stops = summaries();
    if (!stops.some(({ tabIndex }) => tabIndex === 0)) stopAt(stops[0]);
  }

  function drawEarlier(): void {
    const end = matching.length - drawn.length;
    const more = matching.slice(Math.max(0, end - batch), end).map(showLine);
    const before = element.scrollHeight - element.scrollTop;
    list.prepend(...more.map(({ item }) => item));
    drawn = [...more, ...drawn];
    // Safari does not keep what is read in its place.
    element.scrollTop = element.scrollHeight - before;
  }

  function drawAnew(): void {
    matching = lines.filter(matches);
    drawn = matching.slice(-batch).map(showLine);
    list.replaceChildren(...drawn.map(({ item }) => item));
    scrollToEnd();
  }

  function removeFirst(count: number): void {
    for (const { item } of drawn.slice(0, count)) item.remove();
    drawn = drawn.slice(count);
  }

  element.addEventListener('scroll', () => {
    if (element.scrollTop < element.clientHeight && drawn.length < matching.length) drawEarlier();
  });
  list.onkeydown = (event) => {
    if (event.key === 'Home') while (drawn.length < matching.length) drawEarlier();
    const stops = summaries();
    const from = stops.find((summary) => summary === event.target);
    const to = from && neighbour(stops, from, event.key, ['ArrowUp', 'ArrowDown']);
    if (!to) return;
    event.preventDefault();
    to.focus();
  };
  list.addEventListener('focusin', ({ target }) => stopAt(target));

  return {
    element,
    scrollToEnd,

    get shown() {
      return matching;
    },

    get length() {
      return lines.length - pages;
    },

    add(line) {
      lines.push(line);
      if (!isLine(line)) pages += 1;
      const oldest = lines.length > limit ? lines.shift() : undefined;
      if (oldest && !isLine(oldest)) pages -= 1;
      if (filter === undefined) return;
      if (oldest && matching[0] === oldest) {
        if (drawn.length === matching.length) removeFirst(1);
        matching.shift();
      }
      if (matches(line)) {
        // Follows what comes, unless the reader has scrolled away from the end.
        const follows = atEnd();
        const shown = showLine(line);
        matching.push(line);
        drawn.push(shown);
        list.append(shown.item);
        const { activeElement } = element.getRootNode() as ShadowRoot;
        if (follows && drawn.length > 2 * batch && !list.contains(activeElement)) removeFirst(batch);
        keepStop();
        if (follows) scrollToEnd();
      }
      tell();
    },

    refresh(text = filter ?? '') {
      if (filter === text) for (const line of drawn) line.refresh();
      else {
        filter = text;
        drawAnew();
      }
      keepStop();
      tell();
    },
  };
}
