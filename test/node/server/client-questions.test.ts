import { describe, expect, it } from 'vitest';
import { indicators } from '../../../src/server';
import { collect, useClient } from '../../support/client';

const rest = useClient();

describe('filters', () => {
  it.each<[string, () => AsyncIterable<{ id: string }>, string, number]>([
    ['a wildcard', () => rest.client.operator.list({ filters: { name: '*eti*' } }), 'filters[name]=*eti*', 1],
    ['a flag', () => rest.client.operator.list({ filters: { connected: true } }), 'filters[connected]=1', 3],
    ['no flag', () => rest.client.operator.list({ filters: { connected: false } }), 'filters[connected]=0', 3],
    ['an id', () => rest.client.group.list({ filters: { parent_id: 11 } }), 'filters[parent_id]=11', 1],
    [
      'none',
      () => rest.client.transaction.list({ filters: { conversation_id: 'null' } }),
      'filters[conversation_id]=null',
      0,
    ],
    ['what is absent is not sent', () => rest.client.skill.list({ filters: { parent_id: undefined } }), 'page=1', 3],
  ])('by %s', async (_, list, query, count) => {
    expect(await collect(list())).toHaveLength(count);
    expect(decodeURIComponent(rest.sent()?.url ?? '')).toContain(query);
  });

  it('by any', async () => {
    const transactions = await collect(
      rest.client.transaction.list({ filters: { conversation_id: '!null', website_id: 1 } }),
    );
    expect(transactions.length).toBeGreaterThan(0);
    expect(decodeURIComponent(rest.sent()?.url ?? '')).toContain(
      'filters[conversation_id]=!null&filters[website_id]=1',
    );
  });

  it('by a period, as an instant, a Date or the wall clock', async () => {
    const read = (from: number | Date | string) => collect(rest.client.transaction.list({ filters: { from } }));
    const urls = [];
    for (const from of [Date.UTC(2024, 0, 1), new Date(Date.UTC(2024, 0, 1)), '2024-01-01 01:00:00']) {
      await read(from);
      urls.push(new URL(rest.sent()?.url ?? '', rest.platform.url).searchParams.get('filters[from]'));
    }
    expect(urls).toEqual(Array(3).fill('2024-01-01 01:00:00'));
  });

  it('by the visitor of a conversation', async () => {
    const [visitor] = rest.platform.data.visitor;
    const conversations = await collect(rest.client.conversation.list({ filters: { visitor_id: visitor?.id ?? 0 } }));
    for (const { visitor_uid } of conversations) expect(visitor_uid).toBe(visitor?.['unique_id']);
  });
});

describe('an operator', () => {
  it('is available or not, alone and among all', async () => {
    const live = await rest.client.operator.live.get(102);
    expect(live).toMatchObject({
      id: '102',
      connected: false,
      chat: { enabled: true, slot_max_number: 4, available: false },
    });
    const all = await collect(rest.client.operator.live.list({ filters: { connected: true } }));
    expect(all.map(({ id, connected }) => [id, connected])).toEqual([
      ['105', true],
      ['103', true],
      ['101', true],
    ]);
  });

  it('is made available', async () => {
    expect(await rest.client.operator.live.set(102, { chat: { available: true } })).toBe(
      'Operator is now available for chat channel.',
    );
    expect(rest.sent()).toMatchObject({ method: 'PUT', url: '/operator/102/live', body: '{"chat":{"available":1}}' });
    expect((await rest.client.operator.live.get(102)).chat?.available).toBe(true);
    await rest.client.operator.live.set(101, { connected: false });
    expect((await rest.client.operator.live.get(101)).connected).toBe(false);
    // @ts-expect-error -- nobody is connected from outside
    await expect(rest.client.operator.live.set(101, { connected: true })).rejects.toThrow(TypeError);
  });

  it('has a record and a profile', async () => {
    expect(await rest.client.operator.statistic(101)).toMatchObject({ id: '101', satisfaction_global_rate: 0.86 });
    expect(await rest.client.operator.profile(101)).toMatchObject({
      user_id: '101',
      city: 'Nantes',
      twitter: 'johndoe45',
    });
  });
});

describe('statistics', () => {
  it('have all indicators', async () => {
    const [row] = await collect(rest.client.statistic.list());
    expect(Object.keys(row?.indicators ?? {})).toEqual([...indicators]);
    expect(indicators).toHaveLength(57);
    expect(row?.indicators).toMatchObject({
      conversion_rate: 0.35,
      transaction_in_session: true,
      transaction_date: '2016-02-16 11:30:00',
    });
  });

  it('are grouped by a resource', async () => {
    const rows = await collect(
      rest.client.statistic.list({
        filters: { resource: 'page_type', indicators: ['contact_number', 'conversion_rate'], website_list: [1, 2] },
      }),
    );
    expect(rows.map(({ resource_id }) => resource_id).sort()).toEqual(['cart', 'home', 'product']);
    const query = new URL(rest.sent()?.url ?? '', rest.platform.url).searchParams;
    expect(query.get('filters[website_list]')).toBe('1,2');
    expect(query.get('filters[indicators]')).toBe('contact_number,conversion_rate');
  });

  it('are split by time', async () => {
    const rows = await collect(
      rest.client.statistic.list({ filters: { indicators: ['contact_number'], granularity: 'month' } }),
    );
    expect(rows.length).toBeGreaterThan(3);
    for (const { date, indicators } of rows) {
      expect(date).toMatch(/^\d{4}-\d\d$/);
      expect(indicators.contact_number).toBeGreaterThan(0);
    }
    expect(() => rest.client.statistic.list({ filters: { granularity: 'day' } })).toThrow('exactly one indicator');
  });
});

describe('Odigo', () => {
  const call = { operator_external_id: 'HR-1', website_id: 1, phone_number: '0614037735' };

  it('is told of a call that is picked up, and of its end, by form', async () => {
    expect(await rest.client.odigo.pickUp(call)).toMatchObject({
      targeting_rule_id: '107',
      conversation_id: '1030',
      skill_id: null,
    });
    expect(rest.sent()).toMatchObject({
      url: '/odigocallback/pickup',
      body: 'operator_external_id=HR-1&website_id=1&phone_number=0614037735',
      headers: { 'content-type': expect.stringContaining('application/x-www-form-urlencoded') },
    });
    await expect(rest.client.odigo.hangUp(call)).resolves.toBeUndefined();
    expect(rest.sent()?.url).toBe('/odigocallback/hangup');
  });

  it('needs all three parameters', async () => {
    await expect(rest.client.odigo.pickUp({ ...call, phone_number: '' })).rejects.toThrow('phone_number is missing');
  });
});
