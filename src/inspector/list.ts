import { aria, create, neighbour } from './element';

/** How many lines are kept; older ones make room. */
const limit = 1000;

/** How much of a line's content is shown, in UTF-16 code units. */
const longest = 50_000;

/** One line of a list; read again whenever it is shown anew. */
export interface Line {
  /** In epoch milliseconds. */
  readonly timestamp: number;
  readonly title: string;
  readonly error?: boolean | undefined;
  /** What the line tells beside its title. */
  preview(): string;
  /** What it shows when it is opened. */
  content(): string;
}

interface Shown {
  readonly line: Line;
  readonly item: HTMLLIElement;
  readonly summary: HTMLElement;
  refresh(): void;
}

function timeOf(timestamp: number): HTMLElement {
  const at = new Date(timestamp);
  // A tag, or the site's code, may give what is no time.
  if (Number.isNaN(at.getTime())) return create('time', {}, '?');
  const seconds = at.toLocaleTimeString('en-GB');
  return create(
    'time',
    { dateTime: at.toISOString() },
    seconds,
    create('small', {}, `.${at.toISOString().slice(20, 23)}`),
  );
}

function show(line: Line): Shown {
  const preview = create('i');
  const content = create('pre');
  const summary = create('summary', { tabIndex: -1 }, timeOf(line.timestamp), create('b', {}, line.title), preview);
  const details = create('details', {}, summary, content);
  const item = create('li', { className: line.error ? 'error' : '' }, details);
  const refresh = () => {
    preview.textContent = line.preview();
    if (!details.open) return;
    const text = line.content();
    content.textContent = text.length > longest ? `${text.slice(0, longest)}…` : text;
  };
  // Only what is looked at is written out.
  details.ontoggle = refresh;
  refresh();
  return { line, item, summary, refresh };
}

/** What a list needs to be filtered, refreshed and read. */
export interface List {
  readonly element: HTMLElement;
  /** Lines that match the filter. */
  readonly shown: readonly Line[];
  readonly length: number;
  add(line: Line): void;
  /** Writes every line anew, and shows those that have the text in what they show. */
  refresh(filter?: string): void;
  scrollToEnd(): void;
}

/** Lines in the order they came, each to be opened; the arrow keys walk through them, and it follows its end. */
export function createList(label: string, empty: string): List {
  let lines: Shown[] = [];
  let filter = '';
  const list = create('ol');
  const nothing = create('p', { className: 'empty' }, empty);
  const element = create('div', { className: 'list', role: 'log', ariaLabel: label, tabIndex: 0 }, nothing, list);
  // What comes is summed up in the panel's status line: read out whole, a conversation drowns everything else.
  aria(element, 'live', 'off');

  const matches = ({ line }: Shown) => `${line.title} ${line.preview()}`.toLowerCase().includes(filter);
  const visible = () => lines.filter(({ item }) => !item.hidden);
  const tell = () => {
    nothing.hidden = visible().length > 0;
    nothing.textContent = lines.length ? 'Nothing matches the filter.' : empty;
  };
  const atEnd = () => element.scrollHeight - element.scrollTop - element.clientHeight < 40;

  list.onkeydown = (event) => {
    const summaries = visible().map(({ summary }) => summary);
    const from = summaries.find((summary) => summary === event.target);
    const to = from && neighbour(summaries, from, event.key, ['ArrowUp', 'ArrowDown']);
    if (!to) return;
    event.preventDefault();
    to.focus();
  };
  // One stop for the Tab key: the line that had the focus last, or else the first.
  list.addEventListener('focusin', ({ target }) => {
    for (const { summary } of lines) summary.tabIndex = summary === target ? 0 : -1;
  });

  return {
    element,

    get shown() {
      return visible().map(({ line }) => line);
    },

    get length() {
      return lines.length;
    },

    add(line) {
      // Follows what comes, unless the reader has scrolled away from the end.
      const follows = atEnd();
      const shown = show(line);
      shown.item.hidden = !matches(shown);
      if (!lines.length) shown.summary.tabIndex = 0;
      lines.push(shown);
      list.append(shown.item);
      if (lines.length > limit) {
        lines[0]?.item.remove();
        lines = lines.slice(1);
      }
      tell();
      if (follows) element.scrollTop = element.scrollHeight;
    },

    refresh(text = filter) {
      filter = text;
      for (const shown of lines) {
        shown.refresh();
        shown.item.hidden = !matches(shown);
      }
      const stops = visible();
      if (!stops.some(({ summary }) => summary.tabIndex === 0))
        stops.forEach(({ summary }, at) => (summary.tabIndex = at ? -1 : 0));
      tell();
    },

    scrollToEnd() {
      element.scrollTop = element.scrollHeight;
    },
  };
}
