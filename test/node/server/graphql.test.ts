import { parse, print } from 'graphql';
import type { DocumentNode } from 'graphql';
import { afterEach, beforeEach, describe, expect, expectTypeOf, it, vi } from 'vitest';
import { createGraphQLClient, IAdvizeApiError } from '../../../src/server';
import type { GraphQLClientOptions } from '../../../src/server';
import { close, createBotConnector, card, offers, text, transfer } from '../../../src/server/bot';
import { conversationUuid, createPlatformData, serve, startPlatform } from '../../../src/testing/server';
import type { PlatformStandIn } from '../../../src/testing/server';
import { parseHistory } from '../../../src/virtual-agent';

let platform: PlatformStandIn;
const data = () => createPlatformData({ conversations: 25 });

beforeEach(async () => {
  platform = await startPlatform({ data: data() });
});
afterEach(() => platform.close());

const clientOf = (options: Partial<GraphQLClientOptions> = {}) =>
  createGraphQLClient({
    username: platform.username,
    password: platform.password,
    baseUrl: platform.apiUrl,
    backoff: 0,
    ...options,
  });
const logIns = () => platform.requests.filter(({ url }) => url.startsWith('/oauth2/token'));
const queries = () => platform.requests.filter(({ url }) => url.startsWith('/graphql'));

describe('the token', () => {
  it('is taken once, with the first call, and shared', async () => {
    const client = clientOf();
    expect(platform.requests).toHaveLength(0);
    await Promise.all(Array.from({ length: 20 }, () => client.query('{ projects { edges { node { id } } } }')));
    expect(logIns()).toHaveLength(1);
    expect(new URLSearchParams(logIns()[0]?.body)).toEqual(
      new URLSearchParams({ username: platform.username, password: platform.password, grant_type: 'password' }),
    );
    expect(queries().every(({ url }) => url === '/graphql?platform=sd')).toBe(true);
  });

  it('is renewed five minutes before its end', async () => {
    const now = vi.spyOn(Date, 'now');
    try {
      const begin = Date.now();
      now.mockImplementation(() => begin);
      const client = clientOf({ platform: 'ha' });
      await client.query('{ __typename }');
      now.mockImplementation(() => begin + 86_400_000 - 300_001);
      await client.query('{ __typename }');
      expect(logIns()).toHaveLength(1);
      now.mockImplementation(() => begin + 86_400_000 - 300_000);
      await client.query('{ __typename }');
      expect(logIns()).toHaveLength(2);
      expect(queries()[0]?.url).toBe('/graphql');
      // Where nobody can log in, the one there is serves until its end.
      now.mockImplementation(() => begin + 2 * 86_400_000 - 400_000);
      platform.fail('unavailable', { path: '/oauth2/token' });
      await client.query('{ __typename }');
    } finally {
      now.mockRestore();
    }
  });

  it('is taken anew where the platform has ended it', async () => {
    const client = clientOf();
    await client.query('{ __typename }');
    platform.expireTokens();
    await Promise.all([client.query('{ __typename }'), client.query('{ __typename }')]);
    expect(logIns()).toHaveLength(2);
  });

  it('is never asked for more often than allowed', async () => {
    const client = clientOf({ password: 'wrong', retries: 0 });
    const codes = [];
    for (let call = 0; call < 12; call += 1) {
      codes.push(await client.query('{ __typename }').catch((error: IAdvizeApiError) => error.code));
    }
    expect(codes).toEqual([...Array<string>(10).fill('forbidden'), 'rate_limited', 'rate_limited']);
    expect(logIns()).toHaveLength(10);
  });

  it('and the password stand in no error', async () => {
    const password = 'hunter2-hunter2';
    const client = clientOf({
      password,
      fetch: () => Promise.reject(new Error(`no route with ${password}`)),
      retries: 0,
    });
    await expect(client.query('{ __typename }')).rejects.toThrow('no route with [password]');
  });
});

describe('a conversation', () => {
  it('is the transcript that parseHistory gives', async () => {
    const [record] = platform.data.conversation;
    const id = conversationUuid(record!.id);
    const conversation = await clientOf().conversation(id);
    const said = parseHistory(String(record!['history'])).entries.filter(({ type }) => type !== 'page');
    expect(conversation).toMatchObject({ id, legacyId: String(record!.id), channel: 'CHAT', problems: [] });
    expect(conversation.entries).toEqual(said);
    expect(conversation.entries.length).toBeGreaterThan(2);
    expect(conversation.closedAt).toBeGreaterThan(conversation.createdAt ?? Infinity);
  });

  it('asks the schema once for the names that the documentation leaves open', async () => {
    const client = clientOf();
    const ids = platform.data.conversation.slice(0, 3).map(({ id }) => conversationUuid(id));
    await Promise.all(ids.map((id) => client.conversation(id)));
    const asked = queries().map(({ body }) => (JSON.parse(body) as { variables: { name?: string } }).variables.name);
    expect(asked.filter(Boolean)).toEqual([
      'Conversation',
      'Message',
      'OperatorMessage',
      'VisitorMessage',
      'SystemMessage',
    ]);
  });

  it('takes names that are given, and says which one the schema lacks', async () => {
    const id = conversationUuid(platform.data.conversation[0]!.id);
    await expect(clientOf({ messageNames: { text: 'words' } }).conversation(id)).rejects.toThrow(
      /no text of a OperatorMessage: give the option messageNames.text/,
    );
    await expect(clientOf({ messageNames: { createdAt: 'at' } }).conversation(id)).rejects.toThrow(
      /messageNames.createdAt/,
    );
    await expect(clientOf({ messageNames: { text: 'content' } }).conversation(id)).resolves.toMatchObject({ id });
  });

  it('is unknown, or none', async () => {
    const client = clientOf();
    await expect(client.conversation('00000000-0000-4000-8000-000000000000')).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(client.conversation('1001')).rejects.toThrow(TypeError);
  });
});

