import { buildSchema, graphql } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createGraphQLClient } from '../../../src/server';
import { card, text } from '../../../src/server/bot';
import { schema } from '../../../src/testing/server/schema';

const id = 'c2f3a0f4-5b0e-4c3a-9d4f-0c8a3f6f2b11';
const message = { __typename: 'VisitorMessage', createdAt: '2024-02-16T10:24:43Z', content: 'Hello', author: null };

/** A client of a platform whose conversations have their messages in another form. */
function clientOf(definition: string, messages: object) {
  const definitions = buildSchema(
    schema
      .replace('messages: [Message!]!', 'messages: Messages!')
      .replaceAll('author: Author!', 'author: Author')
      .concat(definition),
  );
  const rootValue = { conversation: () => ({ id, createdAt: message.createdAt, channel: 'CHAT', messages }) };
  return createGraphQLClient({
    username: 'user',
    password: 'password',
    async fetch(url, init) {
      const request = new Request(url, init);
      if (request.url.includes('/oauth2/token')) return Response.json({ access_token: 'token', expires_in: 86_400 });
      const { query, variables } = (await request.json()) as { query: string; variables: object };
      return Response.json(
        await graphql({ schema: definitions, source: query, rootValue, variableValues: { ...variables } }),
      );
    },
  });
}

const edges = 'type Messages { edges: [Edge!]! pageInfo: PageInfo! } type Edge { node: Message! }';
const page = (hasNextPage: boolean) => ({ edges: [{ node: message }], pageInfo: { hasNextPage } });

describe('the messages of a conversation', () => {
  it.each<[string, string, object]>([
    ['nodes', 'type Messages { nodes: [Message!]! }', { nodes: [message] }],
    ['edges', edges, page(false)],
  ])('are read where they are %s of a connection', async (_, definition, messages) => {
    expect((await clientOf(definition, messages).conversation(id)).entries).toEqual([
      { type: 'visitor', code: 2, text: 'Hello', timestamp: Date.parse(message.createdAt) },
    ]);
  });

  it('are never taken for all where there are more', async () => {
    await expect(clientOf(edges, page(true)).conversation(id)).rejects.toMatchObject({ code: 'incomplete' });
  });
});

describe('a late reply that is no text', () => {
  it('goes out in pieces that the platform takes, its quick replies with the last', async () => {
    const sent: object[] = [];
    const client = createGraphQLClient({
      username: 'user',
      password: 'password',
      async fetch(url, init) {
        const request = new Request(url, init);
        if (request.url.includes('/oauth2/token')) return Response.json({ access_token: 'token', expires_in: 86_400 });
        const { variables } = (await request.json()) as { variables: { input: { actionOrMessage: object } } };
        sent.push(variables.input.actionOrMessage);
        return Response.json({ data: { chatbotMessageSend: { userErrors: [] } } });
      },
    });
    const links = [{ name: 'Sizes', url: 'https://shop.example/sizes' }];
    const long = card({ title: 'x'.repeat(400), text: 'y'.repeat(400), links }, { quickReplies: ['Thanks'] });
    await client.chatbotMessageSend({ conversationId: id, chatbotId: 1001, reply: long });
    const message = `${'y'.repeat(400)}\nSizes: https://shop.example/sizes`;
    expect(sent).toEqual([
      { chatbotMessage: { chatbotSimpleTextMessage: 'x'.repeat(400) } },
      { chatbotMessage: { chatbotMessageAttachmentInput: { quickReplyMenu: { message, choices: ['Thanks'] } } } },
    ]);
    sent.length = 0;
    await client.chatbotMessageSend({ conversationId: id, chatbotId: 1001, reply: text('z'.repeat(450)) });
    expect(sent).toHaveLength(1);
  });
});
