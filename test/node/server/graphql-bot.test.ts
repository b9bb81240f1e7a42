import { describe, expect, it, vi } from 'vitest';
import { IAdvizeApiError } from '../../../src/server';
import { card, close, createBotConnector, offers, text, transfer } from '../../../src/server/bot';
import { useGraphQL } from '../../support/graphql';

const server = useGraphQL();
const { clientOf, queries } = server;

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
    const bot = server.platform.bot({ url: await server.serve(connector), secret });
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
  });
});