describe('closed conversations', () => {
  it('come page after page', async () => {
    const ids: (string | undefined)[] = [];
    const interval = { from: 0, to: new Date(Date.now() + 86_400_000) };
    for await (const { legacyId } of clientOf().closedConversations({ interval }, { first: 10 })) ids.push(legacyId);
    const closed = platform.data.conversation.filter(({ closed_at }) => /^[1-9]/.test(String(closed_at)));
    expect(ids).toEqual(closed.map(({ id }) => String(id)));
    expect(ids.length).toBeGreaterThan(20);
    const pages = queries().filter(({ body }) => body.includes('pageInfo'));
    expect(pages).toHaveLength(Math.ceil(ids.length / 10));
  });

  it('refuse what is no filter or no time', async () => {
    const read = async (filters: object, options?: object) => {
      for await (const _ of clientOf().closedConversations(filters as never, options)) void _;
    };
    const interval = { from: 0, to: 1 };
    await expect(read({ interval: { from: 'monday', to: 1 } })).rejects.toThrow(/interval.from must be a time/);
    await expect(read({})).rejects.toThrow(/interval.from/);
    await expect(read({ interval, colour: 'red' })).rejects.toThrow(/No filter colour, only .*interval/);
    await expect(read({ interval }, { first: 0 })).rejects.toThrow(/first/);
    await expect(read({ interval, channels: ['SMOKE'] })).rejects.toMatchObject({ code: 'invalid' });
  });

  it('end, though the platform’s cursor comes again', async () => {
    const again = {
      data: {
        closedConversations: { edges: [{ node: { id: 'a' } }], pageInfo: { hasNextPage: true, endCursor: 'x' } },
      },
    };
    const client = clientOf({
      fetch: async (url, init) =>
        typeof init?.body === 'string' && init.body.includes('pageInfo') ? Response.json(again) : fetch(url, init),
    });
    const read = async () => {
      for await (const _ of client.closedConversations({ interval: { from: 0, to: 1 } })) void _;
    };
    await expect(read()).rejects.toMatchObject({ code: 'endless' });
  });
});

