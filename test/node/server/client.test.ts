import { afterEach, beforeEach, describe, expect, expectTypeOf, it } from 'vitest';
import { createClient, indicators } from '../../../src/server';
import type { Client, ResourceRecord } from '../../../src/server';
import { resources } from '../../../src/server/rest/resources';
import { startPlatform } from '../../../src/testing/server';
import type { PlatformStandIn } from '../../../src/testing/server';

let platform: PlatformStandIn;
let client: Client;

beforeEach(async () => {
  platform = await startPlatform({ conversations: 30, now: Date.UTC(2024, 5, 1) });
  client = createClient({ apiKey: platform.apiKey, baseUrl: platform.url });
});
afterEach(() => platform.close());

const sent = () => platform.requests.at(-1);
const collect = async <Item>(list: AsyncIterable<Item>) => {
  const items: Item[] = [];
  for await (const item of list) items.push(item);
  return items;
};

describe('a resource', () => {
  it.each(Object.keys(resources) as (keyof typeof resources)[])(
    '%s is listed with every field the platform has',
    async (name) => {
      const { path } = resources[name];
      const list: AsyncIterable<{ id: string; raw: Record<string, unknown> }> = client[name].list(
        name === 'conversation' ? { filters: { from: Date.UTC(2023, 7, 1), to: Date.UTC(2024, 5, 2) } } : {},
      );
      const records = await collect(list);
      const known = platform.data[path];
      expect(records.map(({ id }) => id)).toEqual(
        known.map(({ id }) => String(id)).sort((a, b) => Number(b) - Number(a)),
      );
      for (const record of records) {
        const { raw, ...fields } = record;
        const { _link, ...original } = raw;
        expect(_link).toBe(`/${path}/${record.id}`);
        expect(Object.keys(fields).sort()).toEqual(Object.keys(original).sort());
        for (const [field, value] of Object.entries(fields)) {
          if (original[field] === null) expect(value, field).toBeNull();
          else expect(value, field).toSatisfy((read) => read !== undefined && read !== null);
        }
      }
    },
  );

  it('is asked for with the key in the header only', async () => {
    await client.website.get(1);
    expect(sent()).toMatchObject({
      method: 'GET',
      url: '/website/1',
      body: '',
      headers: { 'x-api-key': platform.apiKey },
    });
  });

  it('has its values normalised, and raw', async () => {
    const operator = await client.operator.get('102');
    expect(operator).toMatchObject({
      id: '102',
      external_id: 'HR-1',
      roles: ['operator'],
      chat_enabled: true,
      call_enabled: true,
      video_enabled: false,
      chat_priority: 10,
      language_list: ['fr', 'en'],
      website_list: ['1', '2'],
      raw: { id: 102, chat_enabled: 1, call_enabled: '1', video_enabled: false },
    });
    expect((await client.group.get(11)).parent_id).toBeNull();
    const conversation = await client.conversation.get(1030);
    expect(new Date(conversation.created_at ?? NaN).toISOString()).toBe(
      `${String(conversation.raw['created_at']).replace(' ', 'T')}.000Z`.replace(
        /T\d\d/,
        (hour) =>
          // Two hours behind the clocks of Paris in summer.
          `T${String(Number(hour.slice(1)) - 2).padStart(2, '0')}`,
      ),
    );
  });

  it('reads lists in each of the forms that platforms use', async () => {
    const [first] = platform.data.operator;
    Object.assign(first ?? {}, { website_list: '1,2', skill_list: 21, language_list: [] });
    expect(await client.operator.get(101)).toMatchObject({
      website_list: ['1', '2'],
      skill_list: ['21'],
      language_list: [],
    });
  });

  it('has its history parsed', async () => {
    const example =
      '[5,"2016-02-16 11:24:21","http://test.com/"],[2,"2016-02-16 11:24:23","Hello",1455618264049],' +
      '[3,"2016-02-16 11:24:31","The chat rule has been activated."],[1,"2016-02-16 11:24:';
    Object.assign(platform.data.conversation[0] ?? {}, { history: example });
    const { history, raw } = await client.conversation.get(1001);
    expect(history?.entries).toEqual([
      { type: 'page', code: 5, text: 'http://test.com/', timestamp: 1455618261000 },
      { type: 'visitor', code: 2, text: 'Hello', timestamp: 1455618264049 },
      { type: 'system', code: 3, text: 'The chat rule has been activated.', timestamp: 1455618271000 },
    ]);
    expect(history?.problems).toEqual([{ index: 3, reason: 'syntax' }]);
    expect(raw['history']).toBe(example);
  });

  it('keeps a word that the documentation does not have', async () => {
    Object.assign(platform.data.conversation[0] ?? {}, { channel: 'whatsapp' });
    expect((await client.conversation.get(1001)).channel).toBe('whatsapp');
  });

  it('is created, changed and deleted', async () => {
    const created = await client.visitor.create({ unique_id: 'u-1', email: 'a@b.example', website_id: ['1', 2] });
    expect(sent()).toMatchObject({
      method: 'POST',
      url: '/visitor',
      body: '{"unique_id":"u-1","email":"a@b.example","website_id":["1","2"]}',
    });
    expect(created).toMatchObject({ email: 'a@b.example', website_id: ['1', '2'], city: null });
    expect(await client.visitor.update(created.id, { city: 'Nantes' })).toMatchObject({
      id: created.id,
      city: 'Nantes',
    });
    await client.visitor.delete(created.id);
    expect(sent()).toMatchObject({ method: 'DELETE', url: `/visitor/${created.id}`, body: '' });
    await expect(client.visitor.get(created.id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it.each(['operator', 'group', 'skill', 'tag'] as const)('%s can be created', async (name) => {
    const values = {
      operator: { email: 'new@shop.example', chat_enabled: true },
      group: { name: 'New' },
      skill: { name: 'New' },
      tag: { name: 'New' },
    };
    const record: { id: string } = await client[name].create(values[name]);
    expect(platform.data[name].at(-1)).toMatchObject({ id: Number(record.id) });
  });

  it('sends yes and no as the platform writes them', async () => {
    await client.operator.update(101, { chat_enabled: false, call_enabled: true });
    expect(sent()?.body).toBe('{"chat_enabled":0,"call_enabled":1}');
  });

  it('has exactly the verbs of the documentation', () => {
    const verbs = Object.fromEntries(
      Object.keys(resources).map((name) => [name, Object.keys(client[name as 'tag']).join(' ')]),
    );
    expect(verbs).toEqual({
      client: 'list get',
      website: 'list get update',
      operator: 'list get create update delete live statistic profile',
      group: 'list get create update delete',
      skill: 'list get create update delete',
      conversation: 'list get',
      tag: 'list get create',
      transaction: 'list get',
      satisfaction: 'list get',
      visitor: 'list get create update delete',
      callMeeting: 'list',
    });
  });

  it('is typed by the table', () => {
    expectTypeOf<ResourceRecord<'operator'>['id']>().toEqualTypeOf<string>();
    expectTypeOf<ResourceRecord<'operator'>['chat_enabled']>().toEqualTypeOf<boolean | null | undefined>();
    expectTypeOf<ResourceRecord<'transaction'>['amount']>().toEqualTypeOf<number | null | undefined>();
    expectTypeOf<ResourceRecord<'tag'>['website_id']>().toEqualTypeOf<readonly string[] | null | undefined>();
    expectTypeOf(client.conversation).not.toHaveProperty('create');
    expectTypeOf(client.conversation.get).returns.resolves.toHaveProperty('history');
    // @ts-expect-error -- no such channel
    expect(() => client.conversation.list({ filters: { channel: 'fax' } })).toThrow(TypeError);
    // @ts-expect-error -- no such filter
    expect(() => client.operator.list({ filters: { nam: 'x' } })).toThrow(TypeError);
  });
});

describe('filters', () => {
  it.each<[string, () => AsyncIterable<{ id: string }>, string, number]>([
    ['a wildcard', () => client.operator.list({ filters: { name: '*eti*' } }), 'filters[name]=*eti*', 1],
    ['a flag', () => client.operator.list({ filters: { connected: true } }), 'filters[connected]=1', 3],
    ['no flag', () => client.operator.list({ filters: { connected: false } }), 'filters[connected]=0', 3],
    ['an id', () => client.group.list({ filters: { parent_id: 11 } }), 'filters[parent_id]=11', 1],
    [
      'none',
      () => client.transaction.list({ filters: { conversation_id: 'null' } }),
      'filters[conversation_id]=null',
      0,
    ],
    ['what is absent is not sent', () => client.skill.list({ filters: { parent_id: undefined } }), 'page=1', 3],
  ])('by %s', async (_, list, query, count) => {
    expect(await collect(list())).toHaveLength(count);
    expect(decodeURIComponent(sent()?.url ?? '')).toContain(query);
  });

  it('by any', async () => {
    const transactions = await collect(
      client.transaction.list({ filters: { conversation_id: '!null', website_id: 1 } }),
    );
    expect(transactions.length).toBeGreaterThan(0);
    expect(decodeURIComponent(sent()?.url ?? '')).toContain('filters[conversation_id]=!null&filters[website_id]=1');
  });

  it('by a period, as an instant, a Date or the wall clock', async () => {
    const read = (from: number | Date | string) => collect(client.transaction.list({ filters: { from } }));
    const urls = [];
    for (const from of [Date.UTC(2024, 0, 1), new Date(Date.UTC(2024, 0, 1)), '2024-01-01 01:00:00']) {
      await read(from);
      urls.push(new URL(sent()?.url ?? '', platform.url).searchParams.get('filters[from]'));
    }
    expect(urls).toEqual(Array(3).fill('2024-01-01 01:00:00'));
  });

  it('by the visitor of a conversation', async () => {
    const [visitor] = platform.data.visitor;
    const conversations = await collect(client.conversation.list({ filters: { visitor_id: visitor?.id ?? 0 } }));
    for (const { visitor_uid } of conversations) expect(visitor_uid).toBe(visitor?.['unique_id']);
  });
});

describe('an operator', () => {
  it('is available or not, alone and among all', async () => {
    const live = await client.operator.live.get(102);
    expect(live).toMatchObject({
      id: '102',
      connected: false,
      chat: { enabled: true, slot_max_number: 4, available: false },
    });
    const all = await collect(client.operator.live.list({ filters: { connected: true } }));
    expect(all.map(({ id, connected }) => [id, connected])).toEqual([
      ['105', true],
      ['103', true],
      ['101', true],
    ]);
  });

  it('is made available', async () => {
    expect(await client.operator.live.set(102, { chat: { available: true } })).toBe(
      'Operator is now available for chat channel.',
    );
    expect(sent()).toMatchObject({ method: 'PUT', url: '/operator/102/live', body: '{"chat":{"available":1}}' });
    expect((await client.operator.live.get(102)).chat?.available).toBe(true);
    await client.operator.live.set(101, { connected: false });
    expect((await client.operator.live.get(101)).connected).toBe(false);
    // @ts-expect-error -- nobody is connected from outside
    await expect(client.operator.live.set(101, { connected: true })).rejects.toThrow(TypeError);
  });

  it('has a record and a profile', async () => {
    expect(await client.operator.statistic(101)).toMatchObject({ id: '101', satisfaction_global_rate: 0.86 });
    expect(await client.operator.profile(101)).toMatchObject({ user_id: '101', city: 'Nantes', twitter: 'johndoe45' });
  });
});

describe('statistics', () => {
  it('have all indicators', async () => {
    const [row] = await collect(client.statistic.list());
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
      client.statistic.list({
        filters: { resource: 'page_type', indicators: ['contact_number', 'conversion_rate'], website_list: [1, 2] },
      }),
    );
    expect(rows.map(({ resource_id }) => resource_id).sort()).toEqual(['cart', 'home', 'product']);
    const query = new URL(sent()?.url ?? '', platform.url).searchParams;
    expect(query.get('filters[website_list]')).toBe('1,2');
    expect(query.get('filters[indicators]')).toBe('contact_number,conversion_rate');
  });

  it('are split by time', async () => {
    const rows = await collect(
      client.statistic.list({ filters: { indicators: ['contact_number'], granularity: 'month' } }),
    );
    expect(rows.length).toBeGreaterThan(3);
    for (const { date, indicators } of rows) {
      expect(date).toMatch(/^\d{4}-\d\d$/);
      expect(indicators.contact_number).toBeGreaterThan(0);
    }
    expect(() => client.statistic.list({ filters: { granularity: 'day' } })).toThrow('exactly one indicator');
  });
});

describe('Odigo', () => {
  const call = { operator_external_id: 'HR-1', website_id: 1, phone_number: '0614037735' };

  it('is told of a call that is picked up, and of its end, by form', async () => {
    expect(await client.odigo.pickUp(call)).toMatchObject({
      targeting_rule_id: '107',
      conversation_id: '1030',
      skill_id: null,
    });
    expect(sent()).toMatchObject({
      url: '/odigocallback/pickup',
      body: 'operator_external_id=HR-1&website_id=1&phone_number=0614037735',
      headers: { 'content-type': expect.stringContaining('application/x-www-form-urlencoded') },
    });
    await expect(client.odigo.hangUp(call)).resolves.toBeUndefined();
    expect(sent()?.url).toBe('/odigocallback/hangup');
  });

  it('needs all three parameters', async () => {
    await expect(client.odigo.pickUp({ ...call, phone_number: '' })).rejects.toThrow('phone_number is missing');
  });
});

describe('wrong arguments', () => {
  it.each([
    ['a key with a line break', { apiKey: 'a\r\nX-Evil: 1' }],
    ['an empty key', { apiKey: '' }],
    ['a key with a space', { apiKey: 'a b' }],
    ['an unknown platform', { platform: 'toString' as 'sd' }],
    ['an unencrypted address', { baseUrl: 'http://shop.example/api/2' }],
    ['a file', { baseUrl: 'file:///etc/passwd' }],
    ['no address', { baseUrl: 'somewhere' }],
    ['no concurrency', { concurrency: 0 }],
    ['a negative pause', { backoff: -1 }],
    ['NaN', { timeout: NaN }],
  ])('%s is a TypeError that does not repeat the key', (_, options) => {
    expect(() => createClient({ apiKey: 'secret-key', ...options })).toThrow(TypeError);
    try {
      createClient({ apiKey: 'secret-key', ...options });
    } catch (error) {
      expect(String(error)).not.toContain('secret-key');
      expect(String(error)).not.toContain('Evil');
    }
  });

  it.each(['', '../client', '1/live', '1\r\nHost: evil', '1?full=1', '%2e%2e', 'x'.repeat(65), NaN, 1.5, {} as string])(
    'the id %j reaches no platform',
    async (id) => {
      for (const call of [
        () => client.operator.get(id),
        () => client.operator.update(id, {}),
        () => client.operator.delete(id),
        () => client.operator.live.get(id),
        () => client.operator.profile(id),
      ]) {
        await expect(call()).rejects.toThrow(TypeError);
      }
      expect(platform.requests).toEqual([]);
    },
  );

  it('values of the wrong kind reach no platform', async () => {
    await expect(client.operator.update(1, { chat_enabled: 'yes' as unknown as boolean })).rejects.toThrow(
      'operator: chat_enabled must be a boolean',
    );
    await expect(client.operator.update(1, { id: 5 } as object)).rejects.toThrow(TypeError);
    await expect(client.operator.update(1, { surprise: 5 } as object)).rejects.toThrow('no field surprise');
    await expect(client.operator.create({ website_list: '1' as unknown as string[] })).rejects.toThrow(
      'must be a list',
    );
    expect(() => client.conversation.list({ filters: { from: 'yesterday' } })).toThrow('from must be');
    expect(() => client.conversation.list({ filters: { from: 2e12, to: 1e12 } })).toThrow('from is after to');
    expect(() => client.operator.list({ limit: 101 })).toThrow('limit must be a whole number from 1 to 100');
    expect(() => client.operator.list({ page: 0 })).toThrow('page must be');
    expect(() => createClient({ apiKey: 'key', timeZone: 'Mars/Base' })).toThrow(RangeError);
    expect(platform.requests).toEqual([]);
  });
});
