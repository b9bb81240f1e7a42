import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient } from '../../../src/server';
import type { Client, ClientOptions, List } from '../../../src/server';
import { splitPeriod } from '../../../src/server/rest/periods';
import { startPlatform } from '../../../src/testing/server';
import type { PlatformStandIn } from '../../../src/testing/server';

const now = Date.UTC(2024, 5, 1);
let platform: PlatformStandIn;
let client: Client;
const connect = (options: Partial<ClientOptions> = {}) =>
  createClient({ apiKey: platform.apiKey, baseUrl: platform.url, ...options });

beforeEach(async () => {
  platform = await startPlatform({ conversations: 250, days: 720, now });
  client = connect();
});
afterEach(() => platform.close());

const idsOf = async (list: AsyncIterable<{ id: string }>) => {
  const ids: string[] = [];
  for await (const { id } of list) ids.push(id);
  return ids;
};
const firstPage = async <Item>(list: List<Item>) => {
  for await (const { items } of list.pages()) return items;
  return [];
};
const queries = () => platform.requests.map(({ url }) => new URL(url, platform.url).searchParams);
const everyId = () => platform.data.conversation.map(({ id }) => String(id)).reverse();

describe('a list', () => {
  it('is read page after page, no sooner than needed', async () => {
    const seen: string[] = [];
    for await (const { id } of client.visitor.list({ limit: 15 })) {
      seen.push(id);
      expect(platform.requests).toHaveLength(Math.ceil(seen.length / 15));
    }
    expect(seen).toHaveLength(40);
    expect(queries().map((query) => `${query.get('page')} ${query.get('limit')} ${query.get('full')}`)).toEqual([
      '1 15 1',
      '2 15 1',
      '3 15 1',
    ]);
  });

  it('gives its pages with their numbers', async () => {
    const pages = [];
    for await (const { items, ...page } of client.visitor.list({ limit: 30, page: 2 }).pages())
      pages.push([items.length, page]);
    expect(pages).toEqual([
      [10, { page: 2, pages: 2, count: 40, raw: { data: expect.any(Array), pagination: expect.any(Object) } }],
    ]);
  });

  it('ends where the reader leaves', async () => {
    for await (const { id } of client.visitor.list({ limit: 1 })) if (id) break;
    expect(platform.requests).toHaveLength(1);
  });

  it('can be read again', async () => {
    const list = client.operator.list();
    expect(await idsOf(list)).toEqual(await idsOf(list));
  });

  it('of ids only is asked for without all fields', async () => {
    const [operator] = await firstPage(client.operator.list({ full: false }));
    expect(operator).toMatchObject({ id: '106', name: undefined });
  });

  it('gives nothing twice where records slide onto the next page', async () => {
    const ids: string[] = [];
    for await (const { id } of client.visitor.list({ limit: 10 })) {
      ids.push(id);
      // Somebody new on top, while page 1 is being read.
      if (ids.length === 5) platform.data.visitor.push({ ...platform.data.visitor[0], id: 999 });
    }
    expect(ids).toHaveLength(40);
    expect(new Set(ids)).toHaveLength(40);
  });

  it.each(['endless'] as const)('that never ends (%s) is an error', async (fault) => {
    platform.fail(fault, { times: Infinity });
    await expect(idsOf(client.visitor.list({ maxPages: 25 }))).rejects.toMatchObject({
      name: 'IAdvizeApiError',
      code: 'endless',
      message: expect.stringContaining('more than 25 pages'),
    });
    expect(platform.requests).toHaveLength(25);
  });

  it('that repeats a page is an error at once', async () => {
    const body = {
      meta: { status: 'success' },
      data: [{ id: 1 }, { id: 2 }],
      pagination: { page: 1, pages: 9e9, limit: 2, count: 9e9 },
    };
    platform.fail({ body }, { times: Infinity });
    await expect(idsOf(client.visitor.list())).rejects.toMatchObject({ code: 'endless' });
    expect(platform.requests).toHaveLength(2);
  });

  it.each([
    ['no list', { id: 1 }],
    ['a string', 'surprise'],
    ['nothing', null],
    ['records that are none', [1, 2]],
    ['a record without an id', [{ name: 'x' }]],
  ])('of %s is an error', async (_, data) => {
    platform.fail({ body: { meta: { status: 'success' }, data } });
    await expect(idsOf(client.visitor.list())).rejects.toMatchObject({ code: 'unexpected' });
  });
});