describe('a query', () => {
  interface Projects {
    readonly projects: { readonly edges: readonly { readonly node: { readonly name: string } }[] };
  }
  /** As a code generator declares it. */
  interface TypedDocument<Result, Variables> extends DocumentNode {
    __apiType?: (variables: Variables) => Result;
  }
  const source = 'query ($first: Int) { projects(first: $first) { edges { node { name } } } }';
  const typed: TypedDocument<Projects, { first: number }> = parse(source);

  it('is typed by its document', async () => {
    const answer = await clientOf().query(typed, { first: 2 });
    expectTypeOf(answer).toEqualTypeOf<Projects>();
    expect(answer.projects.edges.map(({ node }) => node.name)).toEqual(['Shop', 'Outlet']);
    // @ts-expect-error a variable of another type
    void (() => clientOf().query(typed, { first: 'two' }));
    const plain = await clientOf().query('{ __typename }');
    expectTypeOf(plain).toEqualTypeOf<Readonly<Record<string, unknown>>>();
    expect(plain).toEqual({ __typename: 'Query' });
  });

  it('takes documents without a text where print is given', async () => {
    const bare = JSON.parse(JSON.stringify({ ...typed, loc: undefined })) as typeof typed;
    await expect(clientOf().query(bare, { first: 1 })).rejects.toThrow(/print/);
    const answer = await clientOf({ print }).query(bare, { first: 1 });
    expect(answer.projects.edges).toHaveLength(2);
  });

  it('names its previews', async () => {
    await clientOf().query('{ __typename }', {}, { previews: ['one', 'two'] });
    expect(queries()[0]?.headers['accept']).toBe(
      'application/vnd.iadvize.one-preview+json, application/vnd.iadvize.two-preview+json, application/json',
    );
  });

  it.each<[string, Parameters<PlatformStandIn['fail']>[0], IAdvizeApiError['code']]>([
    ['errors in a 200', { body: { data: {}, errors: [{ message: 'Field is gone' }] } }, 'invalid'],
    ['userErrors in a 200', { body: { data: { send: { userErrors: [{ __typename: 'Closed' }] } } } }, 'invalid'],
    ['no data', { body: { data: null } }, 'unexpected'],
    ['HTML', 'html', 'unexpected'],
    ['a redirect', 'redirect', 'unexpected'],
    ['half an answer', 'truncated', 'unexpected'],
    ['403', { status: 403, body: {} }, 'forbidden'],
  ])('fails on %s', async (_, fault, code) => {
    const client = clientOf();
    await client.query('{ __typename }');
    platform.fail(fault, { path: '/graphql' });
    await expect(client.query('{ __typename }')).rejects.toMatchObject({ name: 'IAdvizeApiError', code });
  });

  it('is repeated where that may help, a mutation is not', async () => {
    const client = clientOf();
    await client.query('{ __typename }');
    platform.fail('unavailable', { path: '/graphql', times: 2 });
    await expect(client.query('{ __typename }')).resolves.toEqual({ __typename: 'Query' });
    platform.fail('unavailable', { path: '/graphql' });
    await expect(client.query('mutation { __typename }')).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('ends with the caller’s signal and after its time', async () => {
    platform.fail('hang', { path: '/graphql', times: 2 });
    await expect(clientOf({ timeout: 50, retries: 0 }).query('{ __typename }')).rejects.toMatchObject({
      code: 'timeout',
    });
    const controller = new AbortController();
    const call = clientOf().query('{ __typename }', {}, { signal: controller.signal });
    controller.abort();
    await expect(call).rejects.toMatchObject({ code: 'aborted' });
  });

  it('refuses wrong options', () => {
    expect(() => clientOf({ username: '' })).toThrow(/username/);
    expect(() => clientOf({ baseUrl: 'http://api.iadvize.com' })).toThrow(/https/);
    expect(() => clientOf({ timeout: -1 })).toThrow(/timeout/);
  });
});

describe('a bot’s conversation', () => {
  const secret = 'bot-secret';

  it('takes late replies, and knows who is free', async () => {
    const client = clientOf();
    let answer: (replies: readonly []) => void = () => {};
    const connector = createBotConnector(
      {
        scenarios: () => [{ id: 'sizes', name: 'Sizes', editorUrl: 'https://shop.example' }],
        availability: () => true,
        onMessage: () => new Promise((resolve) => (answer = resolve as typeof answer)),
      },
      { secret, client, timeout: 20, between: 0 },
    );
    const served = await serve(connector);
    try {
      const bot = platform.bot({ url: served.url, secret });
      const [rule] = bot.rules;
      expect(await client.routingRule(rule!.id)).toEqual({ chat: true, call: false, video: false });
      rule!.free = false;
      expect(await client.routingRule(rule!.id)).toMatchObject({ chat: false });
      await expect(client.routingRule('00000000-0000-4000-8000-000000000000')).rejects.toMatchObject({
        code: 'not_found',
      });

      const chat = await bot.open();
      const send = (reply: Parameters<typeof client.chatbotMessageSend>[0]['reply']) =>
        client.chatbotMessageSend({ conversationId: chat.id, chatbotId: bot.operatorId, reply });
      // Only after the visitor's first message.
      await expect(send(text('Hello'))).rejects.toMatchObject({ code: 'invalid' });
      await chat.write('Which size?');
      const links = [{ name: 'Guide', url: 'https://shop.example/sizes' }];
      const late = [text('42.'), card({ title: 'Sizes', links }), offers([{ name: 'Skarv', price: '189 €', links }])];
      answer([...late, text('A person?', { quickReplies: ['Yes'] }), ...transfer(rule!.id)] as never);
      await vi.waitFor(() => expect(chat.state).toBe('transferring'));
      expect(chat.messages.map(({ payload }) => 'value' in payload && payload.value)).toEqual([
        'Which size?',
        '42.',
        'Sizes\nGuide: https://shop.example/sizes',
        'Skarv, 189 €\nGuide: https://shop.example/sizes',
        'A person?',
      ]);
      expect(chat.messages.at(-1)?.quickReplies).toHaveLength(1);
      const mutation = queries().find(({ body }) => body.includes('mutation'));
      expect(mutation?.headers['accept']).toContain(
        'application/vnd.iadvize.automation-chatbot-conversation-preview+json',
      );
      expect((await client.conversation(chat.id)).entries.map(({ type }) => type).slice(0, 2)).toEqual([
        'visitor',
        'operator',
      ]);
      await send(close());
      expect(chat.state).toBe('closed');
      await expect(send(text('Hello?'))).rejects.toBeInstanceOf(IAdvizeApiError);
      await expect(
        client.chatbotMessageSend({ conversationId: chat.id, chatbotId: 'bot', reply: close() }),
      ).rejects.toThrow(/chatbotId/);
    } finally {
      await served.close();
    }
  });
});
