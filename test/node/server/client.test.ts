import { describe, expect, expectTypeOf, it } from 'vitest';
import type { ResourceRecord } from '../../../src/server';
import { resources } from '../../../src/server/rest/resources';
import { collect, useClient } from '../../support/client';

const rest = useClient();

describe('a resource', () => {
  it.each(Object.keys(resources) as (keyof typeof resources)[])(
    '%s is listed with every field the platform has',
    async (name) => {
      const { path } = resources[name];
      const list: AsyncIterable<{ id: string; raw: Record<string, unknown> }> = rest.client[name].list(
        name === 'conversation' ? { filters: { from: Date.UTC(2023, 7, 1), to: Date.UTC(2024, 5, 2) } } : {},
      );
      const records = await collect(list);
      const known = rest.platform.data[path];
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
    await rest.client.website.get(1);
    expect(rest.sent()).toMatchObject({
      method: 'GET',
      url: '/website/1',
      body: '',
      headers: { 'x-api-key': rest.platform.apiKey },
    });
  });

  it('has its values normalised, and raw', async () => {
    const operator = await rest.client.operator.get('102');
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
    expect((await rest.client.group.get(11)).parent_id).toBeNull();
    const conversation = await rest.client.conversation.get(1030);
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
    const [first] = rest.platform.data.operator;
    Object.assign(first ?? {}, { website_list: '1,2', skill_list: 21, language_list: [] });
    expect(await rest.client.operator.get(101)).toMatchObject({
      website_list: ['1', '2'],
      skill_list: ['21'],
      language_list: [],
    });
  });

  it('has its history parsed', async () => {
    const example =
      '[5,"2016-02-16 11:24:21","http://test.com/"],[2,"2016-02-16 11:24:23","Hello",1455618264049],' +
      '[3,"2016-02-16 11:24:31","The chat rule has been activated."],[1,"2016-02-16 11:24:';
    Object.assign(rest.platform.data.conversation[0] ?? {}, { history: example });
    const { history, raw } = await rest.client.conversation.get(1001);
    expect(history?.entries).toEqual([
      { type: 'page', code: 5, text: 'http://test.com/', timestamp: 1455618261000 },
      { type: 'visitor', code: 2, text: 'Hello', timestamp: 1455618264049 },
      { type: 'system', code: 3, text: 'The chat rule has been activated.', timestamp: 1455618271000 },
    ]);
    expect(history?.problems).toEqual([{ index: 3, reason: 'syntax' }]);
    expect(raw['history']).toBe(example);
  });

  it('keeps a word that the documentation does not have', async () => {
    Object.assign(rest.platform.data.conversation[0] ?? {}, { channel: 'whatsapp' });
    expect((await rest.client.conversation.get(1001)).channel).toBe('whatsapp');
  });

  it('is created, changed and deleted', async () => {
    const created = await rest.client.visitor.create({ unique_id: 'u-1', email: 'a@b.example', website_id: ['1', 2] });
    expect(rest.sent()).toMatchObject({
      method: 'POST',
      url: '/visitor',
      body: '{"unique_id":"u-1","email":"a@b.example","website_id":["1","2"]}',
    });
    expect(created).toMatchObject({ email: 'a@b.example', website_id: ['1', '2'], city: null });
    expect(await rest.client.visitor.update(created.id, { city: 'Nantes' })).toMatchObject({
      id: created.id,
      city: 'Nantes',
    });
    await rest.client.visitor.delete(created.id);
    expect(rest.sent()).toMatchObject({ method: 'DELETE', url: `/visitor/${created.id}`, body: '' });
    await expect(rest.client.visitor.get(created.id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it.each(['operator', 'group', 'skill', 'tag'] as const)('%s can be created', async (name) => {
    const values = {
      operator: { email: 'new@shop.example', chat_enabled: true },
      group: { name: 'New' },
      skill: { name: 'New' },
      tag: { name: 'New' },
    };
    const record: { id: string } = await rest.client[name].create(values[name]);
    expect(rest.platform.data[name].at(-1)).toMatchObject({ id: Number(record.id) });
  });

  it('sends yes and no as the platform writes them', async () => {
    await rest.client.operator.update(101, { chat_enabled: false, call_enabled: true });
    expect(rest.sent()?.body).toBe('{"chat_enabled":0,"call_enabled":1}');
  });

  it('has exactly the verbs of the documentation', () => {
    const verbs = Object.fromEntries(
      Object.keys(resources).map((name) => [name, Object.keys(rest.client[name as 'tag']).join(' ')]),
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
    expectTypeOf(rest.client.conversation).not.toHaveProperty('create');
    expectTypeOf(rest.client.conversation.get).returns.resolves.toHaveProperty('history');
    // @ts-expect-error -- no such channel
    expect(() => rest.client.conversation.list({ filters: { channel: 'fax' } })).toThrow(TypeError);
    // @ts-expect-error -- no such filter
    expect(() => rest.client.operator.list({ filters: { nam: 'x' } })).toThrow(TypeError);
  });
});
