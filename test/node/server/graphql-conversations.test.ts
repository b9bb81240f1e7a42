import { describe, expect, it } from 'vitest';
import { conversationUuid } from '../../../src/testing/server';
import { parseHistory } from '../../../src/virtual-agent';
import { useGraphQL } from '../../support/graphql';

const server = useGraphQL();
const { clientOf, queries } = server;

describe('a conversation', () => {
  it('is the transcript that parseHistory gives', async () => {
    const [record] = server.platform.data.conversation;
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
    const ids = server.platform.data.conversation.slice(0, 3).map(({ id }) => conversationUuid(id));
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
    const id = conversationUuid(server.platform.data.conversation[0]!.id);
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
    const closed = server.platform.data.conversation.filter(({ closed_at }) => /^[1-9]/.test(String(closed_at)));
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
