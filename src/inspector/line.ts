import { clock, create, write } from './element';

/** How much of a line's content is shown, in UTF-16 code units. */
const longest = 50_000;

/** What a line of a list is of. */
export interface Item {
  /** In epoch milliseconds. */
  readonly timestamp: number;
  readonly title: string;
  /** An event unless it is said; a page is a mark between them, and is not opened. */
  readonly kind?: 'event' | 'error' | 'page' | undefined;
}

/** What a line shows of its item; read again whenever it is shown anew. */
export interface Reader<Of extends Item> {
  /** What the line tells beside its title. */
  preview(item: Of): string;
  /** What it shows when it is opened. */
  content(item: Of): string;
}

/** A line as it is drawn. */
export interface Shown {
  readonly item: HTMLLIElement;
  readonly summary?: HTMLElement;
  refresh(): void;
}

function timeOf(timestamp: number): HTMLElement {
  const at = new Date(timestamp);
  // A tag, or the site's code, may give what is no time.
  if (Number.isNaN(at.getTime())) return create('time', {}, '?');
  return create(
    'time',
    { dateTime: at.toISOString() },
    clock(timestamp),
    create('small', {}, `.${at.toISOString().slice(20, 23)}`),
  );
}

export function showLine<Of extends Item>(of: Of, reader: Reader<Of>): Shown {
  const preview = create('i');
  const time = timeOf(of.timestamp);
  if (of.kind === 'page') {
    const refresh = () => write(preview, reader.preview(of));
    refresh();
    return { item: create('li', { className: 'page' }, time, create('span', {}, of.title), preview), refresh };
  }
  const content = create('pre');
  const summary = create('summary', { tabIndex: -1 }, time, create('b', {}, of.title), preview);
  const details = create('details', {}, summary, content);
  const item = create('li', { className: of.kind ?? '' }, details);
  const refresh = () => {
    write(preview, reader.preview(of));
    if (!details.open) return;
    const text = reader.content(of);
    write(content, text.length > longest ? `${text.slice(0, longest)}…` : text);
  };
  // Only what is looked at is written out.
  details.ontoggle = refresh;
  refresh();
  return { item, summary, refresh };
}