describe('a period of conversations', () => {
  it('longer than three months is split into allowed ones, without gap or overlap', async () => {
    const ids = await idsOf(client.conversation.list({ filters: { from: now - 730 * 86_400_000, to: now } }));
    expect(ids).toEqual(everyId());
    const periods = queries()
      .filter((query) => query.get('page') === '1')
      .map((query) => [query.get('filters[from]'), query.get('filters[to]')]);
    expect(periods.length).toBeGreaterThan(8);
    expect(periods[0]?.[1]).toBe('2024-06-01 02:00:00');
    for (const [index, [, to]] of periods.entries()) if (index) expect(to).toBe(periods[index - 1]?.[0]);
  });

  it('gives what happened at the seams once', async () => {
    const [, second, third] = splitPeriod({ from: '2023-01-01 00:00:00', to: '2024-06-01 00:00:00' }, 'Europe/Paris');
    const seams = [second?.to, second?.from, third?.from];
    const [template] = platform.data.conversation;
    platform.data.conversation.splice(0);
    seams.forEach((created_at, index) => {
      // Several in the same second, on both sides of a page.
      for (let each = 0; each < 3; each += 1) {
        platform.data.conversation.push({ ...template, id: 100 - index * 10 + each, created_at });
      }
    });
    const filters = { from: '2023-01-01', to: '2024-06-01' };
    const ids = await idsOf(client.conversation.list({ filters, limit: 2 }));
    expect(ids).toEqual(['102', '101', '100', '92', '91', '90', '82', '81', '80']);
    expect(await idsOf(client.conversation.list({ filters, full: false }))).toEqual(ids);
  });

  it.each([
    ['2024-01-31', '2024-04-30'],
    ['2023-11-30', '2024-02-29'],
    ['2024-02-29 12:00:00', '2025-02-28 12:00:00'],
    ['2024-03-31 03:30:00', '2024-12-31'],
    ['2024-10-27 02:30:00', '2025-10-26 02:30:00'],
    ['2016-01-01', '2016-01-01'],
  ])('from %s to %s is never refused', async (from, to) => {
    await idsOf(client.conversation.list({ filters: { from, to } }));
    expect(queries().at(-1)?.get('filters[from]')).toBe(from.padEnd(19, ' 00:00:00'));
  });

  it('is refused by the platform where it is not split', async () => {
    const url = `${platform.url}/conversation?filters[from]=2023-01-01&filters[to]=2023-04-02`;
    const answer = await fetch(url, { headers: { 'X-API-Key': platform.apiKey } });
    expect(await answer.json()).toMatchObject({ meta: { status: 'error' } });
  });

  it('open at one end is left to the platform’s own rule', async () => {
    await idsOf(client.conversation.list({ filters: { from: '2024-01-01' } }));
    await idsOf(client.conversation.list({ filters: { to: '2024-01-01' } }));
    await idsOf(client.conversation.list());
    expect(queries().map((query) => [query.get('filters[from]'), query.get('filters[to]')])).toContainEqual([
      null,
      null,
    ]);
    expect(queries()[0]?.get('filters[to]')).toBeNull();
  });

  it('has no page number when it is split', () => {
    expect(() => client.conversation.list({ page: 2, filters: { from: '2023-01-01', to: '2024-01-01' } })).toThrow(
      TypeError,
    );
  });

  it('of transactions is not split', async () => {
    await idsOf(client.transaction.list({ filters: { from: '2020-01-01', to: '2024-06-01' } }));
    expect(queries()).toHaveLength(1);
  });
});
