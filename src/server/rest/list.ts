import { IAdvizeApiError } from '../error';
import { number } from './kinds';
import type { Sent } from './kinds';
import type { ApiAnswer, Transport } from './transport';

export interface ListOptions<Filters> {
  /** As documented for the resource; times as epoch milliseconds, `Date`, or the account's wall clock. */
  readonly filters?: Filters | undefined;
  /** The first page to read. Default: 1. */
  readonly page?: number | undefined;
  /** How many records a page holds, 100 at most. Default: 100. */
  readonly limit?: number | undefined;
  /** Whether to ask for all fields. Without, the platform gives little more than ids. Default: true. */
  readonly full?: boolean | undefined;
  /** After how many pages a list counts as endless. Default: 10 000. */
  readonly maxPages?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Number of this page, from 1. */
  readonly page: number;
  /** How many pages there are, as far as the platform says. */
  readonly pages: number | undefined;
  /** How many records there are on all pages, as far as the platform says. */
  readonly count: number | undefined;
  /** What the platform sent as `data` and as `pagination`. */
  readonly raw: { readonly data: unknown; readonly pagination: unknown };
}

/** A list: `for await` over it reads record after record, asking for a page when the one before is used up. */
export interface List<Item> extends AsyncIterable<Item> {
  /** The same, page after page. */
  pages(): AsyncIterableIterator<Page<Item>>;
}

interface Reading<Item> {
  readonly transport: Transport;
  readonly path: string;
  readonly filters: Readonly<Record<string, Sent>>;
  readonly options: ListOptions<unknown>;
  /** Gives what a page holds. */
  readonly read: (data: unknown) => readonly Item[];
  /** Gives what tells a record from others; records without are never taken for the same. */
  readonly keyOf: (item: Item) => string | undefined;
}

/** A list is joined by commas. */
const asText = (value: Sent): string =>
  typeof value === 'string' ? value : Array.isArray(value) ? value.map(asText).join() : JSON.stringify(value);

const queryOf = (filters: Readonly<Record<string, Sent>>): URLSearchParams => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) query.set(`filters[${name}]`, asText(value));
  return query;
};

/** @throws TypeError for what is no whole number within the bounds. */
function checkWhole(name: string, value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new TypeError(`${name} must be a whole number from ${least} to ${most}`);
  }
}

/**
 * Reads page after page, each record once, also where the list moves meanwhile: what is new slides records onto the next
 * page, which are then skipped; what is deleted slides them onto the page before, which is then read again.
 */
export async function* readPages<Item>(reading: Reading<Item>): AsyncIterableIterator<Page<Item>> {
  const { transport, path, filters, read, keyOf } = reading;
  const { page: first = 1, limit = 100, full = true, maxPages = 10_000, signal } = reading.options;
  const given = new Set<string>();
  let known: number | undefined;
  /** How many records the reader is to get at least. */
  let owed = 0;
  /** Up to which page all was read before. */
  let reached = 0;

  for (let page = first, asked = 1; ; asked += 1) {
    if (asked > maxPages) throw endless(path, `more than ${maxPages} pages`);
    const query = queryOf(filters);
    query.set('page', String(page));
    query.set('limit', String(limit));
    if (full) query.set('full', '1');
    const { data, pagination }: ApiAnswer = await transport({ method: 'GET', path, query, signal });

    const pages = number.read(pagination?.['pages'], '');
    const count = number.read(pagination?.['count'], '');
    const items = read(data);
    let unnamed = false;
    const fresh = items.filter((item) => {
      const key = keyOf(item);
      if (key === undefined) unnamed = true;
      else if (given.has(key)) return false;
      else given.add(key);
      return true;
    });
    const last = !items.length || pages === undefined || page >= pages;
    const grown = (count ?? 0) > (known ?? Infinity);
    if (!fresh.length && !last && page > reached && !grown) throw endless(path, `page ${page} repeats earlier ones`);
    yield { items: fresh, page, pages, count, raw: { data, pagination } };

    const deleted = Math.max(0, (known ?? 0) - (count ?? known ?? 0));
    owed = known === undefined ? (count ?? 0) - (first - 1) * limit : owed - deleted;
    known = count ?? known;
    reached = Math.max(reached, page);
    if (deleted) page = Math.max(first, page - Math.ceil(deleted / limit));
    else if (!last) page += 1;
    else if (!unnamed && given.size < owed) {
      throw new IAdvizeApiError(`${owed - given.size} records went missing while the list was read`, {
        code: 'incomplete',
        resource: path,
      });
    } else return;
  }
}

const endless = (resource: string, message: string) =>
  new IAdvizeApiError(`the list does not end: ${message}`, { code: 'endless', resource });

/** @throws TypeError that names what is wrong. */
export function checkListOptions({ page = 1, limit = 100, maxPages = 1 }: ListOptions<unknown>): void {
  checkWhole('page', page, 1, Number.MAX_SAFE_INTEGER);
  checkWhole('limit', limit, 1, 100);
  checkWhole('maxPages', maxPages, 1, Number.MAX_SAFE_INTEGER);
}

/** A list of its pages. */
export const listOfPages = <Item>(pages: () => AsyncIterableIterator<Page<Item>>): List<Item> => ({
  pages,
  async *[Symbol.asyncIterator]() {
    for await (const { items } of pages()) yield* items;
  },
});
