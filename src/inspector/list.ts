import { aria, create, neighbour, write } from './element';
import { showLine } from './line';
import type { Item, Reader, Shown } from './line';

/** How many lines are kept, as many as the library keeps events; older ones make room. */
const limit = 2000;

/**
 * How many lines are drawn at once: the last ones, and more of the earlier ones as the reader scrolls up to them. More than
 * the window has room for, so that there is something to scroll.
 */
const batch = () => innerHeight / 24;

/** What a list needs to be filtered, refreshed and read. */
export interface List<Of extends Item> {
  readonly element: HTMLElement;
  /** What matches the filter, drawn or not. */
  readonly shown: readonly Of[];
  /** How many lines there are; pages are none. */
  readonly length: number;
  /** Adds a line; also draws it, once `refresh` has been called. */
  readonly add: (line: Of) => void;
  /** Writes the drawn lines anew, and shows those that have the text in what they show. */
  readonly refresh: (filter?: string) => void;
  readonly scrollToEnd: () => void;
}

/** Lines in the order they came, each to be opened; the arrow keys walk through them, and it follows its end. */
export function createList<Of extends Item>(label: string, empty: string, reader: Reader<Of>): List<Of> {
  const lines: Of[] = [];
  /** Those that match; `drawn` are the last of them. */
  let matching: Of[] = [];
  let drawn: Shown[] = [];
  let filter: string | undefined;
  /** Whether its end is in sight, and what comes there is to be. */
  let follows = true;
  /** Where its end was when it was last followed. */
  let top = 0;
  /** The one line that the Tab key stops at: what had the focus last, or else the first. */
  let stop: HTMLElement | undefined;
  const list = create('ol');
  const nothing = create('p', { className: 'empty' }, empty);
  const element = create('div', { className: 'list', role: 'log', ariaLabel: label, tabIndex: 0 }, list, nothing);
  // What comes is summed up in the panel's status line: read out whole, a conversation drowns everything else.
  aria(element, 'live', 'off');

  const matches = (line: Of) => !filter || `${line.title} ${reader.preview(line)}`.toLowerCase().includes(filter);
  const isLine = ({ kind }: Item) => kind !== 'page';
  const show = (line: Of) => showLine(line, reader);
  const summaries = () => drawn.flatMap(({ summary }) => summary ?? []);
  const atEnd = () => element.scrollHeight - element.scrollTop - element.clientHeight < 40;
  const tell = () => {
    nothing.hidden = matching.some(isLine);
    write(nothing, lines.some(isLine) ? 'Nothing matches the filter.' : empty);
  };

  function stopAt(next: EventTarget | null | undefined): void {
    if (!(next instanceof HTMLElement)) return;
    if (stop) stop.tabIndex = -1;
    next.tabIndex = 0;
    stop = next;
  }

  function keepStop(): void {
    if (!list.contains(stop ?? null)) stopAt(drawn.find(({ summary }) => summary)?.summary);
  }

  function drawEarlier(): void {
    const end = matching.length - drawn.length;
    const more = matching.slice(Math.max(0, end - batch()), end).map(show);
    const before = element.scrollHeight - element.scrollTop;
    list.prepend(...more.map(({ item }) => item));
    drawn = [...more, ...drawn];
    // Safari does not keep what is read in its place.
    element.scrollTop = element.scrollHeight - before;
  }

  function drawAnew(): void {
    matching = lines.filter(matches);
    drawn = matching.slice(-batch()).map(show);
    list.replaceChildren(...drawn.map(({ item }) => item));
    scrollToEnd();
  }

  function removeFirst(count: number): void {
    for (const { item } of drawn.splice(0, count)) item.remove();
  }

  /** Once a frame, whatever came in it: to ask for the height is to have everything laid out. */
  let following = 0;
  function followSoon(): void {
    following ||= requestAnimationFrame(() => {
      following = 0;
      if (!follows) return;
      if (drawn.length > 2 * batch() && !list.querySelector(':focus')) removeFirst(drawn.length - batch());
      element.scrollTop = element.scrollHeight;
      top = element.scrollTop;
    });
  }

  function scrollToEnd(): void {
    follows = true;
    followSoon();
  }

  element.onscroll = () => {
    // What came since may have moved the end away; a reader who leaves it goes up.
    follows = atEnd() || (follows && element.scrollTop > top - 40);
    if (2 * element.scrollTop < element.clientHeight && drawn.length < matching.length) drawEarlier();
  };
  // It does not bubble.
  element.addEventListener('toggle', () => (follows = atEnd()), true);
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
      return lines.filter(isLine).length;
    },

    add(line) {
      lines.push(line);
      const oldest = lines.length > limit && lines.shift();
      if (filter === undefined) return;
      if (oldest && matching[0] === oldest) {
        if (drawn.length === matching.length) removeFirst(1);
        matching.shift();
      }
      if (matches(line)) {
        const shown = show(line);
        matching.push(line);
        drawn.push(shown);
        list.append(shown.item);
        keepStop();
        followSoon();
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
